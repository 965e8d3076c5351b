using System.Collections.Immutable;

namespace Bihuan.Engine.Playbooks;

/// <summary>Proves that a playbook closes, before it is published.</summary>
public static class PlaybookFaults
{
    /// <summary>The acts that end the handling and that a verification must follow.</summary>
    const string HandIn = "hand-in";
    const string Verify = "verify";

    /// <summary>The acts after which nothing is open any more.</summary>
    static readonly string[] Endings = ["close", "answer", "self-handle", "decline", "redirect", "merge", "adopt-ending"];

    /// <summary>The lists from which every matter takes a code when it is written down.</summary>
    static readonly string[] Received = ["sources", "demands", "urgency"];

    /// <summary>Every reason why the loop would not close.</summary>
    /// <param name="playbook">What was read.</param>
    /// <param name="acts">The acts that the kernel knows, and the words each one needs.</param>
    /// <param name="roles">The roles that posts can hold.</param>
    /// <param name="answers">What the kernel answers to a condition, beside the playbook's own fields.</param>
    public static ImmutableArray<Fault> Faults(
        this Playbook playbook, IReadOnlyDictionary<string, ImmutableArray<string>> acts, IReadOnlySet<string> roles, IReadOnlySet<string> answers) =>
        [
            .. Stages(playbook),
            .. Reach(playbook),
            .. Begins(playbook, roles),
            .. Moves(playbook, acts, roles),
            .. Clocks(playbook),
            .. Conditions(playbook, answers),
            .. Forms(playbook),
            .. CodeFaults.Of(playbook),
            .. WayFaults.Of(playbook, Endings),
            .. PlaybookBounds.Faults(playbook),
            .. CarriedFaults.Of(playbook),
            .. SightFaults.Of(playbook),
            .. AppealFaults.Of(playbook),
            .. ScheduleFaults.Of(playbook, roles),
            .. Documents(playbook, roles),
            .. Indicators(playbook),
        ];

    static IEnumerable<Fault> Stages(Playbook p)
    {
        if (p.Stage(p.Starts) is null)
            yield return new("playbook.no-start", "starts", $"起始环节“{p.Starts}”不存在，请写一个已有的环节。",
                $"The start “{p.Starts}” is not a stage; name one of the stages.");
        if (p.Number.Length > 0 && !(p.Number.Contains("{0", StringComparison.Ordinal) && p.Number.Contains("{yyyyMMdd}", StringComparison.Ordinal)))
            yield return new("playbook.no-count", "number", $"number“{p.Number}”里没有日期或流水号，编号会重复，请写成“RX{{yyyyMMdd}}{{00000}}”的样子。",
                $"The number “{p.Number}” has no date or no count, so numbers would repeat; write it like “RX{{yyyyMMdd}}{{00000}}”.");
        foreach (var list in Received.Where(list => p.Lists.All(l => l.Id != list || l.Choices.IsEmpty)))
            yield return new("playbook.no-codes", $"lists.{list}", $"lists.{list} 没有选项，登记时无从选择，请补上它。",
                $"lists.{list} has no choice, so nothing could be written down; add some.");
        if (!p.Stages.Any(stage => stage.IsEnd))
            yield return new("playbook.no-end", "stages", "没有任何办结环节，请把最后的环节标为 end。", "No stage is an end; mark the last one as end.");

        foreach (var stage in p.Stages)
        {
            var at = $"stages.{stage.Id}";
            if (stage.IsEnd) continue;
            if (stage.Owner is null)
                yield return new("playbook.no-owner", at, $"{at} 没有责任人，请写 owner，例如 dispatcher@centre。",
                    $"{at} has no owner; write one, for example dispatcher@centre.");
            if (stage.Clocks.IsEmpty)
                yield return new("playbook.no-clock", at, $"{at} 没有时限，请写 clock，并在 clocks 里说明多长。",
                    $"{at} has no clock; name one and say in clocks how long it runs.");
            foreach (var clock in stage.Clocks.Where(id => p.Clock(id) is null))
                yield return new("playbook.unknown-clock", at, $"{at} 的时限“{clock}”在 clocks 里不存在，请补上它，或改用已有的。",
                    $"{at} names the clock “{clock}”, which clocks does not hold; add it, or use one that is there.");
            if (stage.Moves.All(move => move.To is null || move.To == stage.Id))
                yield return new("playbook.no-exit", at, $"{at} 没有出口，事项会停在这里，请至少写一个用 to 通向别处的动作。",
                    $"{at} has no way out and matters would stay there; give it a move that leads on by to.");
        }
    }

