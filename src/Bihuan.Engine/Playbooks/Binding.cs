using System.Collections.Immutable;

namespace Bihuan.Engine.Playbooks;

/// <summary>From where a field of a form arrives filled: <c>firm.name</c>.</summary>
/// <param name="Record">The field of the same playbook that holds the record.</param>
/// <param name="Knows">The field of that record's register.</param>
public readonly record struct Binding(string Record, string Knows)
{
    /// <summary>Reads <c>record.field</c>; null when it is not written so.</summary>
    public static Binding? Parse(string text) =>
        text.Split('.') is [{ Length: > 0 } record, { Length: > 0 } knows] ? new Binding(record, knows) : null;

    /// <summary><c>record.field</c>.</summary>
    public override string ToString() => $"{Record}.{Knows}";
}

/// <summary>What a register knows of each of its records, as far as a form may ask it.</summary>
/// <param name="Name">ASCII, lower case: <c>enterprises</c>.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Fields">In the register's order.</param>
public sealed record KnownRegister(string Name, Words Title, ImmutableArray<KnownField> Fields)
{
    /// <summary>The field of that id; null when there is none.</summary>
    public KnownField? Field(string id) => Fields.FirstOrDefault(field => field.Id == id);
}

/// <summary>One thing that a register knows.</summary>
/// <param name="Id">ASCII: <c>phone</c>.</param>
/// <param name="Title">The label.</param>
/// <param name="Fills">What a form's field may be that arrives filled from it.</param>
/// <param name="KnownAs">The labels, in either language, and the ids under which a form would ask for it again; empty where the words alone do not tell whose it is.</param>
public sealed record KnownField(string Id, Words Title, ImmutableArray<FieldType> Fills, ImmutableArray<string> KnownAs)
{
    /// <summary>The codes of a choice; empty where it is none.</summary>
    public ImmutableArray<string> Codes { get; init; } = [];

    /// <summary>Whether a form's field asks for this: its label in either language, or its id, is one that it is known as; spaces and cases do not tell words apart.</summary>
    public bool IsAskedBy(Field field) => KnownAs.Any(name => Plain(name) is var known && (known == Plain(field.Title.Zh) || known == Plain(field.Title.En) || name == field.Id));

    static string Plain(string words) => string.Concat(words.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
}
