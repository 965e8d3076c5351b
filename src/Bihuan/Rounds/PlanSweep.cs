using System.Globalization;
using System.Text.Json.Nodes;
using Bihuan.Library;
using Bihuan.Matters;

namespace Bihuan.Rounds;

/// <summary>Plans a sweep: on its day a matter begins in every area that it covers.</summary>
public static class PlanSweep
{
    /// <summary>How many days ahead.</summary>
    public const int Ahead = 92;

    /// <summary>The most areas of one sweep.</summary>
    public const int Most = 1000;

    const int LongestName = 40;

    /// <param name="Name">What it is called: “Eighth round, markets”.</param>
    /// <param name="Day"><c>yyyy-MM-dd</c>, on which it begins; today when left out.</param>
    /// <param name="Areas">Codes of streets, communities or grids that it covers; the whole district when left out.</param>
    /// <param name="Form">What the playbook's first form asks, once for all of them.</param>
    public sealed record Command(string? Name, string? Day = null, IReadOnlyList<string>? Areas = null, JsonObject? Form = null);

    /// <param name="id">Of the sweep, made just now.</param>
    /// <param name="cells">The areas of the playbook's kind under those that were named; null for one that is none.</param>
    public static Decision Decide(Command command, string id, Rulebook rules, Func<string, IEnumerable<string>?> cells, Stamp now)
    {
        if (rules.Playbook.Begins?.Sweep is not { } sweep) return No.SuchRounds;
        if (!sweep.By.Contains(now.Role)) return Hosting.No.NotYours;
        if (string.IsNullOrWhiteSpace(command.Name) || command.Name.Trim().Length > LongestName) return No.SweepName.With(LongestName).On("name");
        var today = DateOnly.FromDateTime(now.At.ToOffset(WorkCalendar.Offset).DateTime);
        var day = today;
        if (!string.IsNullOrWhiteSpace(command.Day) && !DateOnly.TryParseExact(command.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
            || day < today || day > today.AddDays(Ahead)) return No.SweepDay.With(Ahead).On("day");
        string[] named = [.. (command.Areas ?? []).Select(area => area.Trim()).Where(area => area.Length > 0).DefaultIfEmpty("")];
        if (named.FirstOrDefault(area => cells(area) is null) is { } unknown) return No.GradeArea.With(unknown).On("areas");
        ImmutableArray<string> covered = [.. named.SelectMany(area => cells(area)!).Distinct().Order(StringComparer.Ordinal)];
        if (covered.IsEmpty || covered.Length > Most) return No.SweepCells.With(covered.Length, Most).On("areas");
        var (form, refusal) = FormAnswers.Read(rules.Playbook.Begins.Form, command.Form ?? [], FormAnswers.None.Coded, rules);
        if (refusal is not null) return refusal;
        if (rules.Playbook.GoneBy(form.Coded, now.At) is { } gone) return Matters.No.DayGone.With(rules.Playbook.Field(gone)!.Title).On(gone);

        return new SweepPlanned(id, rules.Playbook.Name, command.Name.Trim(), day, covered, form.Coded.Concat(form.Written).ToImmutableSortedDictionary(StringComparer.Ordinal));
    }
}

/// <summary>Calls a sweep off before its day.</summary>
public static class CallOffSweep
{
    public sealed record Command(string? Why);

    public static Decision Decide(RoundBook book, string id, Command command, Playbook playbook, Stamp now)
    {
        if (playbook.Begins?.Sweep is not { } planned || book.Sweeps.FirstOrDefault(sweep => sweep.Id == id && sweep.Playbook == playbook.Name) is not { } sweep) return No.SuchSweep;
        if (!planned.By.Contains(now.Role)) return Hosting.No.NotYours;
        if (sweep.CalledOff is not null) return Decision.Nothing;
        if (sweep.Day <= DateOnly.FromDateTime(now.At.ToOffset(WorkCalendar.Offset).DateTime)) return No.SweepBegun;
        if (string.IsNullOrWhiteSpace(command.Why)) return Matters.No.Why.On("why");

        return new SweepCalledOff(id, command.Why.Trim());
    }
}