    static IEnumerable<Fault> Reach(Playbook p)
    {
        var ahead = Closure(p, [p.Starts], (_, _) => true);
        foreach (var stage in p.Stages.Where(stage => !ahead.Contains(stage.Id)))
            yield return new("playbook.unreached", $"stages.{stage.Id}", $"没有任何一步通向 stages.{stage.Id}，请删去它或补一条路。",
                $"Nothing leads to stages.{stage.Id}; remove it or lead a move there.");

        foreach (var stage in p.Stages.Where(stage => !stage.IsEnd && !stage.Moves.IsEmpty))
            if (!Closure(p, [stage.Id], (_, _) => true).Any(id => p.Stage(id) is { IsEnd: true }))
                yield return new("playbook.never-ends", $"stages.{stage.Id}", $"从 stages.{stage.Id} 出发到不了任何办结环节，请让它的某个动作通向办结。",
                    $"No end can be reached from stages.{stage.Id}; let one of its moves lead towards an end.");

        // From where finished work arrives, an end must not be reachable without passing a verification.
        var finished = p.Stages.SelectMany(s => p.MovesAt(s.Id)).Where(m => m.Act == HandIn && m.To is not null).Select(m => m.To!);
        var unverified = Closure(p, finished, (_, move) => move.Act is not (Verify or "reopen" or "merge"));
        foreach (var end in unverified.Where(id => p.Stage(id) is { IsEnd: true }))
            yield return new("playbook.unverified-end", $"stages.{end}", $"办结的工作不经核查就能到 stages.{end}，请让每条路都经过 verify。",
                $"Finished work can reach stages.{end} without a verification; let every way pass a move that does verify.");
    }

    static HashSet<string> Closure(Playbook p, IEnumerable<string> from, Func<Stage, Move, bool> follow)
    {
        var seen = new HashSet<string>(from);
        var open = new Queue<string>(seen);
        while (open.TryDequeue(out var id))
        {
            if (p.Stage(id) is not { } stage) continue;
            foreach (var move in p.MovesAt(id).Where(m => m.To is not null && follow(stage, m)))
                if (seen.Add(move.To!)) open.Enqueue(move.To!);
        }

        return seen;
    }

    static IEnumerable<Fault> Begins(Playbook p, IReadOnlySet<string> roles)
    {
        if (p.Begins is not { } begins) yield break;
        if (begins.By.IsEmpty)
            yield return new("playbook.nobody", "begins", "begins 没有写谁可以登记，请在 by 里写上角色。", "Nobody may begin a matter; name a role in by of begins.");
        foreach (var by in begins.By.Where(by => !roles.Contains(by.Role)))
            yield return new("playbook.unknown-role", "begins", $"begins 的角色“{by.Role}”不存在，{Meant(by.Role, roles).Zh}。",
                $"begins names the role “{by.Role}”, which does not exist; {Meant(by.Role, roles).En}.");
    }

