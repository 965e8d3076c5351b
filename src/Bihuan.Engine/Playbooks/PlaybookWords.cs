using System.Collections.Immutable;
using Bihuan.Engine.Clocks;

namespace Bihuan.Engine.Playbooks;

/// <summary>Says a playbook's data in words, for a page and for a comparison.</summary>
public static class PlaybookWords
{
    /// <summary>What is said of nothing.</summary>
    public static Words None { get; } = new("无", "none");

    /// <summary>A yes or a no.</summary>
    public static Words Say(bool yes) => yes ? new("是", "yes") : new("否", "no");

    /// <summary>A limit; <see cref="None"/> when there is none. What its last day does is said too.</summary>
    public static Words Say(Limit? limit) => limit is not { } l ? None : new(
        l.Chinese + l.LastDay switch { LastDay.AfterHoliday => "（遇法定假日顺延）", LastDay.AfterRestDay => "（遇休息日顺延）", _ => "" } + (l.ToMidnight ? "（到当日24时）" : ""),
        l.English + l.LastDay switch { LastDay.AfterHoliday => " (moved past holidays)", LastDay.AfterRestDay => " (moved past days of rest)", _ => "" } + (l.ToMidnight ? " (until midnight)" : ""));

    /// <summary>Several words in a row; <see cref="None"/> when there are none.</summary>
    public static Words Join(IEnumerable<Words> several)
    {
        var all = several.ToList();
        return all.Count == 0 ? None : new(string.Join("、", all.Select(w => w.Zh)), string.Join(", ", all.Select(w => w.En)));
    }

    /// <summary>A condition; what it looks at is called as the fields and lists call it, by its key where they do not.</summary>
    public static Words Say(this Playbook playbook, Condition? condition) => condition switch
    {
        null => None,
        IsOneOf one => Said(playbook, one),
        All all => Parts(playbook, all.Parts, "，并且", " and "),
        Any any => Parts(playbook, any.Parts, "，或者", " or "),
        Not not => playbook.Say(not.Part) is var said ? new($"不是（{said.Zh}）", $"not ({said.En})") : None,
        _ => None,
    };

    /// <summary>What a form asks, by label; what may stay empty says so.</summary>
    public static Words Say(this Playbook playbook, ImmutableArray<Asked> form) => Join(form.Select(asked =>
    {
        var title = playbook.Field(asked.Field)?.Title ?? Key(asked.Field);
        return asked.Required ? title : new Words($"{title.Zh}（可不填）", $"{title.En} (optional)");
    }));

    /// <summary>Clocks by title.</summary>
    public static Words Clocks(this Playbook playbook, IEnumerable<string> ids) => Join(ids.Select(id => playbook.Clock(id)?.Title ?? Key(id)));

    /// <summary>A stage by title.</summary>
    public static Words Named(this Playbook playbook, string? stage) =>
        stage is null ? new("停在原环节", "stays") : playbook.Stage(stage)?.Title ?? Key(stage);

    /// <summary>A key where there are no words for it.</summary>
    internal static Words Key(string key) => new(key, key);

    static Words Parts(Playbook playbook, ImmutableArray<Condition> parts, string zh, string en)
    {
        var said = parts.Select(part => playbook.Say(part)).ToList();
        return new(string.Join(zh, said.Select(w => w.Zh)), string.Join(en, said.Select(w => w.En)));
    }

    /// <summary>What every matter can be asked, whatever its playbook.</summary>
    static Words Counted(string word) => word switch
    {
        "stage" => new("环节", "stage"),
        "late" => new("超过期限", "late"),
        "open" => new("在办", "open"),
        "pressed" => new("督办过", "pressed"),
        "reopened" => new("重开过", "reopened"),
        "source" => new("来源", "source"),
        "demand" => new("性质", "kind"),
        "urgency" => new("紧急程度", "urgency"),
        "outcome" => new("结果", "outcome"),
        "exempt" => new("免责", "exempt"),
        "extended" => new("延过期", "extended"),
        "reworked" => new("返过工", "reworked"),
        "returned" => new("退过单", "returned"),
        "judged" => new("本人评价过", "judged by the requester"),
        "resolved" => new("说解决了", "said to be resolved"),
        "satisfied" => new("满意程度", "satisfaction"),
        "repeated" => new("同一个人以前提过", "raised by the same person before"),
        _ => Key(word),
    };

    static Words Said(Playbook playbook, IsOneOf one)
    {
        var field = playbook.Field(one.Field);
        var values = one.Values.Select(value => value switch
        {
            "" => new("没有填", "not given"),
            "yes" => Say(true),
            "no" => Say(false),
            "in-time" => new("按期", "in time"),
            "late" => new("超期办", "late"),
            "overdue" => new("超期未办", "overdue"),
            "open" when one.Field.StartsWith(Indicator.Clock, StringComparison.Ordinal) => new("还在计时", "still running"),
            _ when one.Field == "stage" && playbook.Stage(value) is { } stage => stage.Title,
            _ => (field?.List is { } list ? playbook.Choice(list, value)?.Title : null) ?? Key(value),
        }).ToList();
        var clock = one.Field.StartsWith(Indicator.Clock, StringComparison.Ordinal) ? playbook.Clock(one.Field[Indicator.Clock.Length..]) : null;
        var given = one.Field.StartsWith(Indicator.Given, StringComparison.Ordinal) ? playbook.Field(one.Field[Indicator.Given.Length..])?.Title : null;
        var asked = given is { } told ? new($"填了“{told.Zh}”", $"“{told.En}” given") : field?.Title ?? clock?.Title ?? Counted(one.Field);
        return new($"{asked.Zh}：{string.Join("或", values.Select(w => w.Zh))}",
            $"{asked.En}: {string.Join(" or ", values.Select(w => w.En))}");
    }
}
