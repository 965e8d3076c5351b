using System.Threading.Channels;
using Bihuan.Hosting;
using Bihuan.Matters;

namespace Bihuan.Bench.Stores;

/// <summary>
/// Writes lives that were lived through the Clerk again and again, each as another matter: another number, place, time, person and words. They
/// go the way of every fact, through <see cref="Batch"/>: chained, sealed, folded and posted; only what decided them is not asked again.
/// </summary>
sealed class Copies(IServiceProvider services)
{
    // More in one commit gains nothing.
    const int Together = 1000;

    // Whoever calls, calls again: as many matters a person as a hotline sees in ten years.
    const int EachCalls = 12;

    readonly Stories stories = services.GetRequiredService<Stories>();
    readonly Vault vault = services.GetRequiredService<Vault>();

    /// <summary>A life to be copied.</summary>
    /// <param name="Entries">What happened, with what was said.</param>
    public sealed record Life(IReadOnlyList<Entry> Entries)
    {
        /// <summary>What each verb recorded: the entries that stand in one line of the journal.</summary>
        public IReadOnlyList<IReadOnlyList<Entry>> Verbs { get; } =
            [.. Entries.GroupBy(entry => Convert.ToHexString(entry.Hash.Span)).Select(verb => verb.ToList())];
    }

    /// <summary>What becomes of a life: which one, where and when it is lived again.</summary>
    public readonly record struct Again(Life Life, DateTimeOffset At, string Area);

    /// <summary>Writes them, in the order given; the n-th bears n in its number and its words.</summary>
    public async Task Write(IEnumerable<Again> lives, CancellationToken stop)
    {
        await using var lane = await services.GetRequiredService<Store>().OpenLane(stop);
        var kept = new KeptTales();
        // The lane is asked for the journal's last position before the first is written, and for nothing after: the posting needs no database.
        var ready = Channel.CreateBounded<Batch>(2);
        var posting = Task.Run(async () =>
        {
            try
            {
                var n = 0;
                foreach (var some in lives.Chunk(Together))
                {
                    var batch = new Batch("load", lane, stories, vault, new(isShared: true, 1), kept);
                    foreach (var again in some) await Add(batch, again, n++, stop);
                    batch.Post();
                    await ready.Writer.WriteAsync(batch, stop);
                }

                ready.Writer.Complete();
            }
            catch (Exception failure)
            {
                ready.Writer.Complete(failure);
            }
        }, stop);

        await foreach (var batch in ready.Reader.ReadAllAsync(stop))
        {
            await lane.Begin(stop);
            await await batch.Conclude(stop);
            batch.Committed();
        }

        await posting;
    }

    async Task Add(Batch batch, Again again, int n, CancellationToken stop)
    {
        var later = again.At - again.Life.Entries[0].Stamp.At;
        var stream = Bihuan.Engine.Journal.Stream.Of(Matter.Noun, Guid.CreateVersion7(again.At));
        var person = Pseudonym.Of(vault, Crew.District, Phone(n))!;
        // Known at once: the next batch is posted before this one stands in the store.
        if (n % EachCalls == 0) vault.Remember(Crew.District, person, batch.Meet(Crew.District, person));
        await batch.Tale(Crew.District, stream, isNew: true, stop);
        foreach (var verb in again.Life.Verbs)
        {
            var told = verb.Select(entry => Told(entry, person, n, again)).ToList();
            await batch.Append(Crew.District, stream, [.. told.Select(one => one.Fact)], [.. told.Select(one => one.Personal).OfType<Personal>()],
                verb[0].Stamp with { At = verb[0].Stamp.At + later }, stop);
        }
    }

    static (Fact Fact, Personal? Personal) Told(Entry entry, string person, int n, Again again)
    {
        var salt = Guid.NewGuid().ToString("N");
        if (entry.Fact is Received received)
        {
            var said = entry.Personal!.Read<Said>();
            var number = n.ToString("0000000", CultureInfo.InvariantCulture);
            var personal = Personal.Of(person, salt, said with { Text = said.Text.Replace(Number, number, StringComparison.Ordinal), Phone = Phone(n) });
            return (received with { Digits = $"BX{again.At:yyyyMMdd}{number}", Area = again.Area, Seal = personal.Seal }, personal);
        }

        if (entry.Fact is not ISpoken { Seal: not null } spoken) return (entry.Fact, null);
        var words = Personal.Of(person, salt, spoken.Spoken);
        return (spoken.Saying("", words.Seal), words);
    }

    /// <summary>What stands in a life's words where a copy has its number.</summary>
    public const string Number = "0000000";

    static string Phone(int n) => (13900000000 + (n / EachCalls)).ToString(CultureInfo.InvariantCulture);
}
