using System.Collections.Immutable;
using Bihuan.Engine.Clocks;

namespace Bihuan.Engine.Playbooks;

/// <summary>What a form field holds.</summary>
public enum FieldType
{
    /// <summary>One line.</summary>
    Text,

    /// <summary>Several lines.</summary>
    LongText,

    /// <summary>One code of a list.</summary>
    Choice,

    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>A local date.</summary>
    Date,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>One unit.</summary>
    Unit,

    /// <summary>Several units.</summary>
    Units,

    /// <summary>A person of the unit.</summary>
    Person,

    /// <summary>An area's code.</summary>
    Area,

    /// <summary>Another matter's number.</summary>
    Matter,

    /// <summary>One answer to each point of the request.</summary>
    Replies,

    /// <summary>Several lines, each a text of its own.</summary>
    Lines,

    /// <summary>Evidence.</summary>
    Files,

    /// <summary>The number of one record of a register.</summary>
    Record,
}

/// <summary>Something a form may ask.</summary>
/// <param name="Id">The name under which the act reads it, camel case.</param>
/// <param name="Title">The label.</param>
/// <param name="Type">What it holds.</param>
public sealed record Field(string Id, Words Title, FieldType Type)
{
    /// <summary>A line under the label; null when the label is enough.</summary>
    public Words? Hint { get; init; }

    /// <summary>The coded list of a choice.</summary>
    public string? List { get; init; }

    /// <summary>
    /// Of a choice, the choice field whose answer narrows the list to the codes under it; of a person, the unit field in whose unit they
    /// handle. Null when nothing narrows it.
    /// </summary>
    public string? Under { get; init; }

    /// <summary>Of a person, the role of the post that they must hold, and who then has the matter in charge; null where any person will do.</summary>
    public string? Holding { get; init; }

    /// <summary>Whether it names a person whose posts decide whether they may be named.</summary>
    public bool IsHeld => Type is FieldType.Person && (Under is not null || Holding is not null);

    /// <summary>The register of a record.</summary>
    public string? Register { get; init; }

    /// <summary>From which record it arrives filled; null where nobody has told it yet.</summary>
    public Binding? From { get; init; }

    /// <summary>When it is asked at all; null when always.</summary>
    public Condition? When { get; init; }

    /// <summary>The most it may hold: of lines or units how many, of a number how much; null sets no bound.</summary>
    public int? AtMost { get; init; }

    /// <summary>Whether the matter is kept from the units it names: from their people, from those below them and from those above, the district's own excepted.</summary>
    public bool KeepsFrom { get; init; }

    /// <summary>Of a person, whether whoever is named sees the matter, where only its parties do.</summary>
    public bool LetsSee { get; init; }

    /// <summary>Whether it is asked of a matter that answers so.</summary>
    public bool IsAsked(IReadOnlyDictionary<string, string> answers) => When?.Holds(answers) ?? true;
}

/// <summary>A coded list.</summary>
public sealed record CodeList(string Id, ImmutableArray<Choice> Choices);

/// <summary>One code of a list.</summary>
/// <param name="Code">ASCII; stored and sent.</param>
/// <param name="Title">What people read.</param>
public sealed record Choice(string Code, Words Title)
{
    /// <summary>The article of law behind it; null when it needs none.</summary>
    public Words? Basis { get; init; }

    /// <summary>The code of another list under which it stands, as a kind under its class; null when it stands by itself.</summary>
    public string? Under { get; init; }

    /// <summary>How long what is chosen may take; null when the clock's own limit holds.</summary>
    public Limit? Limit { get; init; }

    /// <summary>What must be so before what is chosen may be closed; null when nothing more is asked.</summary>
    public Words? Closes { get; init; }
}
