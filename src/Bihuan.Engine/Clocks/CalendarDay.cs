using System.Collections.Immutable;

namespace Bihuan.Engine.Clocks;

/// <summary>What sort of day it is for an office.</summary>
public enum DayKind
{
    /// <summary>Monday to Friday, nothing published.</summary>
    Workday,

    /// <summary>A weekend day that a notice made a working day (调休上班).</summary>
    TransferWorkday,

    /// <summary>Saturday or Sunday, nothing published.</summary>
    Weekend,

    /// <summary>A day off in a published holiday, weekend days within it included.</summary>
    Holiday,

    /// <summary>A working day that a notice made a day off (调休放假).</summary>
    InLieu,
}

/// <summary>One day of a calendar and why it is what it is.</summary>
/// <param name="Date">The local day.</param>
/// <param name="Kind">What sort of day it is.</param>
/// <param name="Chinese">The holiday it belongs to, in Chinese; empty for plain days.</param>
/// <param name="English">The holiday it belongs to, in English; empty for plain days.</param>
public readonly record struct CalendarDay(DateOnly Date, DayKind Kind, string Chinese, string English)
{
    /// <summary>Whether offices work.</summary>
    public bool IsWorkday => Kind is DayKind.Workday or DayKind.TransferWorkday;

    /// <summary>Why the day counts or does not, in Chinese: <c>周末</c>, <c>春节放假</c>, <c>春节调休上班</c>, <c>工作日</c>.</summary>
    public string WhyChinese => Kind switch
    {
        DayKind.TransferWorkday => Chinese + "调休上班",
        DayKind.Holiday => Chinese + "放假",
        DayKind.InLieu => Chinese + "调休放假",
        DayKind.Weekend => "周末",
        _ => "工作日",
    };

    /// <summary>Why the day counts or does not, in English.</summary>
    public string WhyEnglish => Kind switch
    {
        DayKind.TransferWorkday => "working day transferred for " + English,
        DayKind.Holiday => English,
        DayKind.InLieu => "day off in lieu for " + English,
        DayKind.Weekend => "weekend",
        _ => "working day",
    };
}

/// <summary>Why a calendar file cannot be used: a code for programs, a sentence for people.</summary>
/// <param name="Code">A <c>calendar.</c> code.</param>
/// <param name="Chinese">The sentence in Chinese.</param>
/// <param name="English">The sentence in English.</param>
public sealed record CalendarFault(string Code, string Chinese, string English);

/// <summary>A calendar, or the faults for which there is none.</summary>
/// <param name="Calendar">The calendar; null when there are faults.</param>
/// <param name="Faults">All faults found; empty when there is a calendar.</param>
public sealed record CalendarReading(WorkCalendar? Calendar, ImmutableArray<CalendarFault> Faults);
