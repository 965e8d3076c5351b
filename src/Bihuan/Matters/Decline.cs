using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Declines with a coded legal reason and a reply: the six kinds that are not dispatched.</summary>
public static class Decline
{
    public sealed record Command(string Reason, string Reply);

    public static Act Act { get; } = new Act<Command>("decline", "declines", Decide) { Needs = ["reason", "reply"] };

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (matter.Lead is not null) return No.AlreadyDispatched;
        if (rules.Unknown("decline-reasons", command.Reason) is { } unknown) return unknown.On("reason");
        if (string.IsNullOrWhiteSpace(command.Reply)) return No.Reply.On("reply");

        return new Declined(command.Reason, command.Reply.Trim());
    }
}
