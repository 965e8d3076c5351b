using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.House;
using Stream = Bihuan.Engine.Journal.Stream;

namespace Bihuan.Tests.Lists;

/// <summary>The administrator takes all open matters to another version: looked at, done once, told in their history, on both databases.</summary>
public sealed partial class MigrationTests(PostgresHost postgres) : IClassFixture<PostgresHost>
{
    static readonly string Second = SentOut().Replace(Tree.Text("packs/hotline/request.playbook.yaml"), "sent-out").Replace("version: 1\n", "version: 2\n", StringComparison.Ordinal);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(false), InlineData(true)]
    public async Task open_matters_go_over_those_that_cannot_are_listed_and_nothing_happens_twice(bool shared)
    {
        await using var office = await Office.Open(shared ? postgres.Connection : null);
        var accepted = await office.Said("路灯不亮");
        var sent = await office.Sent("暖气不热", "LS.GR");
        using var sys = await office.Client("sys");
        var published = await sys.PostAsJsonAsync("/api/library/publications", new { yaml = Second, examples = (string[])["example: nothing\nof: request\ntitle: { zh: 无, en: None }\ngiven: { at: \"2026-03-09 09:00\", by: eva, text: 路灯不亮, area: \"370212001019\" }\npeople: { eva: agent@CENTRE }\nsteps: [{ by: eva, take: accept, words: { category: CJ-01-03 }, stage: accepted }]\n"] }, Stop);
        Assert.True(published.StatusCode == HttpStatusCode.NoContent, await published.Content.ReadAsStringAsync(Stop));
        Assert.Contains("/library/request/migrate", await sys.GetStringAsync("/library", Stop), StringComparison.Ordinal);

        var page = WebUtility.HtmlDecode(await sys.GetStringAsync("/library/request/migrate", Stop));
        foreach (var words in (string[])["第 2 版没有这个环节，请选定改到哪里", sent.Number, accepted.Number, "matter.migrate-stage", "时限不变"]) Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.DoesNotContain("路灯不亮", page, StringComparison.Ordinal);

        using var unsaid = new FormUrlEncodedContent([new("to", "2"), new("why", " ")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sys.PostAsync("/library/request/migrate", unsaid, Stop)).StatusCode);
        using var form = new FormUrlEncodedContent([new("to", "2"), new("why", "市里改了办法")]);
        Assert.Equal("/library/request/migrate?to=2", (await sys.PostAsync("/library/request/migrate", form, Stop)).Headers.Location?.ToString());
        Assert.Equal((2, 1), (await Version(office, accepted), await Version(office, sent)));

        var rest = new { to = 2, why = "市里改了办法", stages = new { dispatched = "sent-out" } };
        var done = JsonNode.Parse(await (await sys.PostAsJsonAsync("/api/library/request/migrations", rest, Stop)).Content.ReadAsStringAsync(Stop))!;
        Assert.Equal((1, 0), ((int)done["moved"]!, done["refused"]!.AsArray().Count));
        Assert.Equal(2, await Version(office, sent));
        var again = JsonNode.Parse(await (await sys.PostAsJsonAsync("/api/library/request/migrations", rest, Stop)).Content.ReadAsStringAsync(Stop))!;
        Assert.Equal(0, (int)again["moved"]!);
        Assert.Contains("在办事项都按第 2 版办理", await sys.GetStringAsync("/library/request/migrate", Stop), StringComparison.Ordinal);

        // It is told, with the names of the version it left, and goes on by the new one.
        using var sender = await office.Client("sender");
        var story = WebUtility.HtmlDecode(await sender.GetStringAsync($"/matters/{sent.Number}", Stop));
        foreach (var words in (string[])["改按第 2 版流程办理（原第 1 版）", "市里改了办法", "进入“待签收”"]) Assert.Contains(words, story, StringComparison.Ordinal);
        // On the track the stage of the version that it left is called by its title and stands where it was passed.
        Assert.DoesNotContain("<strong>dispatched</strong>", story, StringComparison.Ordinal);
        Assert.True(story.IndexOf("<strong>派单</strong>", StringComparison.Ordinal) is > 0 and var passed && story.IndexOf("<strong>签收</strong>", passed, StringComparison.Ordinal) > passed);
        var signed = await office.Take(sent, "heat", "coordinator", "LS.GR", "sign", []);
        Assert.Equal((2, "signed"), (signed.PlaybookVersion, signed.Stage));
        Assert.All(await Bihuan.Storage.RebuiltLedgers.Rebuild(office.Of<Bihuan.Hosting.Store>(), office.Of<Stories>(), office.Of<Vault>(), null, Stop), table => Assert.True(table.IsEqual, table.Table));
        Assert.Empty(await office.Of<BrokenLoops>().Find(new(Office.District, MaxSensitivity: 2), Stop));
    }

    [Fact]
    public async Task only_the_system_administrator_looks_or_migrates()
    {
        await using var office = await Office.Open();
        foreach (var account in (string[])["leader", "sender", "heat", "sec"])
        {
            using var client = await office.Client(account);
            foreach (var path in (string[])["/library/request/migrate", "/api/library/request/migrations"])
                Assert.Equal((account, path, HttpStatusCode.Forbidden), (account, path, (await client.GetAsync(path, Stop)).StatusCode));
            Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsJsonAsync("/api/library/request/migrations", new { to = 1, why = "x" }, Stop)).StatusCode);
        }

        using var sys = await office.Client("sys");
        Assert.Equal(HttpStatusCode.NotFound, (await sys.GetAsync("/library/nothing/migrate", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await sys.GetAsync("/library/request/migrate?to=9", Stop)).StatusCode);
    }

    [Fact]
    public async Task a_thousand_go_over_within_the_time_of_a_request()
    {
        await using var office = await Office.Open();
        await Parallel.ForEachAsync(Enumerable.Range(0, 1000), new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = Stop }, async (n, stop) =>
            Assert.Null((await office.Of<MatterDesk>().Receive(office.As("agent", "agent", "LS.RX"), new($"第 {n} 盏路灯不亮", Anonymous: true, Source: "window", Area: Office.Street), stop)).Refusal));
        var shelf = office.Of<Shelf>();
        var two = shelf.Newest("request")! with { Version = 2 };
        shelf.Put(two, shelf.OriginOf(shelf.Newest("request")!)!);

        var clock = System.Diagnostics.Stopwatch.StartNew();
        var migration = office.Of<Migration>();
        var look = await migration.Look(Office.District, two, new(2, null), new(DateTimeOffset.UtcNow, "sys", new("system-admin", "LS")), Stop);
        Assert.Equal((1000, 1000, 0), (look.Open, look.Lines.Count, look.Refused.Count()));
        var result = await migration.Run(office.As("sys", "system-admin", "LS"), two, new(2, "市里改了办法"), Stop);
        Assert.Equal((1000, 0), (result.Moved, result.Refused.Count));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"{clock.Elapsed}");
    }

    static async Task<int> Version(Office office, Matter matter) =>
        (await office.Of<Reading>().Story<Matter>(Office.District, Stream.Of(Matter.Noun, matter.Id), Stop)).Story.PlaybookVersion;

    [GeneratedRegex(@"\bdispatched(?=[,\]:\n])")]
    private static partial Regex SentOut();
}
