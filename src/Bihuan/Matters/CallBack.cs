using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Asks the requester three things separately: resolved, satisfied, and how they were treated.</summary>
public static class CallBack
{
    /// <summary>How many calls must be tried before a requester counts as unreached.</summary>
    public const int Tries = 3;

    public sealed record Command(bool Reached, bool? Resolved, string? Satisfied, string? Attitude, string? Note);

    public static Act Act { get; } = new Act<Command>("call-back", "callbacks", Decide) { Needs = ["reached"] };

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (matter.VerifiedAt is null) return No.NotVerified;
        if (matter.Workers.Contains(now.By)) return No.OwnWork;
        if (matter.Lead is { } order && Orders.IsSameOffice(order.Unit, now.Unit)) return No.OwnOffice;
        if (!command.Reached) return new CalledBack(false, null, null, null, command.Note?.Trim() ?? "");
        if (command.Resolved is null) return No.Resolved.On("resolved");
        if (rules.Unknown("satisfaction", command.Satisfied) is { } unknown) return unknown.On("satisfied");
        if (rules.Unknown("attitude", command.Attitude) is { } rude) return rude.On("attitude");

        return new CalledBack(true, command.Resolved, command.Satisfied, command.Attitude, command.Note?.Trim() ?? "");
    }
}
