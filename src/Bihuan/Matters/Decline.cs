using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Declines with a coded legal reason and a reply: the six kinds that are not dispatched.</summary>
public static class Decline
{
    public sealed record Command(string Reason, string Reply);

    public static Act Act { get; } = new Act<Command>("decline", "declines", Decide) { Needs = ["reason", "reply"], Closed = Closed };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now) => matter.Lead is not null ? No.AlreadyDispatched : null;

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Closed(matter, rules, now) is { } closed) return closed;
        if (rules.Unknown("decline-reasons", command.Reason) is { } unknown) return unknown.On("reason");
        if (string.IsNullOrWhiteSpace(command.Reply)) return No.Reply.On("reply");

        return new Declined(command.Reason, command.Reply.Trim());
    }
}
