using System.Text.Json;
using Bihuan.Bench.Ceiling;

namespace Bihuan.Bench.Benches;

/// <summary>Fifty rows of a unit's open matters, the overdue first, as page and as JSON: the first page and one far down, at one size or several.</summary>
static class ListPages
{
    const int Rows = 50;
    const int Deep = 1000;
    const int Hop = 200;

    /// <summary>A list somebody looks at.</summary>
    readonly record struct Asked(string Name, string Account, string Path);

    public static async Task<int> Measure(Run run, CancellationToken stop)
    {
        var time = run.Round(3);
        var ceiling = await RawCeiling.Page(run, time, stop);
        var bySize = new List<Dictionary<string, double>>();
        foreach (var matters in run.Matters.Order())
        {
            await using var store = await LoadedStore.Open(run, matters, writes: false, [Crew.Coordinator, Crew.Dispatcher], stop);
            await using var server = await Server.Serve(store.Settings, stop);
            if (await Fault(store, server, matters, stop) is { } fault) return run.Refuse(fault);

            var (deep, page) = Down(server, store.Tokens[Crew.Coordinator]);
            var told = new Dictionary<string, double>();
            Asked[] lists =
            [
                new("page 1", Crew.Coordinator, $"/matters?size={Rows}"), new("far page", Crew.Coordinator, $"/matters?size={Rows}{deep}"),
                new("page 1 of the district", Crew.Dispatcher, $"/matters?size={Rows}"),
            ];
            foreach (var list in lists.Where(list => page > 1 || list.Name != "far page"))
            {
                foreach (var (form, path) in ((string, string)[])[("html", list.Path), ("json", "/api" + list.Path)])
                {
                    var name = $"{(list.Name == "far page" ? $"page {page:N0}" : list.Name)} as {list.Account}, {form}, p95";
                    var token = store.Tokens[list.Account];
                    var asked = form == "html" ? Request.Page(path, token) : Request.Get(path, token);
                    if (await OnePath.Say(run, store, server, name, (wire, _, _) => wire.Ask(asked), time, ceiling, stop) is not { } p95) return 1;
                    told[$"{list.Name} as {list.Account}, {form}"] = p95;
                }
            }

            bySize.Add(told);
            if (bySize.Count > 1 && bySize.Count == run.Matters.Length)
                foreach (var (list, p95) in told.Where(list => bySize[0].ContainsKey(list.Key))) run.Say(store, new($"{list}, {run.Matters.Max():N0} to {run.Matters.Min():N0}", p95 / bySize[0][list], "×"));
        }

        return 0;
    }

    /// <summary>Whether the list is what the store holds: as many matters as were loaded, and the first page's rows in their order.</summary>
    static async Task<string?> Fault(LoadedStore store, Server server, int matters, CancellationToken stop)
    {
        var held = await store.Ask("select count(*) from matters where district = @district", new { district = Crew.District }, stop);
        if (held < matters) return $"{matters} were loaded, {held} stand in the store.";
        var numbers = await store.Rows<string>("select number from matters where district = @district order by id limit @most", new { district = Crew.District, most = Found.Read }, stop);
        using var wire = new Wire(server.Port);
        foreach (var number in numbers)
            if (wire.Ask(Request.Get($"/api/matters/{number}", store.Tokens[Crew.Dispatcher])) is { } gone) return $"{number} was loaded and is not found: {gone}";

        if (wire.Ask(Request.Get($"/api/matters?size={Rows}", store.Tokens[Crew.Coordinator])) is { } no) return no;
        using var page = JsonDocument.Parse(wire.Body.ToArray());
        var due = page.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("due").GetInt64()).ToList();
        var open = await store.Ask("select count(*) from matters where district = @district and is_open = 1 and lead = @unit", new { district = Crew.District, unit = Crew.Unit }, stop);
        if (due.Count != Math.Min(Rows, open)) return $"The first page shows {due.Count} of {open} open matters.";
        return due.SequenceEqual(due.Order()) ? null : "The first page is not in the order of what is due.";
    }

    /// <summary>Where a page far down begins: the keys are followed as a reader would, in larger steps.</summary>
    /// <returns>What its address adds, and which page it is: the last where there are not so many.</returns>
    static (string After, int Page) Down(Server server, string token)
    {
        using var wire = new Wire(server.Port);
        var (after, skipped) = ("", 0);
        while (skipped < (Deep - 1) * Rows)
        {
            var step = Math.Min(Hop, (Deep - 1) * Rows - skipped);
            if (wire.Ask(Request.Get($"/api/matters?size={step}{after}", token)) is { } fault) throw new InvalidOperationException(fault);
            if (wire.Field("\"next\":\""u8) is not { } next) break;
            (after, skipped) = ($"&after={next}", skipped + step);
        }

        return (after, 1 + skipped / Rows);
    }
}
