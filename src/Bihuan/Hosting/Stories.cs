using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Bihuan.Hosting;

/// <summary>Everything that has a story: how it is folded, and which ledgers are posted from it.</summary>
/// <remarks>A ledger may be posted by what a district has published, so each district in the store has stories of its own; they know each other.</remarks>
public sealed class Stories(Facts facts, IEnumerable<StoryKind> kinds)
{
    readonly FrozenDictionary<string, StoryKind> byNoun = kinds.ToFrozenDictionary(kind => kind.Noun);
    ConcurrentDictionary<string, Stories> districts = new(StringComparer.Ordinal);

    /// <summary>Reads and writes facts.</summary>
    public Facts Facts { get; } = facts;

    /// <summary>Every kind of story.</summary>
    public IEnumerable<StoryKind> All => byNoun.Values;

    /// <summary>How the streams of that noun are folded.</summary>
    public StoryKind Of(Stream stream) => byNoun[stream.Noun];

    /// <summary>Those of another district of the store; these where it has none of its own.</summary>
    public Stories For(string district) => districts.GetValueOrDefault(district) ?? this;

    /// <summary>Whether there is such a district in the house.</summary>
    public bool IsKnown(string district) => districts.ContainsKey(district);

    /// <summary>From now on a district has stories of its own, and they know all the others.</summary>
    public void Know(string district, Stories its)
    {
        its.districts = districts;
        districts[district] = its;
    }

    /// <summary>Changes when any ledger of that kind changes shape, in whichever district.</summary>
    public string EditionOf(StoryKind kind) => string.Join('|', districts.Values.Append(this)
        .Select(stories => stories.byNoun[kind.Noun].Edition).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}

/// <summary>How one kind of story is folded and posted, whatever its type.</summary>
public abstract class StoryKind(string noun)
{
    /// <summary>The prefix of its streams.</summary>
    public string Noun { get; } = noun;

    /// <summary>Before anything happened.</summary>
    public abstract object Empty { get; }

    /// <summary>Takes in one entry.</summary>
    public abstract object Apply(object story, Entry entry);

    /// <summary>The rows it makes in every ledger.</summary>
    public abstract IEnumerable<Row> Rows(object story);

    /// <summary>The tables it fills.</summary>
    public abstract IEnumerable<Table> Tables { get; }

    /// <summary>Changes when any of its ledgers changes shape.</summary>
    public abstract string Edition { get; }
}

/// <summary>How one kind of story is folded and posted.</summary>
public sealed class StoryKind<T>(string noun, params IReadOnlyList<Ledger<T>> ledgers) : StoryKind(noun)
    where T : class, IStory<T>
{
    /// <inheritdoc/>
    public override object Empty => T.Empty;

    /// <inheritdoc/>
    public override object Apply(object story, Entry entry) => ((T)story).Apply(entry);

    /// <inheritdoc/>
    public override IEnumerable<Row> Rows(object story) => ledgers.SelectMany(ledger => ledger.Rows((T)story));

    /// <inheritdoc/>
    public override IEnumerable<Table> Tables => ledgers.SelectMany(ledger => ledger.Tables);

    /// <inheritdoc/>
    public override string Edition => string.Join(",", ledgers.Select(l => $"{l.GetType().Name}:{l.Edition}{l.Depends}"));
}
