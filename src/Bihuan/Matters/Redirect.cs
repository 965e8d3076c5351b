using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Tells the requester which other channel the law has for this, and why.</summary>
public static class Redirect
{
    public sealed record Command(string Reason, string Channel, string Reply);

    public static Act Act { get; } = new Act<Command>("redirect", "redirections", Decide) { Needs = ["reason", "channel", "reply"], Closed = Closed };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now) => matter.Lead is not null ? No.AlreadyDispatched : null;

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Closed(matter, rules, now) is { } closed) return closed;
        if (rules.Unknown("decline-reasons", command.Reason) is { } unknown) return unknown.On("reason");
        if (string.IsNullOrWhiteSpace(command.Channel)) return No.Channel.On("channel");
        if (string.IsNullOrWhiteSpace(command.Reply)) return No.Reply.On("reply");

        return new Redirected(command.Reason, command.Channel.Trim(), command.Reply.Trim());
    }
}
