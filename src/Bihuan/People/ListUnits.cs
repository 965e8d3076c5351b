namespace Bihuan.People;

/// <summary>Lists every unit, above before below.</summary>
public static class ListUnits
{
    public static void Map(RouteGroupBuilder units) =>
        units.MapGet("", async (SignedIn signedIn, UnitTree tree, CancellationToken stop) =>
            Results.Json(new
            {
                units = (await tree.Of(signedIn.Person!.Caller.District, stop)).All.Select(unit => new
                {
                    unit.Code, unit.Name, unit.Kind, unit.Parent, unit.Area, unit.IsClosed,
                }),
            }, Facts.Json)).WithSummary("List units");
}
