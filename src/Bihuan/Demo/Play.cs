using System.Collections.Concurrent;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.People;

namespace Bihuan.Demo;

/// <summary>The stage on which all lives are played: who is there, what is said, what others are about.</summary>
sealed class Play(MatterDesk desk, Clerk clerk, Shelf shelf, Reading reading, DemoWords words, Cast cast, DemoClock clock, Units units, string district, CancellationToken stop)
{
    readonly ConcurrentDictionary<string, (string Id, string Street, string Category)> open = new();
    readonly ConcurrentDictionary<string, int> refused = new();
    int began;
    int rows;

    public MatterDesk Desk { get; } = desk;
    public Clerk Clerk { get; } = clerk;
    public Shelf Shelf { get; } = shelf;
    public DemoWords Words { get; } = words;
    public Cast Cast { get; } = cast;
    public DemoClock Clock { get; } = clock;
    public string District { get; } = district;
    public CancellationToken Stop { get; } = stop;

    /// <summary>How many matters there are by now.</summary>
    public int Count => began;

    /// <summary>Moves that were refused, by move and code: none in a good play.</summary>
    public IReadOnlyDictionary<string, int> Refused => refused;

    public required DemoPictures Pictures { get; init; }
    public required EvidenceDesk Evidence { get; init; }
    public Action<long>? Tell { get; init; }

    public void Began()
    {
        var count = Interlocked.Increment(ref began);
        Tell?.Invoke(count);
    }

    public void Refuse(string what) => refused.AddOrUpdate(what, 1, (_, n) => n + 1);

    public string UnitName(string code) => units.Name(code).Zh;

    public bool IsStreet(string code) => units.ByCode(code)?.Kind == "street";

    /// <summary>The street office of a place.</summary>
    public string StreetOf(string area) =>
        units.All.FirstOrDefault(u => u.Kind == "street" && area.StartsWith(u.Area ?? "-", StringComparison.Ordinal))?.Code ?? "LS.ZH";

    /// <summary>Whether this adjudication becomes a rule: once in the demo.</summary>
    public bool TakesRow() => Interlocked.Increment(ref rows) == 1;

    /// <summary>An open matter about the same thing in the same street.</summary>
    public string? Same(Matter matter, Plan plan) => open.Values.Where(o => o.Id != matter.Id && o.Category == matter.Category && o.Street == plan.Street)
        .Select(o => o.Id).Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Another matter of the same kind, anywhere.</summary>
    public string? Near(Matter matter, Plan plan) => open.Values.Where(o => o.Id != matter.Id && o.Category[..5] == matter.Category[..5])
        .Select(o => o.Id).Order(StringComparer.Ordinal).FirstOrDefault();

    public void Remember(Matter matter, Plan plan) => open[matter.Id] = (matter.Id, plan.Street, matter.Category);

    public void Forget(Matter matter, Plan plan) => open.TryRemove(matter.Id, out _);

    /// <summary>The reply whose category fits longest; one of those.</summary>
    public DemoReply ReplyFor(string category, Dice dice)
    {
        var fitting = Words.Replies.Replies.Where(r => r.Category != "any" && category.StartsWith(r.Category, StringComparison.Ordinal)).ToList();
        if (fitting.Count == 0) fitting = [.. Words.Replies.Replies.Where(r => r.Category == "any")];
        var longest = fitting.Max(r => r.Category.Length);
        return dice.Weighted([.. fitting.Where(r => r.Category.Length >= longest - 3)], r => r.Outcome switch { "resolved" => 6, "explained" => 2, _ => 0.7 });
    }

    /// <summary>Lets the parts that were split off live.</summary>
    public async Task GrowChildren(Matter matter, Plan plan, int seed)
    {
        var entries = await reading.Entries(District, matter.Stream, Stop);
        foreach (var number in entries.Select(e => e.Fact).OfType<SplitUp>().Last().Into)
        {
            if (await Desk.IdOf(District, number, Stop) is not { } id) continue;
            var (child, _) = await reading.Story<Matter>(District, Stream.Of(Matter.Noun, id), Stop);
            Began();
            Clock.Add(() => new Life(this, plan with { Force = "plain", Points = [.. child.Said.Points], Title = child.Said.Title }, new(seed)).Grow(child));
        }
    }
}
