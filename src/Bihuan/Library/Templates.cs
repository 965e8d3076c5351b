namespace Bihuan.Library;

/// <summary>The templates that were put in the place of a playbook's own: every version of every document's, and which one is used. One story a playbook.</summary>
public sealed record Templates : IStory<Templates>
{
    public const string Noun = "template";

    public static Templates Empty { get; } = new();

    /// <summary>The story of a playbook's templates.</summary>
    public static Stream StreamOf(string playbook) => Stream.Of(Noun, playbook);

    /// <summary>All that were recorded, in order.</summary>
    public ImmutableArray<TemplateVersion> All { get; init; } = [];

    /// <summary>The version used by document; 0, or none, is the playbook's own.</summary>
    public ImmutableSortedDictionary<string, int> Chosen { get; init; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>The versions of a document's template, the oldest first.</summary>
    public IEnumerable<TemplateVersion> Of(string document) => All.Where(version => version.Document == document);

    /// <summary>The version by which new papers are made; null when it is the playbook's own.</summary>
    public TemplateVersion? Used(string document) => Of(document).FirstOrDefault(version => version.Version == Chosen.GetValueOrDefault(document));

    /// <inheritdoc/>
    public Templates Apply(Entry entry) => entry.Fact switch
    {
        TemplateRecorded f => this with
        {
            All = All.Add(new(f.Document, f.Version, f.Sha256, f.Size, f.Note, entry.Stamp)),
            Chosen = Chosen.SetItem(f.Document, f.Version),
        },
        TemplateChosen f => this with { Chosen = Chosen.SetItem(f.Document, f.Version) },
        _ => this,
    };
}

/// <summary>One version of a document's template.</summary>
/// <param name="Version">From 1.</param>
/// <param name="Sha256">Of the file, 64 hex digits; under it the file is kept.</param>
/// <param name="Note">What was changed; empty where nobody said.</param>
public sealed record TemplateVersion(string Document, int Version, string Sha256, long Size, string Note, Stamp Stamp);

/// <summary>A template was recorded, and new papers are made by it.</summary>
[Kind("template.recorded")]
public sealed record TemplateRecorded(string Document, int Version, string Sha256, long Size, string Note) : Fact;

/// <summary>New papers are made by a version recorded before, or by the playbook's own.</summary>
/// <param name="Version">0 is the playbook's own.</param>
[Kind("template.chosen")]
public sealed record TemplateChosen(string Document, int Version) : Fact;
