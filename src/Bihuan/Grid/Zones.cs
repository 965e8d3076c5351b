namespace Bihuan.Grid;

/// <summary>A part of the district that somebody answers for.</summary>
/// <param name="Code">Its number or short name, such as `Z01`.</param>
/// <param name="Areas">Codes of streets, communities or grids; empty where the zone is an outline.</param>
/// <param name="Outline">Well-known text in degrees, WGS 84; empty where the zone is a set of areas.</param>
/// <param name="Leader">The post that answers for it.</param>
/// <param name="Unit">The code of the unit that answers for it.</param>
public sealed record Zone(string Code, Words Name, ImmutableArray<string> Areas, string Outline, string Leader, string Unit)
{
    /// <summary>The account of the leader, whose list then shows the zone; null where only a name is known.</summary>
    public string? Account { get; init; }
}

/// <summary>A zone that is no more: who said so, when, why, and from which day.</summary>
public sealed record EndedZone(Zone Zone, DateOnly From, string Reason, string By, DateTimeOffset At);

[Kind("zones.zone-drawn")]
public sealed record ZoneDrawn(Zone Zone) : Fact;

/// <param name="From">From which day; null is the day on which it was recorded.</param>
[Kind("zones.zone-ended")]
public sealed record ZoneEnded(string Code, string Reason, DateOnly? From = null) : Fact;

/// <summary>The responsibility zones of a district. One story a district.</summary>
public sealed record Zones : IStory<Zones>
{
    public const string Noun = "zones";

    /// <summary>The one story of a district.</summary>
    public static Stream Stream { get; } = Stream.Of(Noun, "responsibility");

    public static Zones Empty { get; } = new();

    /// <summary>Those that are there, by code.</summary>
    public ImmutableSortedDictionary<string, Zone> ByCode { get; init; } = ImmutableSortedDictionary.Create<string, Zone>(StringComparer.Ordinal);

    /// <summary>Those that have ended, in the order in which they did.</summary>
    public ImmutableArray<EndedZone> Ended { get; init; } = [];

    /// <inheritdoc/>
    public Zones Apply(Entry entry) => entry.Fact switch
    {
        ZoneDrawn f => this with { ByCode = ByCode.SetItem(f.Zone.Code, f.Zone) },
        ZoneEnded f => this with
        {
            ByCode = ByCode.Remove(f.Code),
            Ended = ByCode.TryGetValue(f.Code, out var zone) ? Ended.Add(new(zone, f.From ?? DateOnly.FromDateTime(entry.Stamp.At.ToOffset(TimeSpan.FromHours(8)).DateTime), f.Reason, entry.Stamp.By, entry.Stamp.At)) : Ended,
        },
        _ => this,
    };
}
