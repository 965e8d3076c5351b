namespace Bihuan.Engine.Playbooks;

/// <summary>Proves that what a move carries on, wants to see, or explains is there, and that what comes back can be recognised.</summary>
static class CarriedFaults
{
    /// <summary>When a picture was taken.</summary>
    static readonly string[] Phases = ["before", "after", "other"];

    /// <summary>Every word that would lead nowhere.</summary>
    public static IEnumerable<Fault> Of(Playbook p) => [.. Fixed(p), .. Evidence(p), .. Explained(p), .. Recurring(p), .. Repeating(p), .. GatheringFaults.Of(p)];

    static IEnumerable<Fault> Fixed(Playbook p) =>
        from at in PlaybookFaults.AllMoves(p)
        from word in at.Move.With.OrderBy(word => word.Key, StringComparer.Ordinal)
        let field = Carried.FieldOf(word.Value)
        where field is not null && p.Field(field) is null
        select new Fault("playbook.unknown-field", at.At, $"{at.At} 的 with 里 {word.Key} 取“{field}”的答案，fields 里没有它，请补上它，或改用已有的。",
            $"{at.At} fixes {word.Key} to the answer to “{field}”, which fields does not define; add it there, or name one that is.");

    static IEnumerable<Fault> Evidence(Playbook p)
    {
        foreach (var (at, move) in PlaybookFaults.AllMoves(p))
        {
            foreach (var phase in move.Evidence.Where(phase => !Phases.Contains(phase)))
                yield return new("playbook.unknown-phase", at, $"{at} 要求的照片“{phase}”没有这一种，请改用 {string.Join("、", Phases)}。",
                    $"{at} wants pictures taken “{phase}”, which is no phase; use one of {string.Join(", ", Phases)}.");
            if (move.Evidence.IsEmpty) continue;
            var stages = move.At.IsEmpty ? p.Stages.Where(stage => stage.Moves.Contains(move)).Select(stage => stage.Id) : move.At;
            foreach (var stage in stages.Where(stage => p.MovesAt(stage).All(other => other.Act != "add-evidence")))
                yield return new("playbook.no-camera", at, $"{at} 要求有照片，可环节“{stage}”不能添加附件，谁也做不了这一步；请在那里写一个 add-evidence 动作。",
                    $"{at} wants pictures, but nobody can add any at “{stage}”, so that nobody could take it; offer a move there that does add-evidence.");
        }
    }

    static IEnumerable<Fault> Explained(Playbook p)
    {
        foreach (var (at, move) in PlaybookFaults.AllMoves(p))
        {
            foreach (var clock in move.Explains.Where(id => p.Clock(id) is null))
                yield return new("playbook.unknown-clock", at, $"{at} 说明的时限“{clock}”不存在，请改成 clocks 里已有的。", $"{at} explains the clock “{clock}”, which does not exist; name one of clocks.");
            if (!move.Explains.IsEmpty && move.Form.IsEmpty)
                yield return new("playbook.unasked", at, $"{at} 要说明原因，却没有问原因，请在 form 里写上。", $"{at} explains a clock and asks no reason; ask one in form.");
        }
    }

    static IEnumerable<Fault> Recurring(Playbook p)
    {
        if (p.Begins is not { Recurs: { } recurs } begins) yield break;
        if (recurs.By.IsEmpty)
            yield return new("playbook.unasked", "begins.recurs", "begins.recurs 没有写按哪些字段认得出又出现了，请写 by。", "begins.recurs does not say by which answers it is recognised; write by.");
        foreach (var field in recurs.By.Where(field => begins.Form.All(asked => asked.Field != field)))
            yield return new("playbook.unknown-field", "begins.recurs", $"begins.recurs 按“{field}”认，可 begins 的 form 没有问它，请补上它，或改用问到的。",
                $"begins.recurs goes by “{field}”, which the form of begins does not ask; ask it there, or name one that is.");
    }

    static IEnumerable<Fault> Repeating(Playbook p)
    {
        if (p.Begins is not { Repeats: { } repeats } begins) yield break;
        const string at = "begins.repeats";
        if (repeats.Metres is < 1 or > Repetition.Furthest)
            yield return new("playbook.boundless", at, $"{at} 没有写多少米以内算同一处，请写 within-metres，1 到 {Repetition.Furthest} 的整数。", $"{at} does not say how many metres apart; write within-metres, a whole number from 1 to {Repetition.Furthest}.");
        if (repeats.Hours is < 1 or > Repetition.Longest)
            yield return new("playbook.boundless", at, $"{at} 没有写多少小时以内，请写 within-hours，1 到 {Repetition.Longest} 的整数；更久的用 recurs。", $"{at} does not say how many hours ago; write within-hours, a whole number from 1 to {Repetition.Longest}, and use recurs for what is older.");
        foreach (var field in repeats.Same)
        {
            if (begins.Form.All(asked => asked.Field != field))
                yield return new("playbook.unknown-field", at, $"{at} 的 same 写了“{field}”，可 begins 的 form 没有问它，请补上它，或改用问到的。",
                    $"{at} compares “{field}”, which the form of begins does not ask; ask it there, or name one that is.");
            else if (p.Field(field) is { Type: FieldType.Text or FieldType.LongText or FieldType.Lines or FieldType.Replies or FieldType.Files })
                yield return new("playbook.unlike-field", at, $"{at} 的 same 写了“{field}”，它是写的话，两个人写不出一样的，请改用有编码的，如 choice、record。",
                    $"{at} compares “{field}”, which is words that nobody writes alike; name a coded one, such as a choice or a record.");
        }
    }
}

/// <summary>A fixed word that is an answer given before: <c>{field}</c>.</summary>
public static class Carried
{
    /// <summary>The field whose answer a fixed word is; null where the word stands for itself.</summary>
    public static string? FieldOf(string word) => word is ['{', .., '}'] ? word[1..^1] : null;
}
