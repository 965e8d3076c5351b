using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>The end is not the end when the trouble is still there or comes back.</summary>
public static class Reopening
{
    /// <summary>How long after the end a requester may ask; afterwards a new request is linked instead.</summary>
    public const int WithinDays = 30;

    public sealed record Command(string Why);

    public static Act Ask { get; } = new Act<Command>("ask-reopening", "reopening-requests", DecideAsk) { Needs = ["why"], IsOpenToInterested = true };

    public static Act Refuse { get; } = new Act<Command>("refuse-reopening", "reopening-refusals", DecideRefuse) { Needs = ["why"] };

    public static Act Reopen { get; } = new Act<Command>("reopen", "reopenings", DecideReopen) { Needs = ["why"] };

    public static Decision DecideAsk(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (matter.ClosedAt is not { } closed) return No.NotClosed;
        if (matter.MergedInto is not null) return No.MergedElsewhere;
        if (matter.ReopeningAsked is not null) return Decision.Nothing;
        // Counted from the end and from nothing else: a comment must not open the window again.
        if (now.At > closed.AddDays(WithinDays)) return No.ReopenTooLate.With(WithinDays);
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        return new ReopeningAsked(command.Why.Trim());
    }

    public static Decision DecideRefuse(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (matter.ReopeningAsked is null) return No.NoReopeningAsked;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        return new ReopeningRefused(command.Why.Trim());
    }

    public static Decision DecideReopen(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (matter.ClosedAt is null) return No.NotClosed;
        if (matter.MergedInto is not null) return No.MergedElsewhere;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        return new Reopened(command.Why.Trim());
    }
}
