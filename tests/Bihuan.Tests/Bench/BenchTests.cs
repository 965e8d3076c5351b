using System.Text.Json.Nodes;
using Bihuan.Bench;
using Bihuan.Bench.Figures;
using Bihuan.Bench.Stores;
using Bihuan.Tests.Hosts;

namespace Bihuan.Tests.Bench;

/// <summary>Benches pulled at a small size: that they measure, and that they refuse to; never how fast.</summary>
public sealed class BenchTests(PostgresHost postgres) : IClassFixture<PostgresHost>
{
    static readonly string[] Fields = ["bench", "figure", "value", "unit", "store", "matters", "ceiling", "ratio", "p50", "p95", "p99", "spread"];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task registrations_are_measured_on_sqlite() => Registers([]);

    [Fact]
    public Task registrations_are_measured_on_postgres() => Registers(["--store", "postgres", "--postgres", postgres.Connection]);

    static async Task Registers(string[] store)
    {
        var (code, lines, wrong) = await Run(["register", "--seconds", "0.3", "--connections", "4", "--matters", "8", .. store]);
        Assert.Equal(("", 0), (wrong, code));
        var figure = Assert.Single(lines);
        Assert.Equal(("register", "registrations per second", "1/s", 8), (Said(figure, "bench"), Said(figure, "figure"), Said(figure, "unit"), (int)figure["matters"]!));
        Assert.Equal(store.Length == 0 ? "sqlite" : "postgres", Said(figure, "store"));
        foreach (var field in (string[])["value", "ceiling", "ratio", "p50", "p95", "p99"]) Assert.InRange((double)figure[field]!, 1e-4, double.MaxValue);
    }

    [Fact]
    public async Task lists_are_measured_at_several_sizes_on_sqlite()
    {
        var (code, lines, wrong) = await Run(["list", "--seconds", "0.1", "--matters", "40,1000"]);
        Assert.Equal(("", 0), (wrong, code));
        // 250 of the unit's matters are open in the larger store: five pages, the last of which begins after 200 rows.
        Assert.Equal(
        [
            "40 page 1 as zj-liaison, html, p95", "40 page 1 as zj-liaison, json, p95",
            "40 page 1 of the district as dispatcher1, html, p95", "40 page 1 of the district as dispatcher1, json, p95",
            "1000 page 1 as zj-liaison, html, p95", "1000 page 1 as zj-liaison, json, p95", "1000 page 5 as zj-liaison, html, p95", "1000 page 5 as zj-liaison, json, p95",
            "1000 page 1 of the district as dispatcher1, html, p95", "1000 page 1 of the district as dispatcher1, json, p95",
            "1000 page 1 as zj-liaison, html, 1,000 to 40", "1000 page 1 as zj-liaison, json, 1,000 to 40",
            "1000 page 1 of the district as dispatcher1, html, 1,000 to 40", "1000 page 1 of the district as dispatcher1, json, 1,000 to 40",
        ], lines.Select(line => $"{line["matters"]} {line["figure"]}"));
        Assert.All(lines, line => Assert.InRange((double)line["value"]!, 1e-4, double.MaxValue));
    }

    [Fact]
    public async Task lists_are_measured_on_postgres()
    {
        var (code, lines, wrong) = await Run(["list", "--seconds", "0.1", "--matters", "40", "--store", "postgres", "--postgres", postgres.Connection]);
        Assert.Equal(("", 0, 4), (wrong, code, lines.Count));
    }

    [Fact]
    public Task searching_is_measured_on_sqlite() => Searches([]);

    [Fact]
    public Task searching_is_measured_on_postgres() => Searches(["--store", "postgres", "--postgres", postgres.Connection]);

    static async Task Searches(string[] store)
    {
        var (code, lines, wrong) = await Run(["search", "--seconds", "0.1", "--matters", "60", .. store]);
        Assert.Equal(("", 0, 6), (wrong, code, lines.Count));
        Assert.Equal(("index of words made from nothing", 60), (Said(lines[0], "figure"), (int)lines[0]["documents"]!));
        Assert.All(lines, line => Assert.InRange((double)line["value"]!, 1e-4, double.MaxValue));
    }

    [Fact]
    public async Task cutting_is_measured()
    {
        var (code, lines, wrong) = await Run(["segment"]);
        Assert.Equal(("", 0, 3), (wrong, code, lines.Count));
        Assert.All(lines, line => Assert.Equal(("MB/s", true), (Said(line, "unit"), (double)line["value"]! > 0)));
    }

