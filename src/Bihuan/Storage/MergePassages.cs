using Bihuan.Engine.Language.Index;
using Bihuan.Hosting;

namespace Bihuan.Storage;

/// <summary>
/// Keeps the segments of what was written later few, and empty of documents that are no more. Their ranges lie across one another: what is written today is written on matters of today and of
/// last month. So the smallest become one, wherever they lie, and its documents are put in order again.
/// </summary>
public sealed class MergePassages(Store store, string district, WordTables tables)
{
    // So many small ones may stand there before they are merged; what is half as large as the largest, about as much as a full segment of what was said, is left alone.
    const int Few = 8;
    const long Largest = 1_300_000;
    const int Together = 512;

    sealed record Line(long Segment, long First, long Span, long Places, long Dead, long Bits);

    sealed record PageLine(long Slot, byte[] Page);

    /// <summary>Does one piece of it.</summary>
    /// <returns>Whether there is more to do.</returns>
    public async Task<bool> Tidy(Lane lane, WordTables.State state, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        var lines = (await connection.QueryAsync<Line>("""
            select segment as Segment, first as First, span as Span, places as Places, dead as Dead, bits as Bits from word_passages where district = @district order by places desc, segment
            """, new { district })).AsList();
        var several = lines.Find(line => line.Dead > 0) is { } dead ? [dead] : Small(lines);
        if (several.Count == 0) return false;

        var gathered = new GatherWords();
        var first = several.Min(line => line.First);
        foreach (var line in several)
        {
            HashSet<long>? there = line.Dead == 0 ? null : [.. await connection.QueryAsync<long>(
                "select document from word_told where district = @district and document >= @first and document < @last", new { district, first = line.First, last = line.First + line.Span })];
            for (var slot = line.Segment * WordTables.Slots; slot < (line.Segment + 1) * WordTables.Slots; slot += Together)
                foreach (var page in await connection.QueryAsync<PageLine>(
                    "select slot as Slot, page as Page from word_pages where district = @district and slot >= @slot and slot < @last", new { district, slot, last = slot + Together }))
                    gathered.Take(page.Page, (int)(page.Slot % WordTables.Slots), (int)line.Bits, (int)(line.First - first), there is null ? null : document => there.Contains(line.First + document));
        }

        var places = gathered.Places;
        var (bits, pages) = gathered.Pack(areInOrder: several.Count == 1);
        await tables.ReplacePassages(lane, [.. several.Select(line => line.Segment)], new(first, several.Max(line => line.First + line.Span) - first, places, bits, pages, []), state with { Segment = state.Segment + 1 }, stop);
        return true;
    }

    /// <summary>The smallest ones, which are to become one: each at most twice as large as all smaller together, so that nothing is written again more often than it doubles.</summary>
    static List<Line> Small(List<Line> lines)
    {
        var from = lines.Count;
        while (from > 0 && lines[from - 1].Places < Largest / 2) from--;
        if (lines.Count - from < Few) return [];

        var (begin, sum) = (lines.Count - 1, lines[^1].Places);
        while (begin > from && lines[begin - 1].Places <= sum * 2 && sum + lines[begin - 1].Places <= Largest) sum += lines[--begin].Places;
        return lines.Count - begin > 1 ? lines[begin..] : [];
    }
}
