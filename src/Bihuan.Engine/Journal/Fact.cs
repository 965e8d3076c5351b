namespace Bihuan.Engine.Journal;

/// <summary>Something that happened, in the past tense. Stored as JSON under its <see cref="KindAttribute"/>, for ever.</summary>
public abstract record Fact;

/// <summary>A fact that speaks of personal data kept beside the journal.</summary>
public interface ISealed
{
    /// <summary>Proves what was kept without holding it; null when nothing was said.</summary>
    Seal? Seal { get; }
}

/// <summary>A fact that holds somebody's own words: they are kept under seal, and read back into the fact as long as they exist.</summary>
public interface ISpoken : ISealed
{
    /// <summary>What was said; empty in the journal itself.</summary>
    string Spoken { get; }

    /// <summary>The same fact with other words and their seal.</summary>
    Fact Saying(string words, Seal? seal);
}

/// <summary>A fact that tells that what its stream had kept under seal was destroyed.</summary>
public interface IErasing;

/// <summary>The permanent name under which a fact is stored; it outlives the class.</summary>
/// <param name="name"><c>noun.what-happened</c>, lower case with dashes.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class KindAttribute(string name) : Attribute
{
    /// <summary>The stored name.</summary>
    public string Name { get; } = name;
}
