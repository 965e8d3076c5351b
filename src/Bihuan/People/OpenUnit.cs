using System.Text.RegularExpressions;
using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>Opens a unit below another, or the district itself.</summary>
public static partial class OpenUnit
{
    public sealed record Command(string Code, string Name, string NameEn, string Kind, string? Area = null);

    public static void Map(RouteGroupBuilder units) => units.MapPost("", Handle).WithSummary("Open a unit");

    static async Task<IResult> Handle(Command command, Clerk clerk, CancellationToken stop) =>
        (await Run(command, clerk, stop)).AsHttp(unit => new { unit.Code });

    public static Task<Answer<Unit>> Run(Command command, Clerk clerk, CancellationToken stop) =>
        clerk.Record<Unit>(Unit.StreamOf(command.Code ?? ""), async (unit, desk) =>
        {
            var above = Unit.ParentOf(command.Code ?? "");
            var parent = above is null ? null : (await desk.Story<Unit>(Unit.StreamOf(above))).Story;
            return Decide(unit, command, parent, desk.Now);
        }, stop, command: command);

    /// <param name="parent">The unit above as it stands; null when the code has no dot.</param>
    public static Decision Decide(Unit unit, Command command, Unit? parent, Stamp now)
    {
        if (!now.Is(Roles.SystemAdmin)) return Hosting.No.NotYours;
        if (command.Code is null || !Code().IsMatch(command.Code)) return No.BadUnitCode;
        if (string.IsNullOrWhiteSpace(command.Name) || string.IsNullOrWhiteSpace(command.NameEn)) return No.UnnamedUnit;
        if (unit.Exists) return No.UnitExists.With(unit.Code);
        if (parent is { Exists: false } or { IsClosed: true }) return No.NoParentUnit.With(Unit.ParentOf(command.Code)!);

        return new UnitOpened(new(command.Name.Trim(), command.NameEn.Trim()), command.Kind ?? "office",
            string.IsNullOrWhiteSpace(command.Area) ? null : command.Area.Trim());
    }

    [GeneratedRegex(@"^[A-Z0-9]{1,16}(\.[A-Z0-9]{1,16}){0,7}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();
}
