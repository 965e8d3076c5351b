namespace Bihuan.Engine.Clocks;

/// <summary>What a line of an explanation tells.</summary>
public enum StepKind
{
    /// <summary>The event the clock counts from; its day is not counted.</summary>
    Started,

    /// <summary>A day, several natural days, or a stretch of time that counted.</summary>
    Counted,

    /// <summary>Weekends and holidays, on which nothing is counted.</summary>
    Off,

    /// <summary>A day or a stretch that a pause kept from counting.</summary>
    Paused,

    /// <summary>An extension.</summary>
    Extended,

    /// <summary>Days past which the last day was moved.</summary>
    Moved,

    /// <summary>The due time.</summary>
    Due,

    /// <summary>An open pause: there is no due time now.</summary>
    Waiting,
}

/// <summary>One line of an explanation. The counts of all lines sum to the limit with its extensions; the last line ends at the due time.</summary>
/// <param name="From">The beginning of the day or stretch, UTC.</param>
/// <param name="To">Its end, UTC.</param>
/// <param name="Kind">What the line tells.</param>
/// <param name="Counted">What it counted; nothing for lines of other kinds than <see cref="StepKind.Counted"/>.</param>
/// <param name="Chinese">The line in Chinese.</param>
/// <param name="English">The line in English.</param>
public sealed record Step(DateTimeOffset From, DateTimeOffset To, StepKind Kind, Budget Counted, string Chinese, string English);
