namespace Bihuan.Engine.Playbooks;

/// <summary>Proves what a playbook says of bounds, of secrecy, of rights that lapse and of clocks that stand still.</summary>
static class PlaybookBounds
{
    /// <summary>The types of which there can be too many or too much.</summary>
    static readonly FieldType[] Countable = [FieldType.Number, FieldType.Lines, FieldType.Units];

    internal static IEnumerable<Fault> Faults(Playbook p) => [.. Fields(p), .. Lapses(p), .. Pauses(p)];

    static IEnumerable<Fault> Fields(Playbook p)
    {
        foreach (var field in p.Fields)
        {
            var at = $"fields.{field.Id}";
            if (field.AtMost is { } most && (most < 1 || !Countable.Contains(field.Type)))
                yield return new("playbook.boundless", at, $"{at} 的 at-most 用不上：请写一个正整数，并只写在 number、lines 或 units 字段上。",
                    $"{at} has an at-most that bounds nothing; write a positive whole number, and only at a field of number, lines or units.");
            if (field.KeepsFrom && field.Type is not (FieldType.Unit or FieldType.Units))
                yield return new("playbook.keeps-from-nobody", at, $"{at} 写了 keeps-from，却不是单位字段，保不了密，请把 type 改为 unit 或 units。",
                    $"{at} says keeps-from and names no units, so that nothing is kept from anybody; let its type be unit or units.");
        }
    }

    static IEnumerable<Fault> Lapses(Playbook p)
    {
        foreach (var (at, move) in PlaybookFaults.AllMoves(p).Where(m => m.Move.IsLapse))
            if (!move.Stops.Any(id => p.Clock(id) is { IsRight: true }))
                yield return new("playbook.never-lapses", at, $"{at} 由时钟来做，却没有停止任何权利时限，永远不会发生；请在 stops 里写一个标了 right 的时限。",
                    $"{at} is taken by the clock and stops no right, so that it never happens; name in stops a clock that says right.");
    }

    static IEnumerable<Fault> Pauses(Playbook p)
    {
        var resumed = PlaybookFaults.AllMoves(p).SelectMany(m => m.Move.Resumes.Concat(m.Move.Stops).Concat(m.Move.Restarts)).ToHashSet(StringComparer.Ordinal);
        foreach (var (at, move) in PlaybookFaults.AllMoves(p))
            foreach (var clock in move.Pauses.Where(id => p.Clock(id) is not null && !resumed.Contains(id)))
                yield return new("playbook.paused-for-ever", at, $"{at} 暂停了时限“{clock}”，没有哪一步恢复或停止它；请在后面的某一步写 resumes。",
                    $"{at} pauses the clock “{clock}”, and no move resumes or stops it; let a later move name it in resumes.");
    }
}
