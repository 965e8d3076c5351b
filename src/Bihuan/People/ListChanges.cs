using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>Lists what was changed about units and accounts, by whom, for the audit administrator, the newest first.</summary>
public static class ListChanges
{
    const int Page = 50;

    static readonly string[] Unchanging = ["account.signed-in", "account.sign-in-failed"];

    public static void Map(RouteGroupBuilder api) => api.MapGet("/changes", Handle).WithSummary("List changes of units and accounts");

    static async Task<IResult> Handle(SignedIn signedIn, Store store, CancellationToken stop, string? about = null, long? before = null)
    {
        if (signedIn.Unless(Roles.AuditAdmin) is { } fault) return fault.AsHttp();
        var (changes, next) = await Read(store, signedIn.Person!.Caller.District, about, before, stop);
        return Results.Json(new { changes, next }, Facts.Json);
    }

    /// <summary>What was recorded by fifty verbs at most, and the position before which the next are read; null where there are none.</summary>
    /// <param name="about">One stream, such as <c>account-name</c>; null is all units and accounts.</param>
    public static async Task<(IReadOnlyList<ChangeRow> Rows, long? Next)> Read(Store store, string district, string? about, long? before, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        // The body may hold a password's hash, so it stays where it is.
        var lines = (await connection.QueryAsync<ChangeRow>($"""
            select position, stream, version, kind, at, "by" as Who, post from journal
            where district = @district and position < @before
              and {(string.IsNullOrWhiteSpace(about)
                ? "((stream >= 'account-' and stream < 'account.') or (stream >= 'unit-' and stream < 'unit.'))"
                : "stream = @about and (stream like 'account-%' or stream like 'unit-%')")}
              and kind not in ({string.Join(", ", Unchanging.Select(kind => $"'{kind}'"))})
            order by position desc limit @page
            """, new { district, before = before ?? long.MaxValue, about = about?.Trim(), page = Page })).AsList();
        // The last that a verb did stands first, as the last verb does.
        return ([.. lines.SelectMany(line => Line.Kinds(line.Kind).Select((kind, n) => line with { Kind = kind, Version = line.Version + n }).Reverse()).Where(row => !Unchanging.Contains(row.Kind))],
            lines.Count == Page ? lines[^1].Position : null);
    }
}

/// <summary>A change, without its words.</summary>
public sealed record ChangeRow(long Position, string Stream, long Version, string Kind, long At, string Who, string Post);
