using System.Globalization;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>The system administrator's page on which open matters go to another version: counts, choices, what would become of each, and the verb.</summary>
public static class MigrationPages
{
    public const string StagePrefix = "stage-";
    public const string ClockPrefix = "clock-";

    public static void MapMigration(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/library/{playbook}/migrate").ExcludeFromDescription().SignedInOnly();
        pages.MapGet("", (string playbook, int? to, int? page, HttpContext http, SignedIn who, CancellationToken stop) =>
            Show(playbook, to, page ?? 1, Read(http.Request.Query.Select(q => KeyValuePair.Create(q.Key, q.Value.ToString())), to ?? 0), null, http, who, stop));
        pages.MapPost("", Run);

        var api = app.MapGroup("/api/library/{playbook}/migrations").WithTags("Library").SignedInOnly();
        api.MapGet("", async (string playbook, int? to, HttpContext http, Migration migration, SignedIn who, TimeProvider time, CancellationToken stop) =>
        {
            if (who.Unless(Roles.SystemAdmin) is { } no) return no.AsHttp();
            var (target, missing) = migration.Target(playbook, to);
            if (target is null) return missing!.AsHttp();
            var words = Read(http.Request.Query.Select(q => KeyValuePair.Create(q.Key, q.Value.ToString())), target.Version);
            var look = await migration.Look(who.Person!.Caller.District, target, words, Stamped(who, time), stop);
            return Results.Json(new
            {
                To = target.Version, look.Open, LookedAt = look.Lines.Count, look.Standings, look.Clocks,
                Refused = look.Refused.Select(line => new { line.Number, line.Version, line.Stage, line.Refusal!.Code, Words = new Words(line.Refusal.Zh, line.Refusal.En) }),
            }, Facts.Json);
        }).WithSummary("Look at what a migration of open matters would do");
        api.MapPost("", async (string playbook, Migrate.Command command, Migration migration, SignedIn who, Clerk clerk, CancellationToken stop) =>
        {
            if (who.Unless(Roles.SystemAdmin) is { } no) return no.AsHttp();
            var (target, missing) = migration.Target(playbook, command.To);
            if (target is null) return missing!.AsHttp();
            if (string.IsNullOrWhiteSpace(command.Why)) return No.MigrateReason.On("why").AsHttp();
            var result = await migration.Run(clerk, target, command, stop);
            return Results.Json(new
            {
                result.Moved, Refused = result.Refused.Select(line => new { line.Number, line.Version, line.Stage, line.Refusal!.Code, Words = new Words(line.Refusal.Zh, line.Refusal.En) }),
            }, Facts.Json);
        }).WithSummary("Migrate the open matters of a playbook to a version");
    }

    static Stamp Stamped(SignedIn who, TimeProvider time) => new(time.GetUtcNow(), who.Person!.Account, who.Person.Caller.Post);

    /// <summary>The choices as the address and the form hold them.</summary>
    static Migrate.Command Read(IEnumerable<KeyValuePair<string, string>> words, int to)
    {
        var all = words.Where(word => word.Value.Length > 0).ToList();
        ImmutableDictionary<string, string> Under(string prefix) => all.Where(word => word.Key.StartsWith(prefix, StringComparison.Ordinal))
            .GroupBy(word => word.Key[prefix.Length..]).ToImmutableDictionary(group => group.Key, group => group.Last().Value);
        return new(to, all.Find(word => word.Key == "why").Value, Under(StagePrefix), Under(ClockPrefix), all.Exists(word => word.Key == "shorten"));
    }

    static async Task<IResult> Run(string playbook, HttpContext http, SignedIn who, Migration migration, Clerk clerk, ReaderOf readerOf, CancellationToken stop)
    {
        if (who.Unless(Roles.SystemAdmin) is { } fault) return fault.AsHttp();
        var form = await http.Request.ReadFormAsync(stop);
        var to = int.TryParse(form["to"], CultureInfo.InvariantCulture, out var version) ? version : (int?)null;
        var (target, missing) = migration.Target(playbook, to);
        if (target is null) return missing!.AsHttp();
        var command = Read(form.Select(word => KeyValuePair.Create(word.Key, word.Value.ToString())), target.Version);
        if (string.IsNullOrWhiteSpace(command.Why)) return await Show(playbook, to, 1, command, No.MigrateReason.On("why"), http, who, stop);

        var result = await migration.Run(clerk, target, command, stop);
        var reader = await readerOf(http);
        var (moved, stayed) = (result.Moved.ToString("N0", CultureInfo.InvariantCulture), result.Refused.Count.ToString("N0", CultureInfo.InvariantCulture));
        Notices.Leave(http, result.Refused.Count == 0
            ? new Notice(reader.Say($"{moved} 件在办事项已改按第 {target.Version} 版办理。", $"Open matters that now follow version {target.Version}: {moved}."))
            : new Notice(reader.Say($"{moved} 件已改按第 {target.Version} 版办理；{stayed} 件没有改，原因见下。", $"Now following version {target.Version}: {moved}. Not migrated: {stayed}, for the reasons below."), Tone.Amber));
        return Results.Redirect(Address(playbook, command with { Why = null }, 1));
    }

    /// <summary>The page's address with every choice in it.</summary>
    public static string Address(string playbook, Migrate.Command command, int page) =>
        $"/library/{playbook}/migrate?" + string.Join('&', Words(command).Concat(page > 1 ? [("page", $"{page}")] : []).Select(word => $"{word.Name}={Uri.EscapeDataString(word.Value)}"));

    /// <summary>Every choice, as a form keeps it.</summary>
    public static IEnumerable<(string Name, string Value)> Words(Migrate.Command command) =>
    [
        ("to", command.To.ToString(CultureInfo.InvariantCulture)),
        .. (command.Stages ?? ImmutableDictionary<string, string>.Empty).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (StagePrefix + pair.Key, pair.Value)),
        .. (command.Clocks ?? ImmutableDictionary<string, string>.Empty).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (ClockPrefix + pair.Key, pair.Value)),
        .. command.Shorten ? [("shorten", "true")] : (IEnumerable<(string, string)>)[],
    ];

    static async Task<IResult> Show(string playbook, int? to, int page, Migrate.Command command, Refusal? refusal, HttpContext http, SignedIn who, CancellationToken stop)
    {
        if (who.Unless(Roles.SystemAdmin) is { } fault) return fault.AsHttp();
        var services = http.RequestServices;
        var migration = services.GetRequiredService<Migration>();
        var (target, missing) = migration.Target(playbook, to);
        if (target is null) return missing!.AsHttp();
        var preview = await migration.Look(who.Person!.Caller.District, target, command with { To = target.Version }, Stamped(who, services.GetRequiredService<TimeProvider>()), stop);
        return Pages.Show<MigrationPage>(http, await services.GetRequiredService<ReaderOf>()(http), new
        {
            Preview = preview, Page = Math.Max(1, page), Shelf = services.GetRequiredService<Shelf>(), Refusal = refusal,
        }, refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
    }
}
