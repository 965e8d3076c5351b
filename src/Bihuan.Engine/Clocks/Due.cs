namespace Bihuan.Engine.Clocks;

/// <summary>By when a clock runs out.</summary>
/// <param name="At">The last moment that is in time, UTC; null while the clock is paused before it ran out.</param>
/// <param name="Provisional">Whether days after the calendar's horizon decide it, so that the next yearly notice may move it.</param>
/// <param name="Left">While paused: what is left, in the unit being counted when the pause began. Otherwise nothing.</param>
public readonly record struct Due(DateTimeOffset? At, bool Provisional, Budget Left)
{
    /// <summary>Whether an open pause holds the clock, so that there is no due time now.</summary>
    public bool IsPaused => At is null;
}

/// <summary>How a clock stands at a moment.</summary>
public enum ClockState
{
    /// <summary>Running, with more than the warning left.</summary>
    Running,

    /// <summary>Running, and the warning has come.</summary>
    Near,

    /// <summary>Past its due time and not stopped.</summary>
    Overdue,

    /// <summary>Held by an open pause, not past its due time.</summary>
    Paused,

    /// <summary>Stopped at or before its due time.</summary>
    StoppedInTime,

    /// <summary>Stopped after its due time.</summary>
    StoppedLate,
}

/// <summary>How a clock stands at a moment, and by how much.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Due">By when it runs out.</param>
/// <param name="Left">What is left at the moment, or was left when it stopped; nothing once late.</param>
/// <param name="Late">How much real time it is past due, or was when it stopped; zero in time.</param>
public readonly record struct Standing(ClockState State, Due Due, Budget Left, TimeSpan Late);
