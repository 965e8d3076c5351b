namespace Bihuan.Engine.Playbooks;

/// <summary>Proves that the organ above is asked before it is waited for.</summary>
static class AppealFaults
{
    const string Appeal = "appeal";

    /// <summary>Every step given to the organ above in a playbook whose matters never come before it.</summary>
    public static IEnumerable<Fault> Of(Playbook p)
    {
        if (p.Offers(Appeal)) yield break;
        var steps = p.Stages.Where(stage => stage.Owner?.Party == Party.Above).Select(stage => $"stages.{stage.Id}")
            .Concat(PlaybookFaults.AllMoves(p).Where(at => at.Move.By.Any(by => by.Party == Party.Above)).Select(at => at.At));
        foreach (var at in steps)
            yield return new("playbook.no-appeal", at, $"{at} 由上一级机关（above）来做，可没有哪一步提交给它；请让提出复查的动作写 act: {Appeal}，或改用别的一方。",
                $"{at} belongs to the organ above, and no move brings a matter before it; let one do {Appeal}, or name another party.");
    }
}
