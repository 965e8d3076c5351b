namespace Bihuan.Duties;

/// <summary>Publishes a new edition of the dispatch catalogue; matters already dispatched keep the row they were sent by.</summary>
public static class PublishCatalogue
{
    public sealed record Command(ImmutableArray<CatalogueRow> Rows);

    /// <summary>The one catalogue of a district.</summary>
    public static Stream Stream { get; } = Stream.Of(Catalogue.Noun, "dispatch");

    public static Decision Decide(Catalogue catalogue, Command command, Func<string, bool> isUnit, Stamp now)
    {
        if (command.Rows.IsDefaultOrEmpty) return No.Rows;
        if (command.Rows.GroupBy(row => row.Row).FirstOrDefault(g => g.Count() > 1) is { } twice) return No.RowTwice.With(twice.Key);
        foreach (var row in command.Rows)
            foreach (var unit in row.Co.Append(row.Unit).Where(unit => unit != CatalogueRow.Street))
                if (!isUnit(unit)) return No.SuchUnit.With(row.Row, unit);

        return new CataloguePublished(catalogue.Edition + 1, command.Rows);
    }
}
