using System.Globalization;

namespace Bihuan.Engine.Decisions;

/// <summary>Why a verb said no; the way in turns it into a status, a page shows the sentence.</summary>
public enum RefusalKind
{
    /// <summary>The words make no sense.</summary>
    Invalid,

    /// <summary>They do, but not from you.</summary>
    Forbidden,

    /// <summary>No such thing, or none you may know of.</summary>
    Missing,

    /// <summary>Not in this state.</summary>
    Conflict,

    /// <summary>You were looking at an old version.</summary>
    Stale,

    /// <summary>Too often; try again later.</summary>
    Throttled,
}

/// <summary>An expected “no”: a stable code for programs and a sentence in both languages for people.</summary>
/// <param name="Kind">Decides the HTTP status.</param>
/// <param name="Code">Stable, <c>noun.what</c>, lower case with dashes; programs branch on it.</param>
/// <param name="Zh">What is wrong, then what to do, in Chinese; may hold {0}, {1} …</param>
/// <param name="En">The same in English.</param>
public sealed record Refusal(RefusalKind Kind, string Code, string Zh, string En)
{
    /// <summary>The form field that the sentence is about; null when it is about the whole.</summary>
    public string? Field { get; init; }

    /// <summary>Fills {0}, {1} … of both sentences. A <see cref="Words"/> argument is said in the sentence's own language.</summary>
    public Refusal With(params object[] arguments) => this with
    {
        Zh = Fill(Zh, arguments, zh: true),
        En = Fill(En, arguments, zh: false),
    };

    /// <summary>Points the sentence at one field of the form.</summary>
    public Refusal On(string field) => this with { Field = field };

    static string Fill(string sentence, object[] arguments, bool zh) => string.Format(
        CultureInfo.InvariantCulture, sentence,
        [.. arguments.Select(a => a is Words words ? (zh ? words.Zh : words.En) : a)]);
}
