using System.Text.Json;

namespace Bihuan.Bench.Benches;

/// <summary>What an agent's screen asks while the caller is still speaking: the person, the place, and what has been said before.</summary>
static class Similar
{
    static readonly string[] Texts =
        ["楼下的路灯坏了一个多星期，晚上看不见路", "小区路灯不亮，老人在台阶上摔了一跤", "扶手松了，请一起检查加固", "物业说路灯归市政管，没有人来看", "请先装一盏临时照明"];

    public static async Task<int> Measure(Run run, CancellationToken stop)
    {
        foreach (var matters in run.Matters)
        {
            await using var store = await LoadedStore.Open(run, matters, writes: false, [Crew.Agent], stop);
            await using var server = await Server.Serve(store.Settings, stop);
            var asked = Enumerable.Range(0, 3000).Select(n => Asked(n, store.Tokens[Crew.Agent])).ToList();
            if (await OnePath.Say(run, store, server, "similar matters while typing, p95", (wire, _, n) => wire.Ask(asked[n % asked.Count]), run.Round(3), null, stop) is null) return 1;
        }

        return 0;
    }

    static byte[] Asked(int n, string token) => Request.Post("/api/intake/suggestions", JsonSerializer.Serialize(new
    {
        text = Texts[n % Texts.Length], phone = n % 3 == 0 ? $"1380532{n * 31 % 10000:0000}" : null, area = $"37021200{1 + n % 5}", category = "CJ-01-07",
    }, Facts.Json), token);
}
