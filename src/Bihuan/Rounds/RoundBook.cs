using System.Globalization;

namespace Bihuan.Rounds;

/// <summary>What is decided about rounds: the grades of days, where they are walked, sweeps, and what was not begun. One story a district.</summary>
public sealed record RoundBook : IStory<RoundBook>
{
    public const string Noun = "rounds";

    public static RoundBook Empty { get; } = new();

    /// <summary>The one story of a district.</summary>
    public static Stream Stream { get; } = Stream.Of(Noun, "book");

    /// <summary>A grade with who entered it and why.</summary>
    public sealed record Entered(string Area, string Grade, string Why, string By, DateTimeOffset At);

    /// <summary>The areas that are walked, since a moment; none is everywhere.</summary>
    public sealed record Ground(DateTimeOffset At, ImmutableArray<string> Areas, string By, string Why);

    /// <summary>The grade that holds, and why.</summary>
    /// <param name="Said">As somebody entered it; null where it is the season's usual one.</param>
    /// <param name="KeptFrom">The day for which it was entered, where nobody has entered one since.</param>
    public sealed record Held(string Grade, Entered? Said, DateOnly? KeptFrom);

    /// <summary>Rounds of a past day that nobody began.</summary>
    public sealed record Gap(int Count, ImmutableArray<string> Areas);

    /// <summary>By playbook and day, <c>patrol 2026-02-01</c>, everything that was entered, in order.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<Entered>> Days { get; init; } = ImmutableSortedDictionary.Create<string, ImmutableArray<Entered>>(StringComparer.Ordinal);

    /// <summary>Since when a playbook's rounds begin here: since its first grade. A district that never entered one has not taken it up.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Since { get; init; } = ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>By playbook, where it is walked, in the order in which it was said.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<Ground>> Grounds { get; init; } = ImmutableSortedDictionary.Create<string, ImmutableArray<Ground>>(StringComparer.Ordinal);

    /// <summary>By playbook and day, what was not begun.</summary>
    public ImmutableSortedDictionary<string, Gap> Missed { get; init; } = ImmutableSortedDictionary.Create<string, Gap>(StringComparer.Ordinal);

    public ImmutableArray<Sweep> Sweeps { get; init; } = [];

    /// <summary>What was entered for a day: for each area the last.</summary>
    public IEnumerable<Entered> On(string playbook, DateOnly day) => Days.GetValueOrDefault(Key(playbook, day), []).GroupBy(one => one.Area).Select(area => area.Last());

    /// <summary>
    /// The grade that holds at an area: entered for the area, for the nearest one above it or for the district; else as it was entered for a day
    /// before, for as long as the playbook keeps it and never below the usual one; else the usual one.
    /// </summary>
    /// <param name="until">As it was known at that moment; null is now.</param>
    public Held GradeOf(Playbook playbook, DateOnly day, string area, DateTimeOffset? until = null)
    {
        var every = playbook.Begins!.Every!;
        var usual = every.UsualOn(day);
        for (var back = 0; back <= every.Keeps; back++)
        {
            if (Find(playbook.Name, day.AddDays(-back), area, until) is not { } entered) continue;
            if (back == 0) return new(entered.Grade, entered, null);
            return Rank(playbook, entered.Grade) < Rank(playbook, usual) ? new(usual, null, null) : new(entered.Grade, entered, day.AddDays(-back));
        }

        return new(usual, null, null);
    }

    /// <summary>Where a playbook's rounds are walked; null is everywhere.</summary>
    public Ground? GroundOf(string playbook, DateTimeOffset? until = null) =>
        Grounds.GetValueOrDefault(playbook, []).LastOrDefault(ground => until is null || ground.At <= until) is { Areas.IsEmpty: false } said ? said : null;

    public Gap? MissedOn(string playbook, DateOnly day) => Missed.GetValueOrDefault(Key(playbook, day));

    Entered? Find(string playbook, DateOnly day, string area, DateTimeOffset? until) =>
        Days.GetValueOrDefault(Key(playbook, day), []).Where(one => area.StartsWith(one.Area, StringComparison.Ordinal) && (until is null || one.At <= until))
            .Aggregate((Entered?)null, (best, one) => best is null || one.Area.Length >= best.Area.Length ? one : best);

    static int Rank(Playbook playbook, string grade) =>
        playbook.Choices(playbook.Field(playbook.Begins!.Every!.Grade)?.List).ToList().FindIndex(choice => choice.Code == grade);

    /// <inheritdoc/>
    public RoundBook Apply(Entry entry) => entry.Fact switch
    {
        GradeEntered f => this with
        {
            Since = Since.ContainsKey(f.Playbook) ? Since : Since.Add(f.Playbook, entry.Stamp.At),
            Days = Days.SetItem(Key(f.Playbook, f.Day), Days.GetValueOrDefault(Key(f.Playbook, f.Day), []).Add(new(f.Area, f.Grade, f.Why, entry.Stamp.By, entry.Stamp.At))),
        },
        GroundSet f => this with { Grounds = Grounds.SetItem(f.Playbook, Grounds.GetValueOrDefault(f.Playbook, []).Add(new(entry.Stamp.At, f.Areas, entry.Stamp.By, f.Why))) },
        RoundsMissed f => this with { Missed = Missed.SetItem(Key(f.Playbook, f.Day), new(f.Count, f.Areas)) },
        SweepPlanned f => this with { Sweeps = Sweeps.Add(new(f.Sweep, f.Playbook, f.Name, f.Day, f.Cells, f.Form, entry.Stamp.By, entry.Stamp.At)) },
        SweepCalledOff f => this with { Sweeps = [.. Sweeps.Select(sweep => sweep.Id == f.Sweep ? sweep with { CalledOff = f.Why } : sweep)] },
        _ => this,
    };

    static string Key(string playbook, DateOnly day) => $"{playbook} {day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
}

/// <summary>A look at every one of a set of areas.</summary>
/// <param name="Cells">The areas, as they stood when it was planned.</param>
/// <param name="Form">What every matter of it is begun with.</param>
/// <param name="CalledOff">Why it does not take place; null where it does.</param>
public sealed record Sweep(
    string Id, string Playbook, string Name, DateOnly Day, ImmutableArray<string> Cells, ImmutableSortedDictionary<string, string> Form, string By, DateTimeOffset At, string? CalledOff = null);

/// <summary>Somebody entered the grade of a day.</summary>
/// <param name="Area">The area's code; empty for the whole district.</param>
[Kind("rounds.grade-entered")]
public sealed record GradeEntered(string Playbook, DateOnly Day, string Area, string Grade, string Why) : Fact;

/// <summary>Somebody said where rounds are walked.</summary>
/// <param name="Areas">Codes of areas; empty for the whole district.</param>
[Kind("rounds.ground-set")]
public sealed record GroundSet(string Playbook, ImmutableArray<string> Areas, string Why) : Fact;

/// <summary>Rounds of a day had their time and were not begun, because the house stood still.</summary>
/// <param name="Areas">Where.</param>
[Kind("rounds.missed")]
public sealed record RoundsMissed(string Playbook, DateOnly Day, int Count, ImmutableArray<string> Areas) : Fact;

/// <summary>A sweep was planned.</summary>
[Kind("rounds.sweep-planned")]
public sealed record SweepPlanned(string Sweep, string Playbook, string Name, DateOnly Day, ImmutableArray<string> Cells, ImmutableSortedDictionary<string, string> Form) : Fact;

/// <summary>A sweep that had not begun was called off.</summary>
[Kind("rounds.sweep-called-off")]
public sealed record SweepCalledOff(string Sweep, string Why) : Fact;
