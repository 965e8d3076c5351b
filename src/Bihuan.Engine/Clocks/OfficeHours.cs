using System.Collections.Immutable;
using System.Globalization;

namespace Bihuan.Engine.Clocks;

/// <summary>One opening of the office within a day, local time.</summary>
/// <param name="Open">The first moment, inclusive.</param>
/// <param name="Close">The closing moment; later than <paramref name="Open"/>.</param>
public readonly record struct OfficeSpan(TimeOnly Open, TimeOnly Close);

/// <summary>When offices are open on a working day, from a day onward.</summary>
public sealed class OfficeHours
{
    /// <summary>Makes office hours.</summary>
    /// <param name="from">The first day they hold; the earliest hours of a calendar also hold before.</param>
    /// <param name="spans">One or more openings, in order and apart.</param>
    /// <exception cref="ArgumentException">There is no opening, or they touch, overlap or run backwards.</exception>
    public OfficeHours(DateOnly from, params ImmutableArray<OfficeSpan> spans)
    {
        if (!AreInOrder(spans)) throw new ArgumentException("Office hours need openings in order and apart.", nameof(spans));
        From = from;
        Spans = spans;
        foreach (var span in spans) Length += span.Close.Ticks - span.Open.Ticks;
        CloseTicks = spans[^1].Close.Ticks;
    }

    /// <summary>08:00–12:00 and 14:00–18:00, since ever: eight hours make a day.</summary>
    public static OfficeHours Default { get; } = new(DateOnly.MinValue, new(new(8, 0), new(12, 0)), new(new(14, 0), new(18, 0)));

    /// <summary>The first day they hold.</summary>
    public DateOnly From { get; }

    /// <summary>The openings of a working day, in order.</summary>
    public ImmutableArray<OfficeSpan> Spans { get; }

    /// <summary>How long the office is open on a working day.</summary>
    public TimeSpan PerDay => TimeSpan.FromTicks(Length);

    /// <summary>The form that a calendar's version is made from: <c>0001-01-01 08:00-12:00 14:00-18:00</c>.</summary>
    public override string ToString() => From.ToString("O", CultureInfo.InvariantCulture) + string.Concat(Spans.Select(span =>
        string.Create(CultureInfo.InvariantCulture, $" {span.Open:HH\\:mm\\:ss}-{span.Close:HH\\:mm\\:ss}")));

    internal long Length { get; }

    internal long CloseTicks { get; }

    internal static bool AreInOrder(ImmutableArray<OfficeSpan> spans)
    {
        if (spans.IsDefaultOrEmpty) return false;
        for (var i = 0; i < spans.Length; i++)
        {
            if (spans[i].Close <= spans[i].Open || i > 0 && spans[i].Open <= spans[i - 1].Close) return false;
        }

        return true;
    }

    /// <summary>Office ticks of a working day that have passed at a time of that day.</summary>
    internal long Passed(long timeOfDay)
    {
        var passed = 0L;
        foreach (var span in Spans)
        {
            if (timeOfDay <= span.Open.Ticks) break;
            passed += Math.Min(timeOfDay, span.Close.Ticks) - span.Open.Ticks;
        }

        return passed;
    }

    /// <summary>The earliest time of day at which so many office ticks have passed; the amount is within (0, Length].</summary>
    internal long TimeOf(long passed)
    {
        foreach (var span in Spans)
        {
            var length = span.Close.Ticks - span.Open.Ticks;
            if (passed <= length) return span.Open.Ticks + passed;
            passed -= length;
        }

        return CloseTicks;
    }
}
