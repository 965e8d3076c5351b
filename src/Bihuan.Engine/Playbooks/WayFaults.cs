namespace Bihuan.Engine.Playbooks;

/// <summary>Proves that who owns a stage can go on from it, and that the likely move leads somewhere.</summary>
static class WayFaults
{
    /// <summary>Every reason why somebody would be told to act and could not.</summary>
    /// <param name="p">What was read.</param>
    /// <param name="endings">The acts after which nothing is open any more.</param>
    public static IEnumerable<Fault> Of(Playbook p, string[] endings)
    {
        foreach (var stage in p.Stages.Where(stage => !stage.IsEnd))
        {
            var at = $"stages.{stage.Id}";
            var moves = p.MovesAt(stage.Id).ToList();
            if (stage.Owner is { } owner && moves.Exists(move => move.To is not null) && !moves.Exists(move => move.To is not null && move.By.Any(by => Takes(owner, by))))
                yield return new("playbook.idle-owner", at, $"{at} 的责任人 {owner} 在这里没有一步走得下去，请把它写进某个有 to 的动作的 by，或改责任人。",
                    $"{at} is owned by {owner}, who can take no move that leads on; name them in by of one that has a to, or change the owner.");
            foreach (var move in stage.Moves.Where(move => move is { IsPrimary: true, To: null, Begins: null }))
                yield return new("playbook.no-way", $"{at}.moves.{move.Id}", $"{at}.moves.{move.Id} 是首选的一步，却没有 to，做完还在原处，请写它通向哪个环节。",
                    $"{at}.moves.{move.Id} is the likely move and has no to, so that nothing would come of it; say to which stage it leads.");
        }

        foreach (var (at, move) in p.Stages.SelectMany(s => s.Moves.Select(m => ($"stages.{s.Id}.moves.{m.Id}", m))).Concat(p.Anywhere.Select(m => ($"anywhere.{m.Id}", m))))
            if (endings.Contains(move.Act) && p.Stage(move.To ?? "") is not { IsEnd: true } && (move.To is null || p.Stage(move.To) is not null))
                yield return new("playbook.no-way", at, $"{at} 的动作“{move.Act}”办结事项，却不通向办结环节，请把 to 写成一个 end 的环节。",
                    $"{at} ends the matter by “{move.Act}” and does not lead to an end; let its to name a stage that is one.");
    }

    /// <summary>Whether an owner is among those who may take a move: the same role, in the same office or in one that contains it.</summary>
    static bool Takes(Whose owner, Whose by) => owner.Role == by.Role
        && (by.Party == owner.Party || by.Party == Party.Any || owner.Party is Party.Any || (owner.Party, by.Party) is (Party.Assigned, Party.Lead));
}