    static IEnumerable<Fault> Moves(Playbook p, IReadOnlyDictionary<string, ImmutableArray<string>> acts, IReadOnlySet<string> roles)
    {
        foreach (var (at, move) in AllMoves(p))
        {
            if (move.By.IsEmpty)
                yield return new("playbook.nobody", at, $"{at} 没有人可以做，请在 by 里写上角色。", $"Nobody may take {at}; name a role in by.");
            foreach (var by in move.By.Where(by => !roles.Contains(by.Role)))
                yield return new("playbook.unknown-role", at, $"{at} 的角色“{by.Role}”不存在，{Meant(by.Role, roles).Zh}。",
                    $"{at} names the role “{by.Role}”, which does not exist; {Meant(by.Role, roles).En}.");
            if (move.To is { } to && p.Stage(to) is null)
                yield return new("playbook.unknown-stage", at, $"{at} 通向不存在的环节“{to}”，请改成已有的环节，或补上它。", $"{at} leads to “{to}”, which is not a stage; name one that is, or add it.");
            if (p.Stage(move.To ?? "") is { IsEnd: true } && !Endings.Contains(move.Act))
                yield return new("playbook.open-end", at, $"{at} 通向办结，却不办结事项，请让它的 act 为 {string.Join("、", Endings)} 之一。",
                    $"{at} leads to an end and does not end the matter; let it do one of {string.Join(", ", Endings)}.");
            foreach (var stage in move.At.Where(id => p.Stage(id) is null))
                yield return new("playbook.unknown-stage", at, $"{at} 写在不存在的环节“{stage}”上，请改成已有的环节，或补上它。", $"{at} is offered at “{stage}”, which is not a stage; name one that is, or add it.");
            foreach (var clock in move.Starts.Concat(move.Stops).Concat(move.Pauses).Concat(move.Resumes).Concat(move.Restarts).Where(id => p.Clock(id) is null))
                yield return new("playbook.unknown-clock", at, $"{at} 用到的时限“{clock}”不存在，{MeantOr(p, clock).Zh}。", $"{at} uses the clock “{clock}”, which does not exist; {MeantOr(p, clock).En}.");
            if (move is { Begins: not null } and not { Act: null, To: null, Form.IsEmpty: true })
                yield return new("playbook.begins-and-acts", at, $"{at} 用 begins 登记另一事项，又写了 act、to 或 form；请分成两个动作。", $"{at} writes another matter down by begins and also says act, to or form; make two moves of it.");
            if (move.Act is not { } act) continue;
            if (!acts.TryGetValue(act, out var needs))
                yield return new("playbook.unknown-act", at, $"{at} 的动作“{act}”不存在，{Meant(act, acts.Keys).Zh}。",
                    $"{at} does “{act}”, which is not an act; {Meant(act, acts.Keys).En}.");
            else
                foreach (var need in needs.Where(need => !move.With.ContainsKey(need) && move.Form.All(f => f.Field != need || !f.Required)))
                    yield return new("playbook.unasked", at, $"{at} 的动作“{act}”需要“{need}”，请放进 form 或 with。",
                        $"{at} does “{act}”, which needs “{need}”; ask it in form or fix it in with.");
        }
    }

    static IEnumerable<Fault> Clocks(Playbook p)
    {
        foreach (var clock in p.Clocks)
        {
            if (!AllMoves(p).Any(m => m.Move.Starts.Contains(clock.Id) || m.Move.Restarts.Contains(clock.Id)) && p.Starts.Length > 0 && p.Stage(p.Starts)?.Clocks.Contains(clock.Id) != true)
                yield return new("playbook.idle-clock", $"clocks.{clock.Id}", $"时限“{clock.Id}”从不开始，请让某一步 starts 它，或删去。",
                    $"The clock “{clock.Id}” never starts; let a move start it or remove it.");
        }
    }

    static IEnumerable<Fault> Forms(Playbook p)
    {
        foreach (var (at, form) in AllMoves(p).Select(m => (m.At, m.Move.Form)).Append(("begins", p.Begins?.Form ?? [])).Append(("begins.public", p.Begins?.Public?.Form ?? [])))
        {
            foreach (var asked in form.Where(asked => p.Field(asked.Field) is null))
                yield return new("playbook.unknown-field", at, $"{at} 问到的“{asked.Field}”在 fields 里没有定义，请补上它，或改用已有的。",
                    $"{at} asks “{asked.Field}”, which fields does not define; add it there, or ask one that is.");
            foreach (var twice in form.GroupBy(asked => asked.Field).Where(g => g.Count() > 1))
                yield return new("playbook.asked-twice", at, $"{at} 把“{twice.Key}”问了两遍，请删去一个。", $"{at} asks “{twice.Key}” twice; remove one.");
        }

        foreach (var field in p.Fields.Where(f => f.Type == FieldType.Choice && (f.List is null || p.Lists.All(l => l.Id != f.List))))
            yield return new("playbook.no-list", $"fields.{field.Id}", $"字段“{field.Id}”没有可选的清单，请写 list。",
                $"The field “{field.Id}” has no list to choose from; write list.");
    }

