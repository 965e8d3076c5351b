namespace Bihuan.Grid;

/// <summary>A boundary as the journal keeps it.</summary>
/// <param name="Code">9 digits for a street, 12 for a community, 15 for a grid, 6 for the district.</param>
/// <param name="Shape">Well-known text in degrees, WGS 84; empty where it is drawn for want of a given one.</param>
/// <param name="IsDrawn">Whether the shape is part of one that was itself drawn for want of a given one.</param>
public sealed record Boundary(string Code, Words Name, string Shape, bool IsDrawn = false);

/// <summary>An area below one that was split or merged, which goes on under another code.</summary>
public sealed record CarriedArea(string From, string To);

/// <summary>Boundaries were taken in from a file.</summary>
/// <param name="File">What the file was called.</param>
/// <param name="Datum">In which datum the file was: `wgs-84`, `gcj-02` or `cgcs2000`. What is kept is WGS 84.</param>
/// <param name="Sha256">Under which hash the file itself is kept; null where it was not.</param>
[Kind("areas.boundaries-imported")]
public sealed record BoundariesImported(string File, string Datum, ImmutableArray<Boundary> Areas, string? Sha256 = null) : Fact;

/// <summary>One area became several; where one of them keeps its code, it goes on smaller.</summary>
/// <param name="Carried">What lay below and goes on under another code; null where nobody said.</param>
[Kind("areas.area-split")]
public sealed record AreaSplit(string Code, DateOnly From, string Reason, ImmutableArray<Boundary> Into, ImmutableArray<CarriedArea>? Carried = null) : Fact;

/// <summary>Several areas became one; where it keeps the code of one of them, that one goes on larger.</summary>
/// <param name="Carried">What lay below and goes on under another code; null where nobody said.</param>
[Kind("areas.areas-merged")]
public sealed record AreasMerged(ImmutableArray<string> Codes, DateOnly From, string Reason, Boundary Into, ImmutableArray<CarriedArea>? Carried = null) : Fact;

/// <summary>What a district has recorded about its areas over what its pack shipped, in order. One story a district.</summary>
public sealed record KeptAreas : IStory<KeptAreas>
{
    public const string Noun = "areas";

    /// <summary>The one story of a district.</summary>
    public static Stream Stream { get; } = Stream.Of(Noun, "kept");

    public static KeptAreas Empty { get; } = new();

    /// <summary>Imports, splits and mergers with who recorded them and when.</summary>
    public ImmutableArray<(Fact Fact, Stamp Stamp)> Turns { get; init; } = [];

    /// <inheritdoc/>
    public KeptAreas Apply(Entry entry) => entry.Fact is BoundariesImported or AreaSplit or AreasMerged
        ? this with { Turns = Turns.Add((entry.Fact, entry.Stamp)) }
        : this;
}
