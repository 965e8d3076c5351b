namespace Bihuan.Matters;

/// <summary>How much time a clock gives, with what was granted later: the first limit alone does not lead to the due time beside it.</summary>
static class LimitWords
{
    public static string Chinese(this Clock clock) => string.Concat([clock.Limit.Chinese, .. clock.Extensions.Select(more => $" + 延长 {more.Limit.Chinese}")]);

    public static string English(this Clock clock) => string.Concat([clock.Limit.English, .. clock.Extensions.Select(more => $" + {more.Limit.English} more")]);
}