    static IEnumerable<Fault> Documents(Playbook p, IReadOnlySet<string> roles)
    {
        foreach (var document in p.Documents)
        {
            var at = $"documents.{document.Id}";
            if (document.By.IsEmpty)
                yield return new("playbook.nobody", at, $"{at} 没有人可以出具，请在 by 里写上角色。", $"Nobody may issue {at}; name a role in by.");
            foreach (var by in document.By.Where(by => !roles.Contains(by.Role)))
                yield return new("playbook.unknown-role", at, $"{at} 的角色“{by.Role}”不存在，可用：{string.Join("、", roles)}。",
                    $"{at} names the role “{by.Role}”, which does not exist; use one of {string.Join(", ", roles)}.");
            if (document.At.IsEmpty)
                yield return new("playbook.nowhere", at, $"{at} 没有写在哪些环节出具，请写 at。", $"{at} does not say at which stages it is issued; write at.");
            foreach (var stage in document.At.Where(id => p.Stage(id) is null))
                yield return new("playbook.unknown-stage", at, $"{at} 写在不存在的环节“{stage}”上，请改成已有的环节，或补上它。", $"{at} is issued at “{stage}”, which is not a stage; name one that is, or add it.");
            foreach (var word in document.Asks.Where(word => !Document.Known.Contains(word) && p.Field(word) is null))
                yield return new("playbook.unknown-field", at, $"{at} 里的“{{{word}}}”没有人知道，请改用 {string.Join("、", Document.Known)}，或 fields 里的字段。",
                    $"{at} holds “{{{word}}}”, which nobody knows; use {string.Join(", ", Document.Known)}, or one of fields.");
        }
    }

    static IEnumerable<Fault> Indicators(Playbook p) =>
        from indicator in p.Indicators
        from word in indicator.Of.Fields.Concat(indicator.Among?.Fields ?? []).Distinct()
        where !Indicator.Counts(p, word)
        select new Fault("playbook.unknown-count", $"indicators.{indicator.Id}", $"indicators.{indicator.Id} 问到的“{word}”没有统计，请改用 {string.Join("、", Indicator.Known)}，本流程的单选或是否字段，clock-时限，或 given-字段。",
            $"indicators.{indicator.Id} asks for “{word}”, which is not counted; ask one of {string.Join(", ", Indicator.Known)}, a choice or yes-no field of this playbook, clock-NAME, or given-FIELD.");

    /// <summary>A condition that asks for what nobody answers never holds, and nobody would notice.</summary>
    static IEnumerable<Fault> Conditions(Playbook p, IReadOnlySet<string> answers)
    {
        var known = answers.Concat(p.Fields.Select(field => field.Id)).ToHashSet(StringComparer.Ordinal);
        var all = AllMoves(p).Select(m => (m.At, m.Move.When))
            .Concat(p.Fields.Select(field => (At: $"fields.{field.Id}", field.When)))
            .Append((At: "office-alone", When: p.OfficeAlone))
            .Concat(p.Clocks.SelectMany(clock => clock.Cases.Select((c, n) => (At: $"clocks.{clock.Id}.cases[{n}]", When: (Condition?)c.When))));
        foreach (var (at, when) in all)
            // A condition without a field is a fault of form, told already.
            foreach (var field in (when?.Fields ?? []).Distinct().Where(field => field.Length > 0 && !known.Contains(field)))
                yield return new("playbook.unknown-answer", at, $"{at} 的条件问到“{field}”，没有谁回答它，条件永远不成立；{Meant(field, known).Zh}。",
                    $"{at} has a condition on “{field}”, which nobody answers, so that it never holds; {Meant(field, known).En}.");
    }

    /// <summary>What to write instead: the name that was probably meant; all of them only where none is near.</summary>
    static Words Meant(string name, IEnumerable<string> known) => Nearest.Of(name, known) is { } near
        ? new($"是不是“{near}”？请改正", $"did you mean “{near}”? Correct it")
        : new($"请改用这些之一：{string.Join("、", known)}", $"use one of {string.Join(", ", known)}");

    static Words MeantOr(Playbook p, string clock) => Nearest.Of(clock, p.Clocks.Select(c => c.Id)) is { } near
        ? new($"是不是“{near}”？请改正，或在 clocks 里补上它", $"did you mean “{near}”? Correct it, or add it to clocks")
        : new("请在 clocks 里补上它，或改用已有的", "add it to clocks, or use one that is there");

    internal static IEnumerable<(string At, Move Move)> AllMoves(Playbook p) =>
        p.Stages.SelectMany(s => s.Moves.Select(m => ($"stages.{s.Id}.moves.{m.Id}", m)))
            .Concat(p.Anywhere.Select(m => ($"anywhere.{m.Id}", m)));
}
