using System.Globalization;

namespace Bihuan.Matters;

/// <summary>One word by which the address of a list narrows it: the page, the API and the sheet know the same ones.</summary>
/// <param name="Key">Its name in the address.</param>
/// <param name="Title">What it narrows to.</param>
/// <param name="Refuses">Why a value is none of its values; null where it is one.</param>
public sealed record ListFilter(string Key, Words Title, Func<string, Named, Refusal?> Refuses)
{
    const int LongestText = 200;
    const int LongestShown = 40;

    /// <summary>Every value, where they are a short list; null where they are not.</summary>
    public Func<Named, IEnumerable<string>>? Codes { get; init; }

    /// <summary>True for a whole number.</summary>
    public bool IsWhole { get; init; }

    /// <summary>True where it walks from page to page, which a sheet of everything does not.</summary>
    public bool Walks { get; init; }

    /// <summary>What an address says, as people call it: the title up to its remark.</summary>
    public Words Said(string value) => new($"{Title.Zh.Split('，', '；')[0]}“{Shown(value)}”", $"{Title.En.Split(',', ';')[0]} “{Shown(value)}”");

    /// <summary>Every filter, in the order in which the API lists them.</summary>
    public static readonly ImmutableArray<ListFilter> All =
    [
        OneOf("state", "状态，不写为在办", "State; open when left out", _ => ListMatters.States),
        OneOf("kind", "流程", "Playbook", names => names.Kinds.Select(p => p.Name)),
        OneOf("stage", "环节", "Stage", names => names.Stages),
        new("unit", new("主办单位的代码，含下属", "Code of the unit that leads, with everything under it"), (code, names) => names.Units.ByCode(code) is null ? No.SuchUnit.With(Shown(code)) : null),
        new("handler", new("经办人账号", "Account of the handler"), (account, names) => names.IsPerson(account) ? null : No.SuchHandler.With(Shown(account))),
        OneOf("mine", "只要我经办的", "Only what I handle", _ => ["1"]),
        OneOf("charge", "只要我包抓的", "Only what I have in charge", _ => ["1"]),
        new("area", new("区划代码，含下级", "Code of the area, with everything under it"), (code, names) => names.Areas.ByCode(code) is null ? No.Place.With(Shown(code)) : null),
        new("category", new("类别代码，含下级", "Code of the category, with everything under it"), (code, names) => names.Categories.Of(code) is null ? No.SuchCategory.With(Shown(code)) : null),
        OneOf("source", "来源", "Source", names => names.Codes("sources")),
        OneOf("urgency", "紧急程度", "Urgency", names => names.Codes("urgency")),
        OneOf("mark", "有红牌、已督办", "With a red card, or pressed", _ => ListMatters.Marks),
        new("text", new("编号，或原话、办理中写的词", "The number, or words that were said or written on it later"), (text, _) => text.Length <= LongestText ? null : No.TooLong.With(LongestText)),
        Moment("from", "受理不早于", "Received at or after"), Moment("until", "受理早于", "Received before"),
        Moment("closedFrom", "办结不早于", "Closed at or after"), Moment("closedUntil", "办结早于", "Closed before"),
        new("asOf", new("那一天终了时的样子，写成 2026-10-01；不写为现在", "As it stood at the end of that day, written 2026-10-01; now when left out"), (day, _) => DayOf(day) is not null ? null
            : No.Filter.With("asOf", Shown(day), new Words("今天或以前的一天，写成 2026-10-01", "today or a day before, written 2026-10-01"))),
        OneOf("order", "排序", "Order", _ => ListMatters.Orders),
        new("columns", new($"要哪些列、按什么次序，逗号隔开；流程自己的字段前面写 {ListColumn.OwnPrefix}", $"Which columns in which order, with commas between; {ListColumn.OwnPrefix} before a field of the playbook"), ListColumn.Wrong),
        Whole("size", new("一页几件，不写为 50", "Rows of a page; 50 when left out"), new($"1 到 {ListMatters.Largest} 的整数", $"a whole number from 1 to {ListMatters.Largest}"), 1, ListMatters.Largest) with { Walks = true },
        Turn("after", new("下一页：上一次答复里的 next", "The next page: next of the last answer")), Turn("before", new("上一页：上一次答复里的 previous", "The page before: previous of the last answer")),
    ];

    /// <summary>What the address says that makes no sense, each with the key it is about.</summary>
    public static IEnumerable<Refusal> Wrong(IQueryCollection words, Named names) =>
        from filter in All
        let said = words[filter.Key].ToString()
        where said.Length > 0
        let refusal = filter.Refuses(said, names)
        where refusal is not null
        select refusal.On(filter.Key);

    /// <summary>A local day that is not still to come; null where it is none.</summary>
    public static DateOnly? DayOf(string said) =>
        DateOnly.TryParseExact(said, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day <= DateOnly.FromDateTime(Bihuan.Parts.Times.Local(TimeProvider.System.GetUtcNow()).Date) && day.Year > 1970 ? day : null;

    static ListFilter OneOf(string key, string zh, string en, Func<Named, IEnumerable<string>> codes) =>
        new(key, new(zh, en), (said, names) => codes(names).Contains(said, StringComparer.Ordinal) ? null
            : No.Filter.With(key, Shown(said), new Words(string.Join("、", codes(names)), string.Join(", ", codes(names)))))
        { Codes = codes };

    static ListFilter Moment(string key, string zh, string en) => Whole(key, new($"{zh}；1970 年以来的毫秒数", $"{en}; milliseconds since 1970"),
        new("1970 年以来的毫秒数", "milliseconds since 1970"), 0, long.MaxValue);

    static ListFilter Whole(string key, Words title, Words allowed, long least, long most) =>
        new(key, title, (said, _) => long.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? null : No.Filter.With(key, Shown(said), allowed))
        { IsWhole = true };

    static ListFilter Turn(string key, Words title) => new(key, title, (said, _) => ListMatters.IsKey(said) ? null
        : No.Filter.With(key, Shown(said), new Words("上一次答复里的值", "what the last answer gave")))
    { Walks = true };

    static string Shown(string said) => said.Length <= LongestShown ? said : said[..LongestShown] + "…";
}
