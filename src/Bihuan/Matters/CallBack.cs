using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Asks the requester three things separately: resolved, satisfied, and how they were treated.</summary>
public static class CallBack
{
    /// <summary>How many calls must be tried before a requester counts as unreached.</summary>
    public const int Tries = 3;

    public sealed record Command(bool Reached, bool? Resolved, string? Satisfied, string? Attitude, string? Note);

    public static Act Act { get; } = new Act<Command>("call-back", "callbacks", Decide) { Needs = ["reached"], Closed = Closed, Recuses = Recuses };

    static Recusal Recuses(Matter matter) => Recusal.Workers(matter) with { Units = matter.Lead is { } lead ? [lead.Unit] : [] };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now) => matter.VerifiedAt is null ? No.NotVerified : Recuses(matter).Refuses(now);

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Closed(matter, rules, now) is { } closed) return closed;
        if (!command.Reached) return new CalledBack(false, null, null, null, command.Note?.Trim() ?? "");
        if (command.Resolved is null) return No.Resolved.On("resolved");
        if (rules.Unknown("satisfaction", command.Satisfied) is { } unknown) return unknown.On("satisfied");
        if (rules.Unknown("attitude", command.Attitude) is { } rude) return rude.On("attitude");

        return new CalledBack(true, command.Resolved, command.Satisfied, command.Attitude, command.Note?.Trim() ?? "");
    }
}
