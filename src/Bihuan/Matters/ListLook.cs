namespace Bihuan.Matters;

/// <summary>How a list is looked at: its columns, the lists kept by name, and the moment for which it stands.</summary>
/// <param name="Columns">Empty is the house's own list.</param>
/// <param name="Coded">What the columns ask of the playbooks' own forms, by identifier.</param>
/// <param name="Address">The filters in one order: by it a kept list is known again.</param>
public sealed record ListLook(
    ImmutableArray<ListColumn> Columns, IReadOnlyDictionary<string, ImmutableDictionary<string, string>> Coded, ShownViews Views, string Address)
{
    /// <summary>The past moment for which it stands; null is now.</summary>
    public DateTimeOffset? Moment { get; init; }

    /// <summary>True where it cannot be told, and the page says why.</summary>
    public bool IsRefused { get; init; }

    /// <summary>True where the columns are the person's own and not the address's.</summary>
    public bool IsOwnDefault { get; init; }

    public bool IsArranging { get; init; }

    public bool IsTicking { get; init; }

    /// <summary>The kept list that this is; null where it is none.</summary>
    public ShownView? Kept => Views.All.FirstOrDefault(view => view.Query == Address);

    /// <summary>The columns of the house's own list.</summary>
    public static ImmutableArray<ListColumn> Usual { get; } =
        [.. new[] { "due", "number", "title", "category", "place", "unit", "stage", "received" }.Select(key => ListColumn.All.First(column => column.Key == key))];
}
