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

    /// <summary>Whether a matter may not count yet, because a clock that is asked for has not said anything.</summary>
    public bool AwaitsClocks => Of.Fields.Any(Awaits);

    /// <summary>
    /// How it stands over counted groups of matters that answer alike. Where the count asks how a clock ended, a matter that this clock has not
    /// reached or whose time still runs counts neither way, as long as its end could turn the answer: nobody has kept or broken anything yet. What
    /// <see cref="Among"/> asks of the same clock, and a value that the count names itself, hold as written.
    /// </summary>
    /// <returns>How many are as they should be, and how many count.</returns>
    public (long Of, long Among) Over(IEnumerable<(IReadOnlyDictionary<string, string> Answers, long Count)> groups)
    {
        long of = 0, among = 0;
        foreach (var (answers, count) in groups)
        {
            if (Among?.Holds(answers) is false || Verdict(Of, answers) is not { } holds) continue;
            among += count;
            if (holds) of += count;
        }

        return (of, among);
    }

    bool Awaits(string word) => word.StartsWith(Clock, StringComparison.Ordinal) && Among?.Fields.Contains(word) is not true;

    // Null where what is still to come decides.
    bool? Verdict(Condition condition, IReadOnlyDictionary<string, string> answers)
    {
        switch (condition)
        {
            case IsOneOf one: return one.Holds(answers) ? true : Awaits(one.Field) && answers.GetValueOrDefault(one.Field, "") is "" or "open" ? null : false;
            case Not not: return !Verdict(not.Part, answers);
            case All all:
                var every = all.Parts.Select(part => Verdict(part, answers)).ToList();
                return every.Contains(false) ? false : every.Contains(null) ? null : true;
            case Any any:
                var some = any.Parts.Select(part => Verdict(part, answers)).ToList();
                return some.Contains(true) ? true : some.Contains(null) ? null : false;
            default: return condition.Holds(answers);
        }
    }
}
