using System.Collections.Immutable;

namespace Bihuan.Engine.Clocks;

/// <summary>A stretch in which a clock did not run.</summary>
/// <param name="From">The moment it was paused; time up to it counts.</param>
/// <param name="To">The moment it was resumed; null while the pause is open.</param>
/// <param name="Basis">Why, in the words of whoever granted it.</param>
public readonly record struct Pause(DateTimeOffset From, DateTimeOffset? To, string Basis);

/// <summary>Time added to a clock's limit.</summary>
/// <param name="Limit">How much; joined to what precedes it when the pace is the same, else counted from where that ends, its last day moved off days off included.</param>
/// <param name="At">When it was granted; it does not move the due time.</param>
/// <param name="Basis">Why, in the words of whoever granted it.</param>
public readonly record struct Extension(Limit Limit, DateTimeOffset At, string Basis);

/// <summary>One deadline: when it started, how much time there is, and what happened to it. Everything else is computed.</summary>
/// <remarks>
/// <para>The due time is a pure function of start, limit, pauses, extensions and the calendar. The day of the event is not counted (Civil
/// Code art. 201). A day counts when the clock is running up to its closing moment: the close of office hours for working days, 24:00 for
/// natural days (art. 203). So a pause within one day shifts nothing, and a pause over k closing moments shifts by k days.</para>
/// <para>Months and years end at 24:00 of the corresponding day, or of the month's last day (art. 202), and each 24:00 within a pause
/// shifts them by a day. Office hours and real time are counted exactly, and end at the earliest moment at which the limit is used up.</para>
/// <para>A limit of the same day ends at 24:00 of the day of the event; that closing moment is fixed, so that no pause moves it.</para>
/// <para>A pause that begins at or after the due time changes nothing. An act at the due time itself is in time.</para>
/// </remarks>
/// <param name="Name">What the clock is for, as its playbook names it.</param>
/// <param name="Start">The event it counts from.</param>
/// <param name="Limit">How much time there is before extensions; its options also hold for the extensions that join it.</param>
public sealed record Clock(string Name, DateTimeOffset Start, Limit Limit)
{
    /// <summary>The pauses in order of time; at most the last is open. Empty by default.</summary>
    public ImmutableArray<Pause> Pauses { get; init => field = InOrder(value); } = [];

