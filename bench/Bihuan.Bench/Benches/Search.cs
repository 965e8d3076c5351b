using System.Diagnostics;
using System.Text.Json;
using Bihuan.Matters;

namespace Bihuan.Bench.Benches;

/// <summary>
/// What somebody waits for who looks for words over everything: a word that every matter says, which is the worst there is, one that a single matter says, several at once, and
/// the same from one unit, which may see a part. The index is made from nothing before, and how long that took is told.
/// </summary>
static class Search
{
    const string Common = "路灯";

    public static async Task<int> Measure(Run run, CancellationToken stop)
    {
        foreach (var matters in run.Matters)
        {
            await using var store = await LoadedStore.Open(run, matters, writes: false, [Crew.Dispatcher, Crew.Coordinator], stop);
            await Index(run, store, stop);
            await using var server = await Server.Serve(store.Settings, stop);
            var rare = $"{matters / 2:0000000}";
            if (await Fault(store, server, matters, rare, stop) is { } fault) return run.Refuse(fault);
            foreach (var (figure, words, account) in ((string, string, string)[])
            [
                ("top 20 of a word of two characters that every matter says, p95", Common, Crew.Dispatcher), ("top 20 of a word that one matter says, p95", rare, Crew.Dispatcher),
                ("top 20 of two words together, p95", $"{Common} 扶手", Crew.Dispatcher), ("top 20 of a phrase, p95", "“一位老人在台阶上摔了一跤”", Crew.Dispatcher),
                ("top 20 of a word of two characters within one unit, p95", Common, Crew.Coordinator),
            ])
            {
                var asked = Request.Get(Path(words), store.Tokens[account]);
                if (await OnePath.Say(run, store, server, figure, (wire, _, _) => wire.Ask(asked), run.Round(3), null, stop) is null) return 1;
            }
        }

        return 0;
    }

    static string Path(string words) => $"/api/search?size=20&q={Uri.EscapeDataString(words)}";

    static async Task Index(Run run, LoadedStore store, CancellationToken stop)
    {
        await using var services = await Commands.Where.Open(store.Settings, stop);
        var watch = Stopwatch.StartNew();
        if (!await services.GetRequiredService<IndexMatters>().Again(null, stop)) throw new InvalidOperationException("Another process writes the index of words.");
        var took = watch.Elapsed.TotalSeconds;
        var documents = await store.Ask("select count(*) from word_documents", null, stop);
        run.Say(store, new("index of words made from nothing", took, "s")
        {
            More =
            [
                ("documents", documents), ("documents_per_second", Math.Round(documents / took)), ("segments", await store.Ask("select count(*) from word_segments", null, stop)),
                ("megabytes", Math.Round(await store.Ask("select coalesce(sum(length(page)), 0) from word_pages", null, stop) / 1e6, 1)),
            ],
        });
    }

    /// <summary>Whether what is asked for is found: all rows say it, one number leads to one matter, and nobody is shown what they may not see.</summary>
    static async Task<string?> Fault(LoadedStore store, Server server, int matters, string rare, CancellationToken stop)
    {
        using var wire = new Wire(server.Port);
        foreach (var (words, account, expected) in ((string, string, int)[])[(Common, Crew.Dispatcher, Math.Min(20, matters)), (rare, Crew.Dispatcher, matters > 0 ? 1 : 0)])
        {
            if (wire.Ask(Request.Get(Path(words), store.Tokens[account])) is { } no) return no;
            using var page = JsonDocument.Parse(wire.Body.ToArray());
            var rows = page.RootElement.GetProperty("rows").EnumerateArray().ToList();
            if (rows.Count != expected) return $"{words}: {rows.Count} found, {expected} expected.";
            if (rows.Any(row => !$"{row.GetProperty("matter").GetProperty("title")}{row.GetProperty("text")}{(row.TryGetProperty("passage", out var passage) ? passage : default)}".Contains(words, StringComparison.Ordinal))) return $"{words}: a row does not say it.";
        }

        if (wire.Ask(Request.Get(Path(Common), store.Tokens[Crew.Coordinator])) is { } refused) return refused;
        using var own = JsonDocument.Parse(wire.Body.ToArray());
        foreach (var row in own.RootElement.GetProperty("rows").EnumerateArray())
        {
            var id = row.GetProperty("matter").GetProperty("id").GetString();
            if (await store.Ask("select count(*) from matter_parties where district = @district and matter = @id and unit = @unit", new { district = Crew.District, id, unit = Crew.Unit }, stop) == 0) return $"A unit is shown {id}, to which it is no party.";
        }

        return null;
    }
}
