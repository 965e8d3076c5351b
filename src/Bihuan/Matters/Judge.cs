using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>The requester's own verdict, given without an account by number and query code.</summary>
public static class Judge
{
    public sealed record Command(bool? Resolved, string? Satisfied, string? Attitude, string? Words);

    public static Act Act { get; } = new Act<Command>("judge", "verdicts", Decide) { Needs = ["resolved", "satisfied", "attitude"], IsOpenToInterested = true, Closed = Closed };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now) =>
        // What was merged is judged by the end it shares: its own unit never answered.
        (matter.MergedInto is null ? matter.Result is null && matter.ClosedAt is null : !matter.HasSharedEnd) ? No.NothingToJudge : null;

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Closed(matter, rules, now) is { } closed) return closed;
        if (command.Resolved is not { } resolved) return No.Resolved.On("resolved");
        if (rules.Unknown("satisfaction", command.Satisfied) is { } unknown) return unknown.On("satisfied");
        if (rules.Unknown("attitude", command.Attitude) is { } rude) return rude.On("attitude");

        return new Judged(resolved, command.Satisfied!, command.Attitude!, command.Words?.Trim() ?? "");
    }
}
