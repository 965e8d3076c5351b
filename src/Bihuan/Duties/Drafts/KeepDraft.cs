using Bihuan.People;

namespace Bihuan.Duties.Drafts;

/// <summary>Keeps the draft of the dispatch catalogue as it now stands; throws it away.</summary>
public static class KeepDraft
{
    /// <summary>Who writes drafts and publishes them.</summary>
    public static readonly string[] Writers = ["dispatcher", "supervisor"];

    /// <param name="Rows">All rows, in the order of the catalogue.</param>
    /// <param name="Base">The edition from which it was begun; the one in force when left out.</param>
    public sealed record Command(ImmutableArray<CatalogueRow> Rows, int? Base = null);

    /// <summary>Keeps it.</summary>
    public static Decision Decide(CatalogueDraft draft, Command command, int edition, Func<string, bool> isUnit, Stamp now)
    {
        if (!now.Is(Writers)) return Hosting.No.NotYours;
        if (Refuses(command.Rows, isUnit) is { } refusal) return refusal;
        var from = command.Base ?? (draft.Exists ? draft.Base : edition);
        if (draft.Base == from && draft.Rows.Length == command.Rows.Length && draft.Rows.Zip(command.Rows).All(pair => IsSame(pair.First, pair.Second))) return Decision.Nothing;

        return new DraftKept(from, command.Rows);
    }

    /// <summary>Throws it away.</summary>
    public static Decision Drop(CatalogueDraft draft, Stamp now)
    {
        if (!now.Is(Writers)) return Hosting.No.NotYours;
        if (!draft.Exists) return No.NoDraft;

        return new DraftDropped("thrown-away");
    }

    /// <summary>What is wrong with rows, whoever publishes or keeps them.</summary>
    public static Refusal? Refuses(ImmutableArray<CatalogueRow> rows, Func<string, bool> isUnit)
    {
        if (rows.IsDefaultOrEmpty) return No.Rows;
        if (rows.GroupBy(row => row.Row).FirstOrDefault(g => g.Count() > 1) is { } twice) return No.RowTwice.With(twice.Key);
        foreach (var row in rows)
        {
            if (string.IsNullOrWhiteSpace(row.Category)) return No.RowCategory.With(row.Row).On("category");
            foreach (var limit in (string?[])[row.Limit, row.Urgent])
                if (limit is { Length: > 0 } && !Limit.TryParse(limit, out _) && !Limit.TryParse(limit + "s", out _)) return No.RowLimit.With(row.Row, limit).On("limit");
            foreach (var unit in (row.Co.IsDefault ? [] : row.Co).Append(row.Unit).Where(unit => unit != CatalogueRow.Street))
                if (!isUnit(unit)) return No.SuchUnit.With(row.Row, unit).On("unit");
        }

        return null;
    }

    /// <summary>Whether two rows say the same.</summary>
    public static bool IsSame(CatalogueRow one, CatalogueRow other) => one.Co.SequenceEqual(other.Co) && one with { Co = [] } == other with { Co = [] };
}
