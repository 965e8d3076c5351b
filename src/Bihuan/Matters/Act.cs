using System.Text.Json;
using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>What the kernel knows how to do to a matter, and guards. A playbook's moves name acts; no playbook can change what one means.</summary>
/// <param name="Name">As playbooks name it: <c>hand-in</c>.</param>
/// <param name="Makes">The thing it makes, as the URL names it: <c>results</c>.</param>
/// <param name="Words">The command's type: the words in.</param>
public abstract record Act(string Name, string Makes, Type Words)
{
    readonly HashSet<string> fields = [.. Words.GetProperties().Select(word => JsonNamingPolicy.CamelCase.ConvertName(word.Name))];

    /// <summary>The words without which the act is refused; a playbook must ask or fix them.</summary>
    public ImmutableArray<string> Needs { get; init; } = [];

    /// <summary>How long a word of it may be, where it is not <see cref="LongestText"/>, in characters.</summary>
    public ImmutableDictionary<string, int> Longest { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>The longest text that any act takes, in characters: what is longer belongs into a file.</summary>
    public const int LongestText = 10_000;

    /// <summary>How long a word of an act may be, in characters.</summary>
    public static int LongestOf(string? act, string word) => act is not null && Acts.ByName.GetValueOrDefault(act) is { } known ? known.Longest.GetValueOrDefault(word, LongestText) : LongestText;

    /// <summary>True when somebody with a declared interest may still do it: declaring, and the requester's own acts.</summary>
    public bool IsOpenToInterested { get; init; }

    /// <summary>Why it is closed before a word is said: how the matter stands, who the person is. The rule begins with the same lines, so a page tells the truth beforehand.</summary>
    public Func<Matter, Rulebook, Stamp, Refusal?> Closed { get; init; } = (_, _, _) => null;

    /// <summary>Who must stay out of it; nobody where it judges nothing.</summary>
    public Func<Matter, Recusal> Recuses { get; init; } = _ => Recusal.None;

    /// <summary>Whether a form's answer is one of its words.</summary>
    public bool Reads(string field) => fields.Contains(field);

    /// <summary>Reads the words and decides.</summary>
    public abstract ValueTask<Decision> Decide(Matter matter, JsonObject words, Rulebook rules, Desk desk);

    /// <summary>Reads the words; a refusal when they cannot be read.</summary>
    protected static (T? Command, Refusal? Refusal) Read<T>(JsonObject words) where T : class
    {
        try
        {
            return (words.Deserialize<T>(Facts.Json), null);
        }
        catch (JsonException unreadable)
        {
            return (null, Problems.Unreadable(unreadable.Path));
        }
    }
}

/// <summary>An act whose rule is a pure function.</summary>
public sealed record Act<TCommand>(string Name, string Makes, Func<Matter, TCommand, Rulebook, Stamp, Decision> Rule)
    : Act(Name, Makes, typeof(TCommand)) where TCommand : class
{
    /// <inheritdoc/>
    public override ValueTask<Decision> Decide(Matter matter, JsonObject words, Rulebook rules, Desk desk)
    {
        var (command, refusal) = Read<TCommand>(words);
        return ValueTask.FromResult(refusal is not null ? refusal : Rule(matter, command!, rules, desk.Now));
    }
}

/// <summary>An act that must look at another story in the same transaction.</summary>
public sealed record WideAct<TCommand>(string Name, string Makes, Func<Matter, TCommand, Rulebook, Desk, ValueTask<Decision>> Rule)
    : Act(Name, Makes, typeof(TCommand)) where TCommand : class
{
    /// <inheritdoc/>
    public override async ValueTask<Decision> Decide(Matter matter, JsonObject words, Rulebook rules, Desk desk)
    {
        var (command, refusal) = Read<TCommand>(words);
        return refusal is not null ? refusal : await Rule(matter, command!, rules, desk);
    }
}
