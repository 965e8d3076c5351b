using Bihuan.Language;
using Bihuan.People;

namespace Bihuan.Matters.Learning;

/// <summary>A unit that like cases went to, by name, with the reason as a sentence.</summary>
public sealed record Custom(string Unit, Words Name, Habit Habit, Words Why)
{
    /// <summary>Whether it is what is usually decided: most of at least five.</summary>
    public bool IsUsual => Habit is { Seen: >= 5 } && Habit.Agreed >= 0.7 * Habit.Seen;

    /// <summary>Those of a list, beside this one, whose cases are alike in the same: only their numbers can be compared.</summary>
    public IEnumerable<Custom> Besides(IEnumerable<Custom> all) => all.Where(other => other != this && other.Habit.Days == Habit.Days && other.Habit.Like.SequenceEqual(Habit.Like));
}

/// <summary>Which units like cases went to: where no row of the catalogue fits, and where what is done differs from what is written.</summary>
public sealed class LikeCases(UnitMemory memory, UnitTree units, TimeProvider time)
{
    /// <summary>The likeliest first; empty where nothing like it was decided.</summary>
    public async ValueTask<IReadOnlyList<Custom>> Of(string district, string demand, string category, string source, string area, CancellationToken stop)
    {
        if (category.Length == 0) return [];
        var tree = await units.Of(district, stop);
        return [.. memory.Tell(UnitMemory.CaseOf(demand, category, source, area), time.GetUtcNow(), code => tree.ByCode(code) is { IsClosed: false } && !Unit.IsDistrict(code))
            .Select(habit => new Custom(habit.Unit, tree.Name(habit.Unit), habit, habit.Why(tree.Name(habit.Unit))))];
    }
}
