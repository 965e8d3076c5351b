namespace Bihuan.Matters;

/// <summary>How much time a clock gives, with what was granted later: the first limit alone does not lead to the due time beside it.</summary>
static class LimitWords
{
    static readonly string[] Chinesely = ["时限", "期限", "限期"];
    static readonly string[] Englishly = ["clock", "limit", "deadline", "time"];

    public static string Chinese(this Clock clock) => string.Concat([clock.Limit.Chinese, .. clock.Extensions.Select(more => $" + 延长 {more.Limit.Chinese}")]);

    public static string English(this Clock clock) => string.Concat([clock.Limit.English, .. clock.Extensions.Select(more => $" + {more.Limit.English} more")]);

    /// <summary>A clock's title as the work that it measures: 复查时限 is 复查.</summary>
    public static Words AsWork(this Words title) =>
        Chinesely.FirstOrDefault(end => title.Zh.Length > end.Length + 1 && title.Zh.EndsWith(end, StringComparison.Ordinal)) is { } said ? title with { Zh = title.Zh[..^said.Length] } : title;

    /// <summary>A clock's title as the name of a clock: 办理时限, Handling clock. A title that says so already stands as it is.</summary>
    public static Words AsLimit(this Words title) => new(
        Chinesely.Any(end => title.Zh.EndsWith(end, StringComparison.Ordinal)) ? title.Zh : $"{title.Zh}时限",
        Englishly.Any(end => title.En.EndsWith(end, StringComparison.OrdinalIgnoreCase)) ? title.En : $"{title.En} clock");
}
