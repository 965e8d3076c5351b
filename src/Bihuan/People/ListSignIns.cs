using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>Lists attempts to sign in for the audit administrator, the newest first.</summary>
public static class ListSignIns
{
    public const int Page = 50;

    /// <param name="Before">The moment of the last row of the page before, Unix milliseconds, and its id after a dash.</param>
    public sealed record Query(string? Account = null, string? Result = null, string? Before = null);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/sign-ins", Handle).WithSummary("List attempts to sign in");

    static async Task<IResult> Handle(
        SignedIn signedIn, Store store, CancellationToken stop, string? account = null, string? result = null, string? before = null)
    {
        if (signedIn.Unless(Roles.AuditAdmin) is { } fault) return fault.AsHttp();
        var rows = await Read(store, signedIn.Person!.Caller.District, new(account, result, before), stop);
        return Results.Json(new { signIns = rows, next = rows.Count == Page ? rows[^1].Place : null }, Facts.Json);
    }

    /// <summary>One page.</summary>
    public static async Task<IReadOnlyList<SignInRow>> Read(Store store, string district, Query query, CancellationToken stop)
    {
        var (at, id) = (long.MaxValue, "");
        if (query.Before?.Split('-') is [var moment, var last] && long.TryParse(moment, out var parsed)) (at, id) = (parsed, last);
        await using var connection = await store.Read(stop);
        return [.. await connection.QueryAsync<SignInRow>($"""
            select at, id, account, result, address, agent, closed, why from signins
            where district = @district and (at < @at or (at = @at and id < @id))
            {(string.IsNullOrWhiteSpace(query.Account) ? "" : "and account = @account")}
            {(query.Result switch { "in" => "and result = 'signed-in'", "refused" => "and result <> 'signed-in'", _ => "" })}
            order by at desc, id desc limit @page
            """, new { district, at, id, account = query.Account?.Trim(), page = Page })];
    }
}

/// <summary>An attempt to sign in.</summary>
/// <param name="Result"><c>signed-in</c>, or the code of the refusal.</param>
public sealed record SignInRow(long At, string Id, string Account, string Result, string Address, string Agent, long? Closed, string? Why)
{
    /// <summary>Its place in the list.</summary>
    public string Place => $"{At}-{Id}";
}
