namespace Bihuan.Matters;

// Before which organ it stands, and who acts for the requester.
public sealed partial record Matter
{
    /// <summary>To which organs the present answer was appealed, in order; a new answer begins anew.</summary>
    public ImmutableArray<Appealed> Appeals { get; init; } = [];

    /// <summary>The unit before which it stands on appeal: the receiving office where that is the district or an organ above it. Null where nobody appealed.</summary>
    public string? Above => Appeals.IsEmpty ? null : Appeals[^1].To;

    /// <summary>Who was given a mandate by the requester, in order.</summary>
    public ImmutableArray<Mandate> Mandates { get; init; } = [];

    Matter? Standing(Entry entry) => entry.Fact switch
    {
        Appealed f => this with { Appeals = Appeals.Add(f) },
        MandateGiven f => this with { Mandates = Mandates.Add(new(f.Mandate, f.Name, f.May, f.Until, entry.Stamp.At)) },
        MandateEnded f => this with { Mandates = [.. Mandates.Select(mandate => mandate.Number == f.Mandate ? mandate with { EndedAt = entry.Stamp.At } : mandate)] },
        _ => null,
    };
}
