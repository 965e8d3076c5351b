using System.Globalization;
using Bihuan.Library;
using Bihuan.Parts;
using Look = Bihuan.Parts.Standing;

namespace Bihuan.Matters;

/// <summary>A clock as the page shows it.</summary>
/// <param name="Order">The order it belongs to; null for a clock of the whole matter.</param>
public sealed record ClockFace(
    string Key, ClockRule? Rule, Clock Clock, int? Order, Look Standing, DateTimeOffset? Due, string For, string Calendar, string? Remaining,
    IReadOnlyList<ClockLine> Lines, bool Provisional);

/// <summary>The clocks of a matter, explained.</summary>
public static class DossierClocks
{
    /// <summary>Every clock; the stage's own first, then the handling, then those that run, then those that have ended.</summary>
    public static IReadOnlyList<ClockFace> Clocks(this Dossier dossier, Reader reader)
    {
        var matter = dossier.Matter;
        var stage = matter.IsClosed ? null : Next.StageClock(matter, dossier.Playbook);
        return [.. matter.Clocks.Select(pair => Face(dossier, pair.Key, pair.Value, reader))
            // A right that was used or has lapsed is no clock that anybody waits for.
            .Where(face => face.Rule is not { IsRight: true } || face.Standing is Look.Running or Look.Near)
            .OrderByDescending(face => ReferenceEquals(face.Clock, stage)).ThenByDescending(face => face.Clock.Name == "handle")
            .ThenBy(face => face.Clock.Stopped is not null).ThenBy(face => face.Due ?? DateTimeOffset.MaxValue)];
    }

    static ClockFace Face(Dossier dossier, string key, Clock clock, Reader reader)
    {
        var calendar = dossier.View.Rules.Calendar;
        var rule = dossier.Playbook.Clock(clock.Name);
        var standing = clock.Standing(calendar, reader.Now);
        var look = standing.State switch
        {
            ClockState.Near => Look.Near,
            ClockState.Overdue => Look.Overdue,
            ClockState.Paused => Look.Paused,
            ClockState.StoppedInTime => Look.Met,
            ClockState.StoppedLate => Look.Late,
            _ => Look.Running,
        };
        var left = reader.Say(standing.Left.Chinese, standing.Left.English);
        // Days of the office are told in days of the office: five natural days may be three of work.
        var remaining = standing.State == ClockState.Paused || look == Look.Running && standing.Left is { Pace: Pace.WorkingDays, Days: > 1 }
            ? reader.Say($"还剩 {left}", $"{left} left") : null;
        return new(key, rule, clock, key.Split('/') is [_, var order] ? int.Parse(order, CultureInfo.InvariantCulture) : null, look, standing.Due.At,
            (rule?.Title ?? new(clock.Name, clock.Name)).In(reader), reader.Say(clock.Chinese(), clock.English()), remaining,
            Lines(clock, rule, calendar, reader), standing.Due.Provisional);
    }

    static List<ClockLine> Lines(Clock clock, ClockRule? rule, WorkCalendar calendar, Reader reader)
    {
        var steps = clock.Explain(calendar);
        return [.. steps.Select((step, n) => new ClockLine(reader.Say(step.Chinese, step.English), "",
            n == 0 && rule is { Basis.Length: > 0 } ? reader.Say($"依据 {Sources.Of(rule.Basis)}", $"Basis: {Sources.Of(rule.Basis)}") : null))];
    }
}
