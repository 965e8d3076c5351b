namespace Bihuan.Matters;

/// <summary>Who must stay out of a step because they had a part in what it judges: 回避. The rule that refuses them and the search for steps that nobody may take read the same list.</summary>
/// <param name="Account">What somebody is told who did the work.</param>
/// <param name="Unit">What somebody is told whose office did it, or stands above or below the one that did.</param>
public sealed record Recusal(Refusal Account, Refusal Unit)
{
    public static Recusal None { get; } = new(No.OwnWork, No.OwnOffice);

    public ImmutableSortedSet<string> Accounts { get; init; } = [];

    public ImmutableSortedSet<string> Units { get; init; } = [];

    /// <summary>A role that its office does not keep out: the head of a unit decides on what the unit asks for.</summary>
    public string? Spares { get; init; }

    /// <summary>As it stands for those who hold a role.</summary>
    public Recusal For(string role) => role == Spares ? this with { Units = [] } : this;

    /// <summary>Why this person must stay out; null when they need not.</summary>
    public Refusal? Refuses(Stamp now) => Accounts.Contains(now.By) ? Account : For(now.Role).Covers(now.Unit) ? Unit : null;

    /// <summary>Whether an office is one of them, or stands above or below one.</summary>
    public bool Covers(string office) => Units.Any(unit => Orders.IsSameOffice(unit, office));

    /// <summary>Of one act; nobody where the act judges nothing.</summary>
    public static Recusal Of(string? act, Matter matter) => act is not null && Acts.ByName.TryGetValue(act, out var known) ? known.Recuses(matter) : None;

    /// <summary>Those who did a part of the work, and the offices of every order.</summary>
    public static Recusal Workers(Matter matter) => None with
    {
        Accounts = matter.Lead?.Handler is { } handler ? matter.Workers.Add(handler) : matter.Workers,
        Units = [.. matter.Orders.Where(order => order.Stage != OrderStage.Withdrawn).Select(order => order.Unit)],
    };

    /// <summary>The unit that leads asks for something: somebody else decides on it.</summary>
    public static Recusal Asker(Matter matter, string? account) => new(No.OwnRequest, No.OwnRequest)
    {
        Accounts = account is null ? [] : [account],
        Units = matter.Lead is { } lead ? [lead.Unit] : [],
    };
}
