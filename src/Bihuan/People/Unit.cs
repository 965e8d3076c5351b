namespace Bihuan.People;

[Kind("unit.opened")]
public sealed record UnitOpened(Words Name, string Kind, string? Area) : Fact;

[Kind("unit.renamed")]
public sealed record UnitRenamed(Words Name) : Fact;

[Kind("unit.closed")]
public sealed record UnitClosed(string Reason) : Fact;

/// <summary>A unit of the district: a bureau, a street, an office in it, a firm that handles orders.</summary>
/// <param name="Code">A dotted path; what stands before the last dot is the unit above.</param>
public sealed record Unit(string Code) : IStory<Unit>
{
    public static Unit Empty { get; } = new("");

    public bool Exists => Code.Length > 0;
    public Words Name { get; init; }
    public string Kind { get; init; } = "";
    public string? Area { get; init; }
    public bool IsClosed { get; init; }

    /// <summary>The code of the unit above; null at the top.</summary>
    public string? Parent => ParentOf(Code);

    public static Stream StreamOf(string code) => Stream.Of("unit", code);

    /// <summary>What stands before the last dot; null at the top.</summary>
    public static string? ParentOf(string code)
    {
        var dot = code.LastIndexOf('.');
        return dot < 0 ? null : code[..dot];
    }

    /// <summary>True for the unit itself and everything below it.</summary>
    public static bool IsWithin(string code, string ancestor) =>
        code == ancestor || (code.Length > ancestor.Length && code[ancestor.Length] == '.' && code.StartsWith(ancestor, StringComparison.Ordinal));

    /// <summary>Whether a code names the district itself, below which every unit stands.</summary>
    public static bool IsDistrict(string code) => !code.Contains('.', StringComparison.Ordinal);

    /// <summary>A unit and all above it, without the district itself.</summary>
    public static IEnumerable<string> Above(string code)
    {
        for (var at = code.Length; at > 0 && !IsDistrict(code[..at]); at = code.LastIndexOf('.', at - 1)) yield return code[..at];
    }

    public Unit Apply(Entry entry) => entry.Fact switch
    {
        UnitOpened opened => new Unit(entry.Stream.Id) { Name = opened.Name, Kind = opened.Kind, Area = opened.Area },
        UnitRenamed renamed => this with { Name = renamed.Name },
        UnitClosed => this with { IsClosed = true },
        _ => this,
    };
}

/// <summary>One row a unit.</summary>
public sealed class UnitLedger : Ledger<Unit>
{
    static readonly Table Units = new("units", 1,
    [
        new("code", Holds.Text), new("name_zh", Holds.Text), new("name_en", Holds.Text), new("kind", Holds.Text),
        new("parent", Holds.Text, Nullable: true), new("area", Holds.Text, Nullable: true), new("closed", Holds.Whole),
    ]);

    public override ImmutableArray<Table> Tables { get; } = [Units];

    public override int Edition => 1;

    public override IEnumerable<Row> Rows(Unit unit)
    {
        if (unit.Exists)
            yield return new(Units, unit.Code, unit.Name.Zh, unit.Name.En, unit.Kind, unit.Parent, unit.Area, unit.IsClosed ? 1L : 0L);
    }
}