    [Fact]
    public async Task lifecycles_find_what_they_did_at_once()
    {
        var (code, lines, wrong) = await Run(["lifecycle", "--seconds", "0.3", "--connections", "2", "--matters", "8"]);
        Assert.Equal(("", 0), (wrong, code));
        var figure = Assert.Single(lines);
        Assert.Equal(6, (int)figure["calls"]!);
        Assert.InRange((double)figure["value"]!, 1e-4, double.MaxValue);
    }

    [Fact]
    public async Task writes_that_are_not_found_again_are_said_and_make_no_figure()
    {
        using var said = new StringWriter();
        using var wrong = new StringWriter();
        var run = new Run("register", null, [3], 1, 1, null, null, said, wrong);
        await using var store = await LoadedStore.Open(run, 3, writes: true, [Crew.Agent], Stop);
        await using var server = await Server.Serve(store.Settings, Stop);
        var (token, before) = (store.Tokens[Crew.Agent], DateTimeOffset.UnixEpoch);
        var numbers = await store.Rows<string>("select number from matters order by id", null, Stop);
        Assert.Null(await Found.Fault(store, server, token, numbers, before, null, Stop));
        Assert.Equal("4 were answered, 3 stand in the store.", await Found.Fault(store, server, token, [.. numbers, "RX1"], before, null, Stop));
        Assert.StartsWith("RX1 was answered and is not found: 404", await Found.Fault(store, server, token, [numbers[0], numbers[1], "RX1"], before, null, Stop), StringComparison.Ordinal);
        Assert.Equal("3 were answered, 0 stand in the store.", await Found.Fault(store, server, token, numbers, before, "called-back", Stop));
        Assert.Equal(1, run.Refuse("3 were answered, 0 stand in the store."));
        Assert.Equal(("", "register: 3 were answered, 0 stand in the store. No figure. / 不出数据。"), (said.ToString(), wrong.ToString().Trim()));
    }

    [Fact]
    public async Task a_kept_store_is_loaded_once_and_a_bench_that_writes_works_on_a_copy()
    {
        var keep = Directory.CreateTempSubdirectory("bihuan-keep-").FullName;
        var run = new Run("register", null, [2], 1, 1, keep, null, TextWriter.Null, TextWriter.Null);
        string kept;
        await using (var reads = await LoadedStore.Open(run, 2, writes: false, [Crew.Agent], Stop)) kept = reads.Settings.Data;
        Assert.StartsWith(Path.Combine(keep, "sqlite-2-"), kept, StringComparison.Ordinal);
        var loaded = File.GetLastWriteTimeUtc(Path.Combine(kept, "loaded"));

        string copy;
        await using (var writes = await LoadedStore.Open(run, 2, writes: true, [Crew.Agent], Stop))
        {
            copy = writes.Settings.Data;
            Assert.Equal((2L, 2L), (writes.Matters, await writes.Ask("select count(*) from matters", null, Stop)));
        }

        Assert.NotEqual(kept, copy);
        Assert.False(Directory.Exists(copy));
        Assert.Equal(loaded, File.GetLastWriteTimeUtc(Path.Combine(kept, "loaded")));
        Directory.Delete(keep, recursive: true);
    }

    [Theory]
    [InlineData("nothing"), InlineData("register --seconds 0"), InlineData("register --matters many"), InlineData("register --store oracle"), InlineData("category")]
    public async Task words_that_make_no_sense_are_said(string words)
    {
        var (code, lines, wrong) = await Run(words.Split(' '));
        Assert.Equal((2, 0), (code, lines.Count));
        Assert.Contains(" / ", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void the_middle_round_counts_and_the_spread_is_told()
    {
        var line = JsonNode.Parse(Figure.Of("f", [110.0, 90.0, 100.0], "1/s").Line("b", "sqlite", 5))!;
        Assert.Equal((100.0, 0.2), ((double)line["value"]!, (double)line["spread"]!));
        Assert.Equal(Fields, line.AsObject().Select(field => field.Key));
    }

    static string Said(JsonObject line, string field) => (string)line[field]!;

    static async Task<(int Code, IReadOnlyList<JsonObject> Lines, string Wrong)> Run(string[] words)
    {
        using var said = new StringWriter();
        using var wrong = new StringWriter();
        var code = await BenchLine.Do(words, said, wrong, Stop);
        var lines = said.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        Assert.All(lines, line => Assert.Empty(Fields.Except(line.Select(field => field.Key))));
        return (code, lines, wrong.ToString());
    }
}
