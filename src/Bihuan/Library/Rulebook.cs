namespace Bihuan.Library;

/// <summary>What a verb decides by: the matter's own playbook version, the calendar, and who exists. A snapshot; nothing in it changes.</summary>
/// <param name="IsUnit">Whether a unit of that code is open.</param>
public sealed record Rulebook(Playbook Playbook, WorkCalendar Calendar, Func<string, bool> IsUnit)
{
    /// <summary>The posts in which an account may act now. None where nobody looked them up: a rule that asks refuses then.</summary>
    public Func<string, ImmutableArray<Post>> PostsOf { get; init; } = _ => [];

    /// <summary>A code of a list of the playbook; the refusal says which are known.</summary>
    public Refusal? Unknown(string list, string? code) =>
        Playbook.Choice(list, code) is not null
            ? null
            : No.Code.With(code ?? "", string.Join(", ", Playbook.Lists.FirstOrDefault(l => l.Id == list)?.Choices.Select(c => c.Code) ?? [])).On(list);
}
