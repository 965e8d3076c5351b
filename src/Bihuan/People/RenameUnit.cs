using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>Gives a unit another name; its code stays.</summary>
public static class RenameUnit
{
    public sealed record Command(string Name, string NameEn);

    public static void Map(RouteGroupBuilder units) => units.MapPut("/{unit}/name", Handle).WithSummary("Rename a unit");

    static async Task<IResult> Handle(string unit, Command command, Clerk clerk, CancellationToken stop) =>
        (await Run(unit, command, clerk, stop)).AsHttp();

    public static Task<Answer<Unit>> Run(string unit, Command command, Clerk clerk, CancellationToken stop) =>
        clerk.Record<Unit>(Unit.StreamOf(unit), command, (u, now) => Decide(u, command, now), stop);

    public static Decision Decide(Unit unit, Command command, Stamp now)
    {
        if (!now.Is(Roles.SystemAdmin)) return Hosting.No.NotYours;
        if (!unit.Exists) return No.NoSuchUnit;
        if (unit.IsClosed) return No.UnitClosed;
        if (string.IsNullOrWhiteSpace(command.Name) || string.IsNullOrWhiteSpace(command.NameEn)) return No.UnnamedUnit;
        var name = new Words(command.Name.Trim(), command.NameEn.Trim());
        if (unit.Name == name) return Decision.Nothing;

        return new UnitRenamed(name);
    }
}
