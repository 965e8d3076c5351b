namespace Bihuan.Grid;

[Kind("district.founded")]
public sealed record DistrictFounded(Words Name) : Fact;

[Kind("district.areas-entered")]
public sealed record AreasEntered(ImmutableArray<EnteredArea> Areas) : Fact;

/// <summary>An area that was entered by name: it has a code and a place below another, and no boundary.</summary>
/// <param name="Outside">How the system that it came from calls it; empty where it came from none.</param>
public sealed record EnteredArea(string Code, Words Name, string Outside);

/// <summary>A district that no pack ships: its name and its areas as they were entered.</summary>
public sealed record District : IStory<District>
{
    public const string Noun = "district";

    /// <summary>One in each district.</summary>
    public static Stream Stream { get; } = Stream.Of(Noun, "areas");

    public static District Empty { get; } = new();

    public bool Exists { get; init; }
    public Words Name { get; init; }

    /// <summary>Streets and communities, in the order in which they were entered.</summary>
    public ImmutableArray<EnteredArea> Areas { get; init; } = [];

    /// <inheritdoc/>
    public District Apply(Entry entry) => entry.Fact switch
    {
        DistrictFounded f => this with { Exists = true, Name = f.Name },
        AreasEntered f => this with { Areas = Areas.AddRange(f.Areas) },
        _ => this,
    };
}
