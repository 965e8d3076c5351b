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
        }
    }

    /// <summary>Learns one decision.</summary>
    public void Learn(Decided one)
    {
        lock (turn)
        {
            model.Learn(one.Case, one.Unit);
            decisions.Add(one);
            if (decisions.Count > Most) decisions.RemoveRange(0, Most / 10);
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
    bool IsNew(Case of, Habit habit) => decisions.AsEnumerable().Reverse().Where(one => IsLike(one.Case, of, habit.Like)).Take(2).ToArray() is [var last, var before] && last.Unit == habit.Unit && before.Unit == habit.Unit;

    Habit Counted(Case of, Guess guess, DateTimeOffset now)
    {
        var (lately, all) = ((Agreed: 0, Seen: 0), (Agreed: 0, Seen: 0));
        var from = now.AddDays(-Days);
        foreach (var one in decisions)
        {
            if (!IsLike(one.Case, of, guess.Like)) continue;
            var agreed = one.Unit == guess.Unit ? 1 : 0;
            all = (all.Agreed + agreed, all.Seen + 1);
            if (one.At >= from) lately = (lately.Agreed + agreed, lately.Seen + 1);
        }

        var (counted, days) = lately.Agreed > 0 ? (lately, Days) : (all, 0);
        return new(guess.Unit, guess.Probability, guess.Like, counted.Agreed, counted.Seen, days);
    }

    static bool IsLike(Case one, Case other, ImmutableArray<string> like)
    {
        foreach (var field in like)
            if (Field(one, field) != Field(other, field)) return false;
        return true;
    }

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
