using Bihuan.Hosting;

namespace Bihuan.Library;

/// <summary>Puts a new version of a playbook on the shelf: proven to close, its examples run, its text kept with its hash. Open matters stay on theirs.</summary>
public static class PublishPlaybook
{
    /// <param name="Yaml">The playbook's text.</param>
    /// <param name="Examples">The texts of its examples; those of the present version when left out.</param>
    /// <param name="Templates">Word files by document, which become the templates used; none when left out.</param>
    public sealed record Command(string? Yaml, ImmutableArray<string>? Examples = null, IReadOnlyDictionary<string, byte[]>? Templates = null);

    /// <summary>Every publication of the district.</summary>
    public static Stream Stream { get; } = Stream.Of(PublishedPlaybooks.Noun, "shelf");

    public static Decision Decide(PublishedPlaybooks published, PlaybookDraft draft, Stamp now)
    {
        if (now.Role is not ("system-admin" or "setup")) return Hosting.No.NotYours;
        if (published.Last(draft.Playbook?.Name ?? "") is { } last && last.Yaml == draft.Yaml && draft.Templates.IsEmpty) return Decision.Nothing;
        if (draft.Refusal is { } refusal) return refusal;
        if (draft.IsShelved) return Decision.Nothing;
        // Decided again where somebody published meanwhile: the draft was read before.
        if (published.Last(draft.Playbook!.Name) is { } newer && newer.Version >= draft.Playbook.Version)
            return No.PlaybookVersion.With(newer.Version, draft.Playbook.Version);

        return new PlaybookPublished(draft.Playbook.Name, draft.Playbook.Version, draft.Yaml, Origin.HashOf(draft.Yaml), draft.Examples);
    }

    /// <summary>Puts every published version over what the packs' folders hold: matters are pinned to what was published, whatever a later release ships.</summary>
    public static async Task Apply(Shelf shelf, Reading reading, string district, CancellationToken stop)
    {
        foreach (var entry in await reading.Entries(district, Stream, stop))
            if (entry.Fact is PlaybookPublished fact)
                shelf.Put(Shelf.Read(fact.Yaml).Playbook, new(null, fact.Yaml) { Published = entry.Stamp, Examples = fact.Examples });
    }
}

/// <summary>What was published in this district, in order.</summary>
public sealed record PublishedPlaybooks : IStory<PublishedPlaybooks>
{
    public const string Noun = "playbook";

    public static PublishedPlaybooks Empty { get; } = new();

    public ImmutableArray<PlaybookPublished> All { get; init; } = [];

    /// <summary>The newest publication of a playbook; null when there was none.</summary>
    public PlaybookPublished? Last(string name) => All.LastOrDefault(fact => fact.Name == name);

    /// <inheritdoc/>
    public PublishedPlaybooks Apply(Entry entry) => entry.Fact is PlaybookPublished fact ? this with { All = All.Add(fact) } : this;
}

[Kind("library.playbook-published")]
public sealed record PlaybookPublished(string Name, int Version, string Yaml, string Sha256, ImmutableArray<string> Examples) : Fact;
