using Bihuan.Engine.Language.Units;

namespace Bihuan.Language;

/// <summary>The unit that like cases went to, and how many of them.</summary>
/// <param name="Probability">0 to 1 among all units known.</param>
/// <param name="Like">What the like cases share: fields of <see cref="Case"/>.</param>
/// <param name="Agreed">How many of them went to this unit.</param>
/// <param name="Seen">How many there were.</param>
/// <param name="Days">Within how many days; 0 where there were none lately and all that is known is counted.</param>
public sealed record Habit(string Unit, double Probability, ImmutableArray<string> Like, int Agreed, int Seen, int Days)
{
    static readonly Dictionary<string, Words> Shared = new(StringComparer.Ordinal)
    {
        [nameof(Case.Community)] = new("同社区", "the same community"), [nameof(Case.Street)] = new("同街道", "the same street"),
        [nameof(Case.Item)] = new("同类别", "the same category"), [nameof(Case.Group)] = new("同中类", "the same group"), [nameof(Case.Class)] = new("同大类", "the same class"),
        [nameof(Case.Purpose)] = new("同性质", "the same kind"), [nameof(Case.Source)] = new("同来源", "the same source"),
    };

    /// <summary>The reason as a sentence: <c>近 90 天同社区同类别 14 件中 12 件派给区城市管理局</c>.</summary>
    public Words Why(Words unit)
    {
        var like = Shared.Where(word => Like.Contains(word.Key)).Select(word => word.Value).ToList();
        var (zh, en) = (string.Concat(like.Select(word => word.Zh)), string.Join(" and ", like.Select(word => word.En)));
        return Days > 0
            ? new($"近 {Days} 天{zh} {Seen} 件中 {Agreed} 件派给{unit.Zh}", $"{Agreed} of {Seen} cases of {en} in the last {Days} days went to {unit.En}")
            : new($"以往{zh} {Seen} 件中 {Agreed} 件派给{unit.Zh}", $"{Agreed} of {Seen} earlier cases of {en} went to {unit.En}");
    }
}

/// <summary>A decision that was made.</summary>
public sealed record Decided(Case Case, string Unit, DateTimeOffset At);

/// <summary>What was decided in like cases, in memory: read from the book when the house opens, learning every decision after.</summary>
public sealed class UnitMemory
{
    const int Days = 90;
    const int Most = 20_000;

    readonly Lock turn = new();
    readonly List<Decided> decisions = [];

    // By the fields that like cases share, then by what stands in them: a queue asks about a hundred matters at once. Made when first asked for.
    readonly Dictionary<string, Dictionary<string, Alike>> byLike = new(StringComparer.Ordinal);
    UnitModel model = UnitModel.Train([]);

    /// <summary>How many decisions are known.</summary>
    public int Count
    {
        get
        {
            lock (turn) return decisions.Count;
        }
    }

    /// <summary>Begins with a history, in the order in which it happened.</summary>
    public void Begin(IReadOnlyList<Decided> history)
    {
        var trained = UnitModel.Train([.. history.Select(one => (one.Case, one.Unit))]);
        lock (turn)
        {
            model = trained;
            decisions.Clear();
            decisions.AddRange(history);
            byLike.Clear();
        }
    }

    /// <summary>Learns one decision.</summary>
    public void Learn(Decided one)
    {
        lock (turn)
        {
            model.Learn(one.Case, one.Unit);
            decisions.Add(one);
            foreach (var (like, lists) in byLike) Add(lists, like.Split(' '), one);
            if (decisions.Count <= Most) return;
            decisions.RemoveRange(0, Most / 10);
            byLike.Clear();
        }
    }

    /// <summary>The units that like cases went to, the likeliest first; empty where nothing like it was decided.</summary>
    /// <param name="isUnit">Which units may still be given work.</param>
    public ImmutableArray<Habit> Tell(Case of, DateTimeOffset now, Func<string, bool> isUnit, int most = 3)
    {
        lock (turn)
        {
            Habit[] habits = [.. model.Tell(of, most + 3).Where(guess => guess.Like.Length > 0 && isUnit(guess.Unit)).Take(most).Select(guess => Counted(of, guess, now)).Where(habit => habit.Agreed > 0)];
            // One decision that differs is no custom yet: what is named must be borne out by its own reason.
            return habits.MaxBy(habit => habit.Agreed) is { } usual && usual.Agreed > 2 * habits[0].Agreed && !IsNew(of, habits[0])
                ? [usual, .. habits.Where(habit => habit != usual)] : [.. habits];
        }
    }

