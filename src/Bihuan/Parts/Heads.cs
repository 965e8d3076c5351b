namespace Bihuan.Parts;

/// <summary>Where a cell goes when the row becomes a card of three lines: clock and number, title, the rest. A reason, or what to do about it, is never cut at any width.</summary>
public enum Slot { Meta, Clock, Title, Number, Desk, Why }

/// <summary>How a column is sorted now.</summary>
public enum Order { None, Up, Down }

/// <summary>The head of a column.</summary>
/// <param name="Number">Whether its cells are figures and stand to the right.</param>
/// <param name="Href">Sorts by it; null when it cannot be sorted.</param>
public sealed record Head(string Words, Slot Slot = Slot.Meta, bool Number = false, string? Href = null, Order Order = Order.None);

/// <summary>How a clock stands.</summary>
public enum Standing { Running, Near, Overdue, Paused, Met, Late }

/// <summary>One line of a clock's explanation: what counts, and how it moves the time.</summary>
public sealed record ClockLine(string Words, string Figure = "", string? Source = null);

/// <summary>A stage of the loop, as far as this matter has come.</summary>
/// <param name="Holder">Who holds it now, or held it.</param>
public sealed record StageStep(string Words, Progress Progress, string? Holder = null, string? At = null);

/// <summary>How far along a stage is.</summary>
public enum Progress { Ahead, Current, Done, Skipped }

/// <summary>A file that proves something.</summary>
/// <param name="Thumbnail">A small image; null for what is not an image.</param>
/// <param name="Mark">Which moment it shows: before, after.</param>
public sealed record Proof(string Href, string Name, long Bytes, DateTimeOffset At, string? By = null, string? Thumbnail = null, string? Mark = null);

/// <summary>One answer to choose.</summary>
public sealed record Choice(string Value, string Words, string? Hint = null, bool Closed = false);

/// <summary>Says that a field's content came from a register, and how old it is.</summary>
/// <param name="Source">The register and the record's number.</param>
/// <param name="At">When the answer was given or last confirmed.</param>
public sealed record FromRegister(string Source, DateTimeOffset At)
{
    /// <summary>The record's page.</summary>
    public string? Href { get; init; }

    /// <summary>How many days it stays fresh; null is for ever.</summary>
    public int? Fresh { get; init; }

    /// <summary>What the register says.</summary>
    public string? Known { get; init; }

    /// <summary>Whether the field says something else.</summary>
    public bool Differs { get; init; }
}

/// <summary>One filter, as a link that keeps the rest of the address.</summary>
public sealed record Chip(string Words, string Href, bool On = false, int? Count = null);

/// <summary>One of several views of the same thing.</summary>
/// <param name="IsMore">It holds more than was counted.</param>
public sealed record Tab(string Words, string Href, bool Current = false, int? Count = null, bool IsMore = false);

/// <summary>One place of a map, and the line that says the same without it.</summary>
public sealed record MapItem(string Words, string? Href = null, string? Figure = null, double? Longitude = null, double? Latitude = null);

/// <summary>One named line or layer of a chart; a null is a gap, not a nought.</summary>
public sealed record Series(string Words, IReadOnlyList<double?> Values);
