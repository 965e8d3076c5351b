namespace Bihuan.Duties;

/// <summary>Which unit receives which kind of matter: requests the hotline centre, petitions the petitions bureau. One story a district.</summary>
public sealed record Offices : IStory<Offices>
{
    public const string Noun = "offices";

    /// <summary>The playbook whose office receives what no other office was named for.</summary>
    public const string First = "request";

    public static Offices Empty { get; } = new();

    /// <summary>The one story of a district.</summary>
    public static Stream Stream { get; } = Stream.Of(Noun, "receiving");

    /// <summary>The receiving unit by playbook.</summary>
    public ImmutableSortedDictionary<string, string> ByPlaybook { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The unit that receives the matters of a playbook.</summary>
    /// <param name="district">The code of the district's own unit. Where nobody was named yet, its hotline centre <c>.RX</c> receives.</param>
    public string Of(string playbook, string district) =>
        ByPlaybook.GetValueOrDefault(playbook) ?? ByPlaybook.GetValueOrDefault(First) ?? $"{district}.RX";

    /// <inheritdoc/>
    public Offices Apply(Entry entry) => entry.Fact switch
    {
        OfficeNamed f => this with { ByPlaybook = ByPlaybook.SetItem(f.Playbook, f.Unit) },
        _ => this,
    };
}

/// <summary>A unit receives the matters of a playbook from now on; those that began before stay with the office that received them.</summary>
[Kind("office.named")]
public sealed record OfficeNamed(string Playbook, string Unit) : Fact;
