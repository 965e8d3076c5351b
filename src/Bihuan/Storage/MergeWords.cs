using Bihuan.Engine.Language.Index;
using Bihuan.Hosting;

namespace Bihuan.Storage;

/// <summary>Keeps the segments of the index of words few, and empty of what is no more: small ones that lie side by side become one, like sums in a ledger.</summary>
public sealed class MergeWords(Store store, string district, WordTables tables)
{
    // So many small ones may stand there before they are merged; what is half as large as the largest is left alone.
    const int Few = 8;
    const long Largest = 16_384;
    const int Together = 512;

    sealed record Line(long Segment, long First, long Documents, long Dead, long Bits, byte[] Days);

    sealed record PageLine(long Slot, byte[] Page);

    /// <summary>Does one piece of it.</summary>
    /// <returns>Whether there is more to do.</returns>
    public async Task<bool> Tidy(Lane lane, WordTables.State state, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        var lines = (await connection.QueryAsync<Line>(
            "select segment as Segment, first as First, documents as Documents, dead as Dead, bits as Bits, days as Days from word_segments where district = @district order by first", new { district })).AsList();
        // What has been destroyed must not be put together again from where its words stand.
        var several = lines.Find(line => line.Dead > 0) is { } dead ? [dead] : Small(lines);
        if (several.Count == 0) return false;

        var gathered = new GatherWords();
        var days = new List<byte>();
        var (offset, first) = (0L, several[0].First);
        foreach (var line in several)
        {
            HashSet<long>? there = line.Dead == 0 ? null : [.. await connection.QueryAsync<long>(
                "select document from word_documents where district = @district and document >= @first and document < @last", new { district, first = line.First, last = line.First + line.Documents })];
            for (var slot = line.Segment * WordTables.Slots; slot < (line.Segment + 1) * WordTables.Slots; slot += Together)
                foreach (var page in await connection.QueryAsync<PageLine>(
                    "select slot as Slot, page as Page from word_pages where district = @district and slot >= @slot and slot < @last", new { district, slot, last = slot + Together }))
                    gathered.Take(page.Page, (int)(page.Slot % WordTables.Slots), (int)line.Bits, (int)offset, there is null ? null : document => there.Contains(line.First + document));
            // The day of a block is that of its first document, wherever it stood before.
            while (days.Count / 2 * WordTables.Block < offset + line.Documents)
            {
                var at = (int)((days.Count / 2 * WordTables.Block) - offset) / WordTables.Block * 2;
                days.AddRange([line.Days[at], line.Days[at + 1]]);
            }

            offset += line.Documents;
        }

        var (bits, pages) = gathered.Pack();
        await tables.Replace(lane, [.. several.Select(line => line.Segment)], new(first, (int)offset, bits, [.. days], pages), state with { Segment = state.Segment + 1 }, stop);
        return true;
    }

    /// <summary>The small ones at the end that are to become one: each at most twice as large as all after it, so that nothing is written again more often than it doubles.</summary>
    static List<Line> Small(List<Line> lines)
    {
        var from = lines.Count;
        while (from > 0 && lines[from - 1].Documents < Largest / 2) from--;
        if (lines.Count - from < Few) return [];

        var (begin, sum) = (lines.Count - 1, lines[^1].Documents);
        while (begin > from && lines[begin - 1].Documents <= sum * 2 && sum + lines[begin - 1].Documents <= Largest) sum += lines[--begin].Documents;
        return lines.Count - begin > 1 ? lines[begin..] : [];
    }
}
