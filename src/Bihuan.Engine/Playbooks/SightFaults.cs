namespace Bihuan.Engine.Playbooks;

/// <summary>Proves what a playbook says of who knows of its matters, and what residents are asked who begin one.</summary>
static class SightFaults
{
    /// <summary>What somebody without an account can be asked: nothing that names units, people, places or records of the house.</summary>
    static readonly FieldType[] Askable = [FieldType.Text, FieldType.LongText, FieldType.Choice, FieldType.YesNo, FieldType.Date, FieldType.Number, FieldType.Lines];

    /// <summary>Every word that would show something to nobody, hide it from nobody, or ask what cannot be answered.</summary>
    public static IEnumerable<Fault> Of(Playbook p) => [.. Sight(p), .. Public(p), .. Resident(p)];

    static IEnumerable<Fault> Sight(Playbook p)
    {
        if (p is { OfficeAlone: not null, IsForParties: false })
            yield return new("playbook.seen-by-all", "office-alone", "office-alone 没有用处：没有写 seen-by: parties，谁的岗位范围里都看得到；请补上 seen-by，或删去它。",
                "office-alone hides nothing as long as seen-by: parties is missing; write that, or remove it.");
        foreach (var field in p.Fields)
        {
            var at = $"fields.{field.Id}";
            if (field.LetsSee && (field.Type is not FieldType.Person || !p.IsForParties))
                yield return new("playbook.seen-by-all", at, $"{at} 的 lets-see 没有用处：它只对 person 字段有用，并且要写 seen-by: parties；请改正，或删去它。",
                    $"{at} has a lets-see that shows nothing to anybody; it needs the type person, and seen-by: parties; correct that, or remove it.");
        }
    }

    static IEnumerable<Fault> Public(Playbook p)
    {
        if (p.Begins?.Public is not { } begins) yield break;
        if (p.Choice("sources", begins.Source) is null)
            yield return new("playbook.unknown-code", "begins.public", $"begins.public 的 source“{begins.Source}”不在 lists.sources 里，请改用已有的。",
                $"begins.public has the source “{begins.Source}”, which lists.sources does not hold; use one of its codes.");
        foreach (var fault in Unaskable(p, "begins.public", begins.Form)) yield return fault;
    }

    // What an act reads itself is asked on the public page by a form made for it.
    static IEnumerable<Fault> Resident(Playbook p) =>
        from at in PlaybookFaults.AllMoves(p)
        where (at.Move.Act is null or "appeal") && at.Move.By.Any(whose => whose.Role == "resident")
        from fault in Unaskable(p, at.At, at.Move.Form)
        select fault;

    static IEnumerable<Fault> Unaskable(Playbook p, string at, IEnumerable<Asked> form) =>
        from asked in form
        let field = p.Field(asked.Field)
        where field is not null && !Askable.Contains(field.Type)
        select new Fault("playbook.not-for-residents", at, $"{at} 向群众问“{asked.Field}”，可这种字段只有工作人员答得出，请从表单里去掉它，或改成文字、选项、日期。",
            $"{at} asks residents “{asked.Field}”, which only staff could answer; take it out of the form, or let it be a text, a choice or a date.");
}