    /// <summary>Whether the last two like cases both went there.</summary>
    bool IsNew(Case of, Habit habit) => Like(of, habit.Like) is { LastTwo: var (before, last) } && last == habit.Unit && before == habit.Unit;

    Habit Counted(Case of, Guess guess, DateTimeOffset now)
    {
        var (lately, all) = Like(of, guess.Like)?.Count(guess.Unit, now.AddDays(-Days)) ?? default;
        var (counted, days) = lately.Agreed > 0 ? (lately, Days) : (all, 0);
        return new(guess.Unit, guess.Probability, guess.Like, counted.Agreed, counted.Seen, days);
    }

    /// <summary>The decisions of cases that share these fields with it; null where there are none.</summary>
    Alike? Like(Case of, ImmutableArray<string> like)
    {
        var name = string.Join(' ', like);
        if (!byLike.TryGetValue(name, out var known))
        {
            byLike[name] = known = new(StringComparer.Ordinal);
            foreach (var one in decisions) Add(known, like, one);
        }

        return known.GetValueOrDefault(Key(of, like));
    }

    static void Add(Dictionary<string, Alike> known, IReadOnlyList<string> like, Decided one)
    {
        var key = Key(one.Case, like);
        if (!known.TryGetValue(key, out var alike)) known[key] = alike = new();
        alike.Add(one);
    }

    /// <summary>Decisions of cases that are alike, counted by unit: a page asks about hundreds, and walks none of them.</summary>
    sealed class Alike
    {
        readonly Dictionary<string, int> all = new(StringComparer.Ordinal);
        readonly Dictionary<string, int> late = new(StringComparer.Ordinal);
        readonly PriorityQueue<string, DateTimeOffset> waiting = new();
        int seen;

        /// <summary>The units of the last two, the last one second.</summary>
        public (string? Before, string? Last) LastTwo { get; private set; }

        public void Add(Decided one)
        {
            seen++;
            all[one.Unit] = all.GetValueOrDefault(one.Unit) + 1;
            late[one.Unit] = late.GetValueOrDefault(one.Unit) + 1;
            waiting.Enqueue(one.Unit, one.At);
            LastTwo = (LastTwo.Last, one.Unit);
        }

        /// <summary>How many went to the unit, of how many: since a moment, which never goes back, and ever.</summary>
        public ((int Agreed, int Seen) Lately, (int Agreed, int Seen) All) Count(string unit, DateTimeOffset since)
        {
            while (waiting.TryPeek(out var gone, out var at) && at < since)
            {
                waiting.Dequeue();
                late[gone]--;
            }

            return ((late.GetValueOrDefault(unit), waiting.Count), (all.GetValueOrDefault(unit), seen));
        }
    }

    static string Key(Case of, IReadOnlyList<string> like) => string.Join('\n', like.Select(field => Field(of, field)));

    static string Field(Case of, string field) => field switch
    {
        nameof(Case.Purpose) => of.Purpose,
        nameof(Case.Class) => of.Class,
        nameof(Case.Group) => of.Group,
        nameof(Case.Item) => of.Item,
        nameof(Case.Source) => of.Source,
        nameof(Case.Street) => of.Street,
        _ => of.Community,
    };

    /// <summary>What is known of a matter, as the memory reads it.</summary>
    public static Case CaseOf(string demand, string category, string source, string area)
    {
        var path = category.Length == 0 ? [] : LabelTree.PathOf(category);
        string Level(int level) => path.Length == 0 ? "" : path[Math.Min(level, path.Length - 1)];
        return new(demand, Level(0), Level(1), Level(2), source, area.Length >= 9 ? area[..9] : area, area.Length >= 12 ? area[..12] : "");
    }
}
