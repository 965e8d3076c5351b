namespace Bihuan.Matters;

/// <summary>What was done is told by the name that the playbook gave the move: whoever pressed 接单 is not answered 签收.</summary>
public sealed partial class FactWords
{
    Dictionary<long, Move>? taken;

    /// <summary>What staff read of one entry of the story.</summary>
    public Told? Of(Entry entry)
    {
        if (Of(entry.Fact) is not { } told) return null;
        taken ??= Taken(story ?? []);
        if (!taken.TryGetValue(entry.Version, out var move) || Usual(entry.Fact) is not { } usual || move.Title.Zh == usual) return told;

        var besides = Besides(entry.Fact);
        return told with { Did = besides is { } more ? new($"{move.Title.Zh}：{more.Zh}", $"{move.Title.En}: {more.En}") : move.Title };
    }

    /// <summary>What a playbook calls signing for an order, where it calls it otherwise than the house; null where it does not.</summary>
    public static Words? Signing(Playbook playbook) =>
        All(playbook).FirstOrDefault(move => move is { Act: "sign", IsPrimary: true }) is { } move && !move.Title.Zh.StartsWith("签收", StringComparison.Ordinal) ? move.Title : null;

    /// <summary>The acts that record a fact.</summary>
    static string[] ActsOf(Fact fact) => fact switch
    {
        Accepted => ["accept"],
        Answered => ["answer"],
        SelfHandled => [SelfHandle.Act.Name],
        Declined => ["decline"],
        Redirected => ["redirect"],
        Dispatched => ["dispatch"],
        Signed => ["sign"],
        Objected => ["object"],
        ObjectionUpheld or ObjectionRejected => ["decide-objection"],
        Adjudicated => ["adjudicate"],
        Contacted => ["contact"],
        Assigned => ["assign"],
        ReportedIn => ["report-in"],
        TaskFinished => ["finish-task"],
        ResultHandedIn => ["hand-in"],
        WorkVerified or WorkSentBack => ["verify"],
        Reworked => ["rework"],
        Closed => ["close"],
        Reopened => ["reopen"],
        _ => [],
    };

    /// <summary>What the move is called where a playbook calls it as the house does: the house's own sentence stands then.</summary>
    static string? Usual(Fact fact) => fact switch
    {
        Accepted => "受理，转派单",
        Answered => "当场答复，办结",
        SelfHandled => "自己发现、当场办好",
        Declined => "不予派单，说明理由",
        Redirected => "引导到其他渠道",
        Dispatched => "派给承办单位",
        Signed => "签收",
        Objected => "不是本单位职责，退单",
        ObjectionUpheld => "异议成立，重新派单",
        ObjectionRejected => "驳回，仍由该单位办理",
        Adjudicated => "裁定承办单位",
        Contacted => "已联系诉求人",
        Assigned => "分给经办人",
        ReportedIn => "报到",
        TaskFinished => "报送协办结果",
        ResultHandedIn => "报送办理结果",
        WorkVerified => "核查通过",
        WorkSentBack => "核查不通过，退回重办",
        Reworked => "诉求人不满意且有理，重办",
        Closed => "销号办结",
        Reopened => "重开",
        _ => null,
    };

    /// <summary>What the fact says beside the move's name; null where it says nothing more.</summary>
    Words? Besides(Fact fact) => fact switch
    {
        Accepted f => names.Categories.Path(f.Category),
        Declined f => names.Code("decline-reasons", f.Reason),
        Redirected f => new(f.Channel, f.Channel),
        Dispatched f => new(
            $"{names.Unit(f.Unit).Zh}{Row(f, "（目录第 ", " 版第 ", " 条）")}{List("，协办：", f.Co, zh: true)}",
            $"{names.Unit(f.Unit).En}{Row(f, " (catalogue edition ", ", row ", ")")}{List("; with ", f.Co, zh: false)}"),
        Objected f => names.Code("objection-reasons", f.Reason),
        Adjudicated f => new($"{names.Unit(f.Unit).Zh}{(f.BecomesRow ? "，并写入派单目录" : "")}", $"{names.Unit(f.Unit).En}{(f.BecomesRow ? ", and it becomes a row of the catalogue" : "")}"),
        Assigned f => names.Person(f.Person),
        ResultHandedIn f => names.Code(Outcomes.List, f.Outcome),
        Closed f => names.Code(Outcomes.List, f.Outcome),
        _ => null,
    };

    Move? Named(string id) => names.Before.Insert(0, names.Playbook).SelectMany(All).FirstOrDefault(move => move.Id == id);

    static IEnumerable<Move> All(Playbook playbook) => playbook.Stages.SelectMany(stage => stage.Moves).Concat(playbook.Anywhere);

    /// <summary>The move that was taken with each fact of an act, by the entry's version. What was recorded at one moment by one person was one move.</summary>
    Dictionary<long, Move> Taken(IReadOnlyList<Entry> entries)
    {
        var moves = new Dictionary<long, Move>();
        var stage = "";
        for (var n = 0; n < entries.Count; n++)
        {
            var (entry, acts) = (entries[n], ActsOf(entries[n].Fact));
            if (acts.Length > 0)
            {
                var moved = entries.Skip(n + 1).TakeWhile(next => next.Stamp == entry.Stamp).Select(next => next.Fact).OfType<Moved>().FirstOrDefault();
                if ((moved is null ? Staying(stage, acts, entry.Stamp) : Named(moved.Move)) is { Act: { } act } move && acts.Contains(act)) moves[entry.Version] = move;
            }

            stage = entry.Fact switch { Received f => f.Stage, Moved f => f.To, Migrated f => f.Stage, _ => stage };
        }

        return moves;
    }

    /// <summary>A move that leaves the stage as it is records no step of its own; it is known where only one of that act was open to that role.</summary>
    Move? Staying(string stage, string[] acts, Stamp by)
    {
        var open = names.Playbook.MovesAt(stage).Where(move => move.Act is { } act && acts.Contains(act) && (move.To is null || move.To == stage) && move.By.Any(who => who.Role == by.Role)).ToList();
        return open.Select(move => move.Title).Distinct().Count() == 1 ? open[0] : null;
    }
}
