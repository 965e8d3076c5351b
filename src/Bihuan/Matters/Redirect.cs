using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Tells the requester which other channel the law has for this, and why.</summary>
public static class Redirect
{
    public sealed record Command(string Reason, string Channel, string Reply);

    public static Act Act { get; } = new Act<Command>("redirect", "redirections", Decide) { Needs = ["reason", "channel", "reply"] };

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (matter.Lead is not null) return No.AlreadyDispatched;
        if (rules.Unknown("decline-reasons", command.Reason) is { } unknown) return unknown.On("reason");
        if (string.IsNullOrWhiteSpace(command.Channel)) return No.Channel.On("channel");
        if (string.IsNullOrWhiteSpace(command.Reply)) return No.Reply.On("reply");

        return new Redirected(command.Reason, command.Channel.Trim(), command.Reply.Trim());
    }
}
