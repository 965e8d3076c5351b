using System.Collections.Immutable;

namespace Bihuan.Engine.Playbooks;

/// <summary>What the clock would begin in vain, or never.</summary>
static class ScheduleFaults
{
    public static IEnumerable<Fault> Of(Playbook p, IReadOnlySet<string> roles) => [.. Graded(p, roles), .. Swept(p, roles), .. Held(p, roles), .. Dated(p)];

    static IEnumerable<Fault> Swept(Playbook p, IReadOnlySet<string> roles) => p.Begins?.Sweep is { } sweep ? Common("begins.sweep", sweep.Areas, sweep.By, roles) : [];

    static IEnumerable<Fault> Common(string at, string areas, ImmutableArray<string> by, IReadOnlySet<string> roles)
    {
        if (!Schedule.Kinds.Contains(areas))
            yield return new("playbook.every-nowhere", at, $"{at} 的 areas“{areas}”不存在，请写 {string.Join("、", Schedule.Kinds)} 之一。", $"{at} begins in “{areas}”, which is no kind of area; write one of {string.Join(", ", Schedule.Kinds)}.");
        if (by.IsEmpty)
            yield return new("playbook.nobody", at, $"{at} 没有写由谁来定，请在 by 里写上角色。", $"Nobody decides on {at}; name a role in by.");
        foreach (var role in by.Where(role => !roles.Contains(role)))
            yield return new("playbook.unknown-role", at, $"{at} 的角色“{role}”不存在，可用：{string.Join("、", roles)}。", $"{at} names the role “{role}”, which does not exist; use one of {string.Join(", ", roles)}.");
    }

    /// <summary>Whoever is named must hold a post that exists.</summary>
    static IEnumerable<Fault> Held(Playbook p, IReadOnlySet<string> roles)
    {
        foreach (var field in p.Fields)
        {
            if (field.Holding is not { } role) continue;
            var at = $"fields.{field.Id}";
            if (field.Type is not FieldType.Person)
                yield return new("playbook.holds-nothing", at, $"{at} 写了 holding，却不是人员字段，请把 type 改为 person。", $"{at} says holding and names no person; let its type be person.");
            if (!roles.Contains(role))
                yield return new("playbook.unknown-role", at, $"{at} 的 holding“{role}”不是角色，可用：{string.Join("、", roles)}。", $"{at} wants a post of “{role}”, which is no role; use one of {string.Join(", ", roles)}.");
        }
    }

    /// <summary>A day that nobody is asked for ends no clock.</summary>
    static IEnumerable<Fault> Dated(Playbook p)
    {
        var asked = PlaybookFaults.AllMoves(p).SelectMany(m => m.Move.Form).Concat(p.Begins?.Form ?? []).Select(one => one.Field).ToHashSet(StringComparer.Ordinal);
        foreach (var clock in p.Clocks)
        {
            if (clock.Until is not { } field) continue;
            var at = $"clocks.{clock.Id}";
            if (p.Field(field) is not { Type: FieldType.Date })
                yield return new("playbook.no-day", at, $"{at} 的 until“{field}”不是日期字段，时限不知道到哪一天；请在 fields 里写一个 date 字段，或改成已有的。",
                    $"{at} runs until “{field}”, which is no date field, so that it has no last day; define one in fields, or name one that is there.");
            else if (!asked.Contains(field))
                yield return new("playbook.no-day", at, $"{at} 到“{field}”那一天为止，可没有哪张表单问它；请放进 begins 或某个动作的 form。",
                    $"{at} runs until “{field}”, which no form asks; ask it in the form of begins or of a move.");
        }
    }

    static IEnumerable<Fault> Graded(Playbook p, IReadOnlySet<string> roles)
    {
        const string at = "begins.every";
        if (p.Begins?.Every is not { } every) yield break;
        foreach (var fault in Common(at, every.Areas, every.By, roles)) yield return fault;
        if (p.Field(every.Grade) is not { Type: FieldType.Choice, List: { } list } || p.Begins.Form.All(asked => asked.Field != every.Grade))
        {
            yield return new("playbook.every-ungraded", at, $"{at} 的 grade“{every.Grade}”不是 begins.form 里的单选字段，每天的等级无处可写；请在 fields 里写一个 choice 字段，并放进 begins.form。",
                $"{at} has the grade “{every.Grade}”, which is no choice field of begins.form, so that the day's grade would stand nowhere; define one in fields and ask it in begins.form.");
            yield break;
        }

        foreach (var asked in p.Begins.Form.Where(asked => asked.Required && asked.Field != every.Grade))
            yield return new("playbook.every-asks", at, $"{at} 由时钟开始，没有人回答“{asked.Field}”；请在 begins.form 里写成“{asked.Field}?”，或放到后面的动作里问。",
                $"{at} begins with nobody there to answer “{asked.Field}”; write “{asked.Field}?” in begins.form, or let a later move ask it.");
        if (every.Rounds.Values.All(round => round.At.IsEmpty))
            yield return new("playbook.every-never", at, $"{at} 没有任何一个等级写了时刻，永远不会开始；请在 rounds 里写上 at。", $"{at} has no time at any grade and would never begin; write at in rounds.");
        foreach (var grade in every.Rounds.Keys.Concat(every.Peaks.Select(peak => peak.Grade)).Append(every.Usual).Distinct().Where(grade => p.Choice(list, grade) is null))
            yield return new("playbook.every-unknown-grade", at, $"{at} 里的等级“{grade}”不在清单 {list} 里，请改用清单里的编码，或补上它。", $"{at} has the grade “{grade}”, which the list {list} does not hold; use a code of it, or add one.");
    }
}
