namespace Bihuan.Duties.Drafts;

/// <summary>The next edition of the dispatch catalogue while it is being written: nothing is sent by it. One story a district.</summary>
public sealed record CatalogueDraft : IStory<CatalogueDraft>
{
    public const string Noun = "draft";

    public static CatalogueDraft Empty { get; } = new();

    /// <summary>The one draft of a district.</summary>
    public static Stream Stream { get; } = Stream.Of(Noun, "dispatch");

    /// <summary>The edition from which it was begun.</summary>
    public int Base { get; init; }

    /// <summary>Empty where there is no draft.</summary>
    public ImmutableArray<CatalogueRow> Rows { get; init; } = [];

    public DateTimeOffset At { get; init; }

    public string By { get; init; } = "";

    /// <summary>Raised by every change: what was replayed is told by it.</summary>
    public long Version { get; init; }

    public bool Exists => !Rows.IsEmpty;

    /// <inheritdoc/>
    public CatalogueDraft Apply(Entry entry)
    {
        var next = entry.Fact switch
        {
            DraftKept f => this with { Base = f.Base, Rows = f.Rows },
            DraftDropped => this with { Rows = [], Base = 0 },
            _ => this,
        };
        return next with { At = entry.Stamp.At, By = entry.Stamp.By, Version = entry.Version };
    }
}

/// <summary>The draft stands so from now on.</summary>
/// <param name="Base">The edition from which it was begun.</param>
[Kind("draft.kept")]
public sealed record DraftKept(int Base, ImmutableArray<CatalogueRow> Rows) : Fact;

/// <summary>The draft was thrown away, or has become an edition.</summary>
[Kind("draft.dropped")]
public sealed record DraftDropped(string Why) : Fact;
