namespace Bihuan.Grid;

/// <summary>A name by which a place is called, known from elsewhere than the pack's own gazetteer: a record of a register.</summary>
/// <param name="Area">The division code in which it lies.</param>
/// <param name="Point">Where it stands; null where nobody said.</param>
/// <param name="From">What knows it: the register's title.</param>
/// <param name="Called">What it is called properly, where this is another name for it; null where it is the name itself.</param>
public sealed record KnownName(string Name, string Area, LonLat? Point, Words From, string? Called = null);
