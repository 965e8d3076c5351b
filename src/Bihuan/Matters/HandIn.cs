using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>The unit says it is done: an outcome, a reply to every point, the requester spoken to, every cooperating task finished; or why not.</summary>
public static class HandIn
{
    /// <param name="Outcome">A code of the playbook's outcomes.</param>
    /// <param name="Replies">One answer to each point of the request, in order.</param>
    /// <param name="Reply">The whole answer in plain words; made of the replies when it is left out.</param>
    /// <param name="Unfinished">Why a cooperating task is still open, where one is.</param>
    /// <param name="Uncontacted">Why nobody spoke with the requester first, where nobody did.</param>
    public sealed record Command(string Outcome, ImmutableArray<string>? Replies, string? Reply, string? Unfinished, string? Uncontacted);

    public static Act Act { get; } = new Act<Command>("hand-in", "results", Decide) { Needs = ["outcome", "replies"], Closed = Closed };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now)
    {
        if (matter.Lead is not { } order) return No.SuchOrder;
        if (order.Stage == OrderStage.Done) return No.AlreadyHandedIn;
        if (order.SignedAt is null) return No.NotSigned;
        if (matter.SuspendedUntil is not null) return No.StillSuspended;
        return matter.ExtensionAsked is not null || matter.SuspensionAsked is not null ? No.StillAsking : null;
    }

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Closed(matter, rules, now) is { } closed) return closed;
        if (rules.Unknown("outcomes", command.Outcome) is { } unknown) return unknown.On("outcome");
        ImmutableArray<string> replies = [.. (command.Replies ?? []).Select(reply => reply?.Trim() ?? "")];
        if (replies.Length < matter.Points || replies.Any(string.IsNullOrEmpty)) return No.EveryPoint.With(matter.Points, replies.Count(r => r.Length > 0)).On("replies");
        if (matter.CoOrders.FirstOrDefault(o => o.IsOpen) is { } open && string.IsNullOrWhiteSpace(command.Unfinished))
            return No.OpenTask.With(rules.NameOf(open.Unit)).On("unfinished");
        if (matter.IsContactOwed && rules.Playbook.Offers(Contact.Act.Name) && string.IsNullOrWhiteSpace(command.Uncontacted)) return No.NotContacted.On("uncontacted");

        var reply = string.IsNullOrWhiteSpace(command.Reply) ? string.Join('\n', replies) : command.Reply.Trim();
        var unfinished = string.IsNullOrWhiteSpace(command.Unfinished) ? null : command.Unfinished.Trim();
        return new ResultHandedIn(matter.Lead!.Number, command.Outcome, reply, replies)
        {
            Unfinished = matter.CoOrders.Any(o => o.IsOpen) ? unfinished : null,
            Uncontacted = matter.IsContactOwed && !string.IsNullOrWhiteSpace(command.Uncontacted) ? command.Uncontacted.Trim() : null,
        };
    }
}
