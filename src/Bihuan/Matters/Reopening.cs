using Bihuan.Hosting;
using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>The end is not the end when the trouble is still there or comes back.</summary>
public static class Reopening
{
    /// <summary>How long after the end a requester may ask; afterwards a new request is linked instead.</summary>
    public const int WithinDays = 30;

    public sealed record Command(string Why);

    public static Act Ask { get; } = new WideAct<Command>("ask-reopening", "reopening-requests", DecideAsk) { Needs = ["why"], IsOpenToInterested = true, Closed = ClosedAsk };

    public static Act Refuse { get; } = new Act<Command>("refuse-reopening", "reopening-refusals", DecideRefuse) { Needs = ["why"], Closed = ClosedRefuse };

    public static Act Reopen { get; } = new Act<Command>("reopen", "reopenings", DecideReopen) { Needs = ["why"], Closed = ClosedReopen };

    static Refusal? ClosedAsk(Matter matter, Rulebook rules, Stamp now)
    {
        if (matter.ClosedAt is null || matter.MergedInto is not null && !matter.HasSharedEnd) return No.NotClosed;
        // Counted from the end and from nothing else: a comment must not open the window again.
        return matter.ReopeningAsked is null && now.At > matter.ClosedAt!.Value.AddDays(WithinDays) ? No.ReopenTooLate.With(WithinDays) : null;
    }

    static Refusal? ClosedRefuse(Matter matter, Rulebook rules, Stamp now) => matter.IsReopeningAsked ? null : No.NoReopeningAsked;

    static Refusal? ClosedReopen(Matter matter, Rulebook rules, Stamp now) =>
        matter.ClosedAt is null ? No.NotClosed : matter.MergedInto is not null ? No.MergedElsewhere : null;

    public static async ValueTask<Decision> DecideAsk(Matter matter, Command command, Rulebook rules, Desk desk)
    {
        if (ClosedAsk(matter, rules, desk.Now) is { } closed) return closed;
        if (matter.ReopeningAsked is not null) return Decision.Nothing;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        Decision asked = new ReopeningAsked(command.Why.Trim());
        if (matter.MergedInto is null) return asked;

        // It is done again where it was done: the request goes on to that matter, which gets the clock and the owner. The words stay here, under their own seal.
        var onward = await Together.Onward(matter, desk);
        if (!onward.IsClosed) return No.NotClosed;
        asked = asked.Also(onward.Stream, new ReopeningPassedOn(matter.Id, matter.Number));
        return onward.IsReopeningAsked || rules.Playbook.Clock("reopening") is not { } clock
            ? asked
            : asked.Also(onward.Stream, new ClockStarted(clock.Id, null, clock.LimitFor(onward.Answers, desk.Now.At).ToString()));
    }

    public static Decision DecideRefuse(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (ClosedRefuse(matter, rules, now) is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        return new ReopeningRefused(command.Why.Trim());
    }

    public static Decision DecideReopen(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (ClosedReopen(matter, rules, now) is { } closed) return closed;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");

        return new Reopened(command.Why.Trim());
    }
}
