namespace Bihuan.Engine.Playbooks;

/// <summary>Proves that what is gathered comes from somewhere, within bounds, and can be tied.</summary>
static class GatheringFaults
{
    const string At = "begins.gathers";

    /// <summary>Every word that would gather nothing.</summary>
    public static IEnumerable<Fault> Of(Playbook p)
    {
        if (p.Begins?.Gathers is not { } gathers) yield break;
        if (gathers.From.IsEmpty)
            yield return new("playbook.unasked", At, $"{At} 没有写从哪些流程的事项里归集，请写 from。", $"{At} does not say whose matters it gathers; write from.");
        if (gathers.Days is < 7 or > Gathering.LongestDays)
            yield return new("playbook.boundless", At, $"{At} 没有写看多少天以内的，请写 within-days，7 到 {Gathering.LongestDays} 的整数。", $"{At} does not say how many days back it looks; write within-days, a whole number from 7 to {Gathering.LongestDays}.");
        if (gathers.People is < 2 or > Gathering.MostPeople)
            yield return new("playbook.boundless", At, $"{At} 没有写多少人以上才值得立项，请写 people，2 到 {Gathering.MostPeople} 的整数。", $"{At} does not say from how many persons on it is worth it; write people, a whole number from 2 to {Gathering.MostPeople}.");
        if (gathers.Falls is < 1 or > 100)
            yield return new("playbook.boundless", At, $"{At} 的 falls 是百分数，请写 1 到 100 的整数。", $"falls of {At} is a percentage; write a whole number from 1 to 100.");
        if (gathers.Watched is < 7 or > Gathering.LongestDays)
            yield return new("playbook.boundless", At, $"{At} 的 watched-days 请写 7 到 {Gathering.LongestDays} 的整数。", $"watched-days of {At} must be a whole number from 7 to {Gathering.LongestDays}.");
        if (!Gathering.Places.Contains(gathers.Place))
            yield return new("playbook.unknown-place", At, $"{At} 的 place 写了“{gathers.Place}”，请改用 {string.Join("、", Gathering.Places)}。", $"place of {At} is “{gathers.Place}”, which is no level of areas; use one of {string.Join(", ", Gathering.Places)}.");
        if (gathers.Takes is { } takes && p.Stage(p.Starts)?.Moves.Any(move => move.Id == takes) is not true)
            yield return new("playbook.unknown-move", At, $"{At} 要同时走“{takes}”，起始环节没有这个动作，请改成那里有的，或不写。", $"{At} takes “{takes}”, which the first stage does not offer; name one of its moves, or leave it out.");
        if (!p.Offers("gather"))
            yield return new("playbook.ungathered", At, $"{At} 归集同类事项，可没有一个动作是 gather，事项系不上；请写一个。", $"{At} gathers matters, but no move does gather, so that none could be tied; offer one.");
    }
}
