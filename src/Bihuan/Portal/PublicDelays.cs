using Bihuan.Matters;

namespace Bihuan.Portal;

/// <summary>Why it takes longer, in the order in which it came about.</summary>
public static class PublicDelays
{
    public static IEnumerable<PublicProgress.Delay> Of(IReadOnlyList<Entry> entries, Matter matter) =>
        // While it is set aside the page says so at its head.
        entries.Where(entry => matter.SuspendedUntil is null || entry.Fact is not Suspended || entries.Any(later => later.Version > entry.Version && later.Fact is Resumed))
            .Select(entry => Of(entry, matter)).OfType<PublicProgress.Delay>();

    static PublicProgress.Delay? Of(Entry entry, Matter matter)
    {
        PublicProgress.Delay Because(string zh, string en, string why) => new(new(zh, en), Covered.Text(why, matter.Said), entry.Stamp.At);
        return entry.Fact switch
        {
            ExtensionGranted f => Because($"延长了 {Limit.Parse(f.Limit).Chinese}", $"extended by {Limit.Parse(f.Limit).English}", f.Why),
            Suspended f => Because($"暂停过，原定 {f.ReviewOn:M月d日}再看", $"it was paused, to be looked at again on {f.ReviewOn:yyyy-MM-dd}", f.Why),
            WorkSentBack => Because("核查没有通过，退回重办", "the check did not hold, and it went back", ""),
            Reworked f => Because("重办一轮", "done again", f.Why),
            _ => null,
        };
    }
}
