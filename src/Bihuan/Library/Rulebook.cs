namespace Bihuan.Library;

/// <summary>What a verb decides by: the matter's own playbook version, the calendar, and who exists. A snapshot; nothing in it changes.</summary>
/// <param name="IsUnit">Whether a unit of that code is open.</param>
public sealed record Rulebook(Playbook Playbook, WorkCalendar Calendar, Func<string, bool> IsUnit)
{
    /// <summary>The posts in which an account may act now. None where nobody looked them up: a rule that asks refuses then.</summary>
    public Func<string, ImmutableArray<Post>> PostsOf { get; init; } = _ => [];

    /// <summary>The unit in whose territory an area lies; null where nobody knows.</summary>
    public Func<string, string?> TerritoryOf { get; init; } = _ => null;

    /// <summary>The playbook of another matter, by name and version.</summary>
    public Func<string, int, Playbook> PlaybookOf { get; init; } = (_, _) => Playbook;

    /// <summary>What a unit is called, a closed one too; its code where nobody knows it. What a sentence is said with.</summary>
    public Func<string, Words> NameOf { get; init; } = code => new(code, code);

    /// <summary>What a person is called; the account where nobody knows it.</summary>
    public Func<string, Words> PersonOf { get; init; } = account => new(account, account);

    /// <summary>A code of a list of the playbook; the refusal says which are known.</summary>
    public Refusal? Unknown(string list, string? code) =>
        Playbook.Choice(list, code) is not null
            ? null
            : No.Code.With(code ?? "", Codes(list)).On(list);

    Words Codes(string list)
    {
        var choices = Playbook.Choices(list);
        return new(string.Join("、", choices.Select(c => $"{c.Code}（{c.Title.Zh}）")), string.Join(", ", choices.Select(c => $"{c.Code} ({c.Title.En})")));
    }
}
