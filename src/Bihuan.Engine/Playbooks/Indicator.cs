namespace Bihuan.Engine.Playbooks;

/// <summary>A share of the matters of one kind, said by conditions: how many of those that count are as they should be.</summary>
/// <param name="Id">ASCII: <c>in-time</c>.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Of">What is counted.</param>
public sealed record Indicator(string Id, Words Title, Condition Of)
{
    /// <summary>What its conditions may look at.</summary>
    public static readonly System.Collections.Immutable.ImmutableSortedSet<string> Known =
        ["stage", "open", "late", "exempt", "source", "demand", "urgency", "outcome", "pressed", "reopened", "extended", "reworked", "returned", "judged", "resolved", "satisfied", "repeated"];

    /// <summary>What stands before a clock's name where a condition asks how that clock ended: in-time, late, open or overdue; empty where it never ran.</summary>
    public const string Clock = "clock-";

    /// <summary>What stands before a field's name where a condition asks whether it was answered at all: yes; empty where it was not.</summary>
    public const string Given = "given-";

    /// <summary>What its conditions look at that only this playbook has: coded answers of its forms, and how its clocks ended.</summary>
    public IEnumerable<string> Own => Of.Fields.Concat(Among?.Fields ?? []).Distinct().Where(word => !Known.Contains(word));

    /// <summary>Whether a playbook's matters can be counted by a word.</summary>
    public static bool Counts(Playbook playbook, string word) => Known.Contains(word)
        || playbook.Field(word)?.Type is FieldType.Choice or FieldType.YesNo
        || (word.StartsWith(Clock, StringComparison.Ordinal) && playbook.Clock(word[Clock.Length..]) is not null)
        || (word.StartsWith(Given, StringComparison.Ordinal) && playbook.Field(word[Given.Length..]) is not null);

    /// <summary>Among which matters; null among all of them.</summary>
    public Condition? Among { get; init; }

    /// <summary>How it stands over counted groups of matters that answer alike.</summary>
    /// <returns>How many are as they should be, and how many count.</returns>
    public (long Of, long Among) Over(IEnumerable<(IReadOnlyDictionary<string, string> Answers, long Count)> groups)
    {
        long of = 0, among = 0;
        foreach (var (answers, count) in groups)
        {
            if (Among?.Holds(answers) is false) continue;
            among += count;
            if (Of.Holds(answers)) of += count;
        }

        return (of, among);
    }
}
