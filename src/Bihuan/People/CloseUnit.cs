using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>Closes a unit that has nothing left in it.</summary>
public static class CloseUnit
{
    public sealed record Command(string Reason);

    public static void Map(RouteGroupBuilder units) => units.MapPost("/{unit}/closing", Handle).WithSummary("Close a unit");

    static async Task<IResult> Handle(string unit, Command command, Clerk clerk, Store store, CancellationToken stop) =>
        (await Run(unit, command, clerk, store, stop)).AsHttp();

    public static async Task<Answer<Unit>> Run(string unit, Command command, Clerk clerk, Store store, CancellationToken stop)
    {
        var left = await Left(unit, clerk.Caller.District, store, stop);
        return await clerk.Record<Unit>(Unit.StreamOf(unit), command, (u, now) => Decide(u, command, left, now), stop);
    }

    static async Task<(long Units, long Posts)> Left(string unit, string district, Store store, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        return await connection.QuerySingleAsync<(long, long)>("""
            select (select count(*) from units where district = @district and parent = @unit and closed = 0),
                   (select count(*) from posts where district = @district and unit = @unit)
            """, new { district, unit });
    }

    /// <param name="left">How many open units and posts are still in it.</param>
    public static Decision Decide(Unit unit, Command command, (long Units, long Posts) left, Stamp now)
    {
        if (!now.Is(Roles.SystemAdmin)) return Hosting.No.NotYours;
        if (!unit.Exists) return No.NoSuchUnit;
        if (unit.IsClosed) return Decision.Nothing;
        if (string.IsNullOrWhiteSpace(command.Reason)) return No.ReasonMissing;
        if (left is not (0, 0)) return No.UnitInUse.With(left.Units, left.Posts);

        return new UnitClosed(command.Reason.Trim());
    }
}
