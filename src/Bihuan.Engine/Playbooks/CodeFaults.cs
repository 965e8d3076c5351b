namespace Bihuan.Engine.Playbooks;

/// <summary>Proves that lists which stand under one another, and the limits in them, can be chosen and found.</summary>
static class CodeFaults
{
    /// <summary>Every reason why a choice would lead nowhere.</summary>
    public static IEnumerable<Fault> Of(Playbook p) => [.. Fields(p), .. Clocks(p), .. Extensions(p), .. Exemptions(p)];

    static IEnumerable<Fault> Fields(Playbook p)
    {
        foreach (var field in p.Fields)
        {
            if (field.Under is not { } above) continue;
            var at = $"fields.{field.Id}";
            if (field.Type is FieldType.Person)
            {
                if (p.Field(above) is not { Type: FieldType.Unit })
                    yield return new("playbook.unknown-field", at, $"{at} 的 under“{above}”不是一个单位字段，不知道是哪个单位的人，请改成已有的单位字段。",
                        $"{at} stands under “{above}”, which is not a unit field, so that nobody knows whose person is asked; name one that is.");
                continue;
            }

            if (p.Field(above) is not { Type: FieldType.Choice } parent)
            {
                yield return new("playbook.unknown-field", at, $"{at} 的 under“{above}”不是一个单选字段，请改成已有的单选字段。",
                    $"{at} stands under “{above}”, which is not a choice field; name one that is.");
                continue;
            }

            var codes = Codes(p, parent);
            var own = p.Choices(field.List);
            foreach (var choice in own.Where(choice => choice.Under is null || !codes.Contains(choice.Under)))
                yield return new("playbook.unknown-code", $"lists.{field.List}.{choice.Code}",
                    $"lists.{field.List}.{choice.Code} 的 under“{choice.Under}”不在 lists.{parent.List} 里，没有人选得到它；{Meant(choice.Under, codes).Zh}。",
                    $"lists.{field.List}.{choice.Code} stands under “{choice.Under}”, which lists.{parent.List} does not hold, so that nobody could choose it; {Meant(choice.Under, codes).En}.");
            foreach (var code in codes.Except(own.Select(choice => choice.Under ?? "")).Order(StringComparer.Ordinal))
                yield return new("playbook.no-codes", $"lists.{parent.List}.{code}", $"lists.{parent.List}.{code} 在 lists.{field.List} 里没有下级，选了它就填不了“{field.Id}”，请补上 under 写着它的条目。",
                    $"lists.{parent.List}.{code} has nothing under it in lists.{field.List}, so that who chooses it could not answer “{field.Id}”; add some that stand under it.");
        }
    }

    static IEnumerable<Fault> Clocks(Playbook p)
    {
        foreach (var clock in p.Clocks)
        {
            if (clock.LimitOf is not { } asked) continue;
            var at = $"clocks.{clock.Id}";
            if (p.Field(asked) is not { Type: FieldType.Choice })
                yield return new("playbook.unknown-field", at, $"{at} 的 limit-of“{asked}”不是一个单选字段，请改成已有的单选字段。",
                    $"{at} takes its limit from “{asked}”, which is not a choice field; name one that is.");
            else if (clock.LimitByCode.IsEmpty)
                yield return new("playbook.no-limits", at, $"{at} 按“{asked}”定时限，可 lists.{p.Field(asked)!.List} 里没有一条写了 limit，请补上，或删去 limit-of。",
                    $"{at} takes its limit from “{asked}”, but nothing in lists.{p.Field(asked)!.List} has a limit; add some, or remove limit-of.");
        }
    }

    /// <summary>Who may extend a clock by so many days must be asked how many.</summary>
    static IEnumerable<Fault> Extensions(Playbook p) =>
        from move in p.Stages.SelectMany(stage => stage.Moves).Concat(p.Anywhere)
        where move.Act == "ask-extension" && !move.With.ContainsKey("days") && move.Form.All(asked => asked.Field != "days" || !asked.Required)
        where p.Clocks.Any(clock => clock.ExtensionAtMost is not null)
        select new Fault("playbook.unasked", move.Id, $"{move.Id} 的动作“ask-extension”需要“days”，请放进 form；每次按原时限延长的，把 at-most 写成 same。",
            $"{move.Id} does “ask-extension”, which needs “days”; ask it in form, or write at-most: same where every extension adds the clock's own limit.");

    /// <summary>What is asked after the end needs a clock of its own: no stage has one there.</summary>
    static IEnumerable<Fault> Exemptions(Playbook p) =>
        from move in p.Anywhere.Concat(p.Stages.SelectMany(stage => stage.Moves))
        where move.Act == "ask-exemption" && !move.Starts.Contains("exemption")
        select new Fault("playbook.no-clock", move.Id, $"{move.Id} 申请免责，却没有期限管着它，请写 starts: [exemption]，并在 clocks 里写明 exemption。",
            $"{move.Id} asks for an exemption that no clock watches; write starts: [exemption], and say in clocks how long it runs.");

    static HashSet<string> Codes(Playbook p, Field field) => [.. p.Choices(field.List).Select(choice => choice.Code)];

    static Words Meant(string? name, IEnumerable<string> known) => Nearest.Of(name ?? "", known) is { } near
        ? new($"是不是“{near}”？请改正", $"did you mean “{near}”? Correct it")
        : new("请改成已有的代码", "name a code that is there");
}