    /// <summary>The extensions in the order they were granted. Empty by default.</summary>
    public ImmutableArray<Extension> Extensions { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>When what the clock waits for was done; null while it was not.</summary>
    public DateTimeOffset? Stopped { get; init; }

    /// <summary>How long before the due time the clock is near. By default one working day, and a quarter of the limit for hours and less.</summary>
    public Limit? Warning { get; init; }

    /// <summary>Whether an open pause holds the clock.</summary>
    public bool IsPaused => Pauses.Length > 0 && Pauses[^1].To is null;

    /// <summary>Pauses a running clock; a paused or stopped one is returned as it is.</summary>
    public Clock Pause(DateTimeOffset at, string basis = "") =>
        IsPaused || Stopped is not null ? this : this with { Pauses = Pauses.Add(new(Later(at), null, basis)) };

    /// <summary>Resumes a paused clock; a running or stopped one is returned as it is.</summary>
    public Clock Resume(DateTimeOffset at) => !IsPaused || Stopped is not null ? this : Closed(at);

    /// <summary>Adds time, also while paused or overdue; a stopped clock is returned as it is.</summary>
    public Clock Extend(Limit limit, DateTimeOffset at, string basis = "") =>
        Stopped is not null ? this : this with { Extensions = Extensions.Add(new(limit, at, basis)) };

    /// <summary>Stops the clock, ending an open pause; the first stop stands.</summary>
    public Clock Stop(DateTimeOffset at) => Stopped is not null ? this : (IsPaused ? Closed(at) : this) with { Stopped = at };

    /// <summary>Takes up a stopped clock where it stands, because the work was not done after all: the time since it stopped counts and is no pause.</summary>
    public Clock Reopen() => Stopped is null ? this : this with { Stopped = null };

    /// <summary>By when the clock runs out.</summary>
    public Due Due(WorkCalendar calendar) => DueTime.Of(this, calendar);

    /// <summary>By when a paused clock would run out if it were resumed at a moment; the due time as it is for any other.</summary>
    public Due DueIfResumed(DateTimeOffset at, WorkCalendar calendar) => Resume(at).Due(calendar);

    /// <summary>Why the clock runs out when it does, line by line: what each day or stretch counted, and why. The counts sum to the limit and end at the due time.</summary>
    public IReadOnlyList<Step> Explain(WorkCalendar calendar) => new Explanation(this, calendar).Steps();

    /// <summary>How the clock stands at a moment.</summary>
    public Standing Standing(WorkCalendar calendar, DateTimeOffset now)
    {
        var due = Due(calendar);
        var at = Stopped ?? now;
        if (due.At is not { } end) return new(ClockState.Paused, due, due.Left, TimeSpan.Zero);

        var left = DueTime.Left(this, calendar, at, end);
        if (at > end) return new(Stopped is null ? ClockState.Overdue : ClockState.StoppedLate, due, left, at - end);
        if (Stopped is not null) return new(ClockState.StoppedInTime, due, left, TimeSpan.Zero);

        return new(now < Warns(calendar, end) ? ClockState.Running : ClockState.Near, due, left, TimeSpan.Zero);
    }

    /// <summary>When the clock becomes near: the moment of the yellow card, never before the start; null while there is no due time.</summary>
    public DateTimeOffset? Warns(WorkCalendar calendar) => Due(calendar).At is { } end ? Warns(calendar, end) : null;

    /// <summary>Whether all that makes a due time is the same.</summary>
    public bool Equals(Clock? other) =>
        other is not null && Name == other.Name && Start == other.Start && Limit == other.Limit && Stopped == other.Stopped && Warning == other.Warning
        && Pauses.AsSpan().SequenceEqual(other.Pauses.AsSpan()) && Extensions.AsSpan().SequenceEqual(other.Extensions.AsSpan());

    /// <summary>A hash of the name, the start, the limit and the stop.</summary>
    public override int GetHashCode() => HashCode.Combine(Name, Start, Limit, Stopped, Pauses.Length, Extensions.Length);

    DateTimeOffset Warns(WorkCalendar calendar, DateTimeOffset end)
    {
        var near = calendar.Before(end, Warning ?? DefaultWarning());
        return near < Start ? Start : near;
    }

    Limit DefaultWarning() => Limit.IsSameDay ? Limit.Hours(4) : Limit.Pace switch
    {
        Pace.Continuous => Limit.Seconds((int)Math.Clamp(Limit.Size / TimeSpan.TicksPerSecond / 4, 1, int.MaxValue)),
        Pace.WorkingTime => Limit.WorkingMinutes((int)Math.Max(Limit.Size / TimeSpan.TicksPerMinute / 4, 1)),
        _ => Limit.WorkingDays(1),
    };

    Clock Closed(DateTimeOffset at)
    {
        var open = Pauses[^1];
        return this with { Pauses = Pauses.SetItem(Pauses.Length - 1, open with { To = at < open.From ? open.From : at }) };
    }

    DateTimeOffset Later(DateTimeOffset at)
    {
        var floor = Pauses.Length > 0 && Pauses[^1].To is { } last && last > Start ? last : Start;
        return at < floor ? floor : at;
    }

    static ImmutableArray<Pause> InOrder(ImmutableArray<Pause> pauses)
    {
        if (pauses.IsDefaultOrEmpty) return [];
        for (var i = 1; i < pauses.Length; i++)
        {
            if (pauses[i].From < pauses[i - 1].From) return pauses.Sort((one, other) => one.From.CompareTo(other.From));
        }

        return pauses;
    }
}
