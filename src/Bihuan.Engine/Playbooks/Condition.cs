using System.Collections.Immutable;

namespace Bihuan.Engine.Playbooks;

/// <summary>A condition as data: one comparison, or several joined by all, any or not.</summary>
public abstract record Condition
{
    /// <summary>Whether it holds for these answers; a missing answer equals the empty text.</summary>
    public abstract bool Holds(IReadOnlyDictionary<string, string> answers);

    /// <summary>Every field it looks at.</summary>
    public abstract IEnumerable<string> Fields { get; }
}

/// <summary>A field is one of some values.</summary>
public sealed record IsOneOf(string Field, ImmutableArray<string> Values) : Condition
{
    /// <inheritdoc/>
    public override bool Holds(IReadOnlyDictionary<string, string> answers) =>
        Values.Contains(answers.GetValueOrDefault(Field, ""));

    /// <inheritdoc/>
    public override IEnumerable<string> Fields => [Field];
}

/// <summary>Every part holds; holds when there are none.</summary>
public sealed record All(ImmutableArray<Condition> Parts) : Condition
{
    /// <inheritdoc/>
    public override bool Holds(IReadOnlyDictionary<string, string> answers) => Parts.All(part => part.Holds(answers));

    /// <inheritdoc/>
    public override IEnumerable<string> Fields => Parts.SelectMany(part => part.Fields);
}

/// <summary>At least one part holds.</summary>
public sealed record Any(ImmutableArray<Condition> Parts) : Condition
{
    /// <inheritdoc/>
    public override bool Holds(IReadOnlyDictionary<string, string> answers) => Parts.Any(part => part.Holds(answers));

    /// <inheritdoc/>
    public override IEnumerable<string> Fields => Parts.SelectMany(part => part.Fields);
}

/// <summary>The part does not hold.</summary>
public sealed record Not(Condition Part) : Condition
{
    /// <inheritdoc/>
    public override bool Holds(IReadOnlyDictionary<string, string> answers) => !Part.Holds(answers);

    /// <inheritdoc/>
    public override IEnumerable<string> Fields => Part.Fields;
}
