using Bihuan.People;

namespace Bihuan.Grid;

/// <summary>Takes in the boundaries of a GeoJSON file whose datum is said; what is kept is WGS 84.</summary>
public static class ImportBoundaries
{
    /// <param name="File">What the file is called.</param>
    /// <param name="Datum">`wgs-84`, `gcj-02` or `cgcs2000`.</param>
    /// <param name="Json">A FeatureCollection of polygons with the properties `code` and `name`.</param>
    public sealed record Command(string File, string Datum, string Json);

    /// <param name="look">What the file would change; null when no features can be read from it.</param>
    /// <param name="sha256">Under which hash the file is kept.</param>
    public static Decision Decide(Command command, BoundaryLook? look, string? sha256, Stamp now)
    {
        if (!now.Is(Roles.SystemAdmin, Roles.Setup)) return Hosting.No.NotYours;
        if (Grid.Datum.Of(command.Datum) is not { } datum) return No.Datum.On("datum");
        if (look is null) return No.BoundaryFile.On("file");
        if (look.Changes.Count == 0) return No.Boundaries.With(Numbered(look.Faults)).On("file");
        if (!look.Fresh.Any()) return Decision.Nothing;

        return new BoundariesImported(command.File, datum.Key, [.. look.Fresh.Select(change => change.Row.Boundary)], sha256);
    }

    static Words Numbered(IReadOnlyList<BoundaryFault> faults) => new(
        string.Join(' ', faults.Take(20).Select(f => $"{f.Number}. {f.Sentence.Zh}")), string.Join(' ', faults.Take(20).Select(f => $"{f.Number}. {f.Sentence.En}")));
}
