using System.Collections.Immutable;

namespace Bihuan.Engine.Playbooks;

/// <summary>Holds a playbook against the registers: what they know is bound and not asked again.</summary>
public static class PlaybookBindings
{
    /// <summary>Every field that asks for what a register knows, and every binding that leads nowhere.</summary>
    /// <param name="playbook">What was read.</param>
    /// <param name="registers">What the registers know.</param>
    /// <param name="acts">The acts that the kernel knows, and the words each one needs: what an act needs is said of the matter, not of a record.</param>
    public static ImmutableArray<Fault> Bindings(
        this Playbook playbook, IReadOnlyList<KnownRegister> registers, IReadOnlyDictionary<string, ImmutableArray<string>> acts) =>
        [.. playbook.Fields.SelectMany(field => Records(field, registers)
            .Concat(field.From is { } from ? Bound(playbook, field, from, registers) : Asked(playbook, field, registers, acts)))];

    static IEnumerable<Fault> Records(Field field, IReadOnlyList<KnownRegister> registers)
    {
        var at = $"fields.{field.Id}";
        if (field.Type == FieldType.Record && field.Register is null)
            yield return new("playbook.no-register", at, $"{at} 是底册里的一条，却没有写是哪本底册，请写 register，例如 {registers.Select(r => r.Name).FirstOrDefault() ?? "enterprises"}。",
                $"{at} holds a record and does not say of which register; write register, for example {registers.Select(r => r.Name).FirstOrDefault() ?? "enterprises"}.");
        if (field.Type != FieldType.Record && field.Register is not null)
            yield return new("playbook.no-record", at, $"{at} 写了 register，类型却不是 record，请把 type 改成 record，或删去 register。",
                $"{at} names a register and is no record; make its type record, or remove register.");
        if (field.Register is { } name && registers.All(register => register.Name != name))
            yield return new("playbook.unknown-register", at, $"{at} 的底册“{name}”不存在，{Meant(name, registers.Select(r => r.Name)).Zh}。",
                $"{at} names the register “{name}”, which does not exist; {Meant(name, registers.Select(r => r.Name)).En}.");
    }

    static IEnumerable<Fault> Bound(Playbook playbook, Field field, Binding from, IReadOnlyList<KnownRegister> registers)
    {
        var at = $"fields.{field.Id}.from";
        var records = playbook.Fields.Where(f => f.Type == FieldType.Record).ToList();
        if (records.Find(f => f.Id == from.Record) is not { } record)
        {
            yield return new("playbook.unknown-binding", at, $"{at} 写的“{from.Record}”不是本流程里 type: record 的字段，{Meant(from.Record, records.Select(f => f.Id)).Zh}。",
                $"{at} names “{from.Record}”, which is no field of type record here; {Meant(from.Record, records.Select(f => f.Id)).En}.");
            yield break;
        }

        // A register that does not exist is told at the record.
        if (registers.FirstOrDefault(r => r.Name == record.Register) is not { } register) yield break;
        if (register.Field(from.Knows) is not { } known)
            yield return new("playbook.unknown-binding", at, $"{at} 写的“{from.Knows}”在底册“{register.Title.Zh}”里没有，{Meant(from.Knows, register.Fields.Select(f => f.Id)).Zh}。",
                $"{at} names “{from.Knows}”, which the register “{register.Title.En}” does not hold; {Meant(from.Knows, register.Fields.Select(f => f.Id)).En}.");
        else if (!known.Fills.Contains(field.Type))
            yield return new("playbook.unlike-binding", at, $"{at} 取的是底册“{register.Title.Zh}”的“{known.Title.Zh}”，类型对不上，请把 type 改成 {Types(known, "、")} 之一。",
                $"{at} takes “{known.Title.En}” of the register “{register.Title.En}”, which does not fit its type; make it one of {Types(known, ", ")}.");
        else if (field.Type == FieldType.Choice && known.Codes.FirstOrDefault(code => playbook.Choice(field.List ?? "", code) is null) is { } code)
            yield return new("playbook.unlike-binding", at, $"{at} 取的是底册“{register.Title.Zh}”的“{known.Title.Zh}”，清单“{field.List}”里没有它的“{code}”，请补上，或把 type 改成 text。",
                $"{at} takes “{known.Title.En}” of the register “{register.Title.En}”, whose “{code}” the list “{field.List}” does not hold; add it, or make the type text.");
    }

    static IEnumerable<Fault> Asked(Playbook playbook, Field field, IReadOnlyList<KnownRegister> registers, IReadOnlyDictionary<string, ImmutableArray<string>> acts)
    {
        var at = $"fields.{field.Id}";
        if (field.Type == FieldType.Record || IsOfAnAct(playbook, field, acts)) yield break;
        var found = registers.SelectMany(register => register.Fields, (register, known) => (Register: register, Known: known)).Where(pair => pair.Known.IsAskedBy(field)).ToList();
        // Of several registers the one that the playbook names already is meant.
        if (found.OrderByDescending(pair => playbook.Fields.Any(f => f.Register == pair.Register.Name)).FirstOrDefault() is not { Register: { } register, Known: { } known }) yield break;

        var record = playbook.Fields.FirstOrDefault(f => f.Type == FieldType.Record && f.Register == register.Name);
        yield return record is not null
            ? new("playbook.known-elsewhere", at, $"{at} 问的是底册“{register.Title.Zh}”里已有的“{known.Title.Zh}”，请绑定 from: {record.Id}.{known.Id}。",
                $"{at} asks for what the register “{register.Title.En}” knows, “{known.Title.En}”; bind it by from: {record.Id}.{known.Id}.")
            : new("playbook.known-elsewhere", at, $"{at} 问的是底册“{register.Title.Zh}”里已有的“{known.Title.Zh}”，请加一个 type: record、register: {register.Name} 的字段，再绑定 from: 那个字段.{known.Id}。",
                $"{at} asks for what the register “{register.Title.En}” knows, “{known.Title.En}”; add a field with type: record and register: {register.Name}, and bind this one by from: that-field.{known.Id}.");
    }

    /// <summary>Whether every form that asks it does so for an act that needs it.</summary>
    static bool IsOfAnAct(Playbook playbook, Field field, IReadOnlyDictionary<string, ImmutableArray<string>> acts)
    {
        if (playbook.Begins?.Form.Any(asked => asked.Field == field.Id) is true) return false;
        var moves = playbook.Stages.SelectMany(stage => stage.Moves).Concat(playbook.Anywhere).Where(move => move.Form.Any(asked => asked.Field == field.Id)).ToList();
        return moves.Count > 0 && moves.TrueForAll(move => move.Act is { } act && acts.TryGetValue(act, out var needs) && needs.Contains(field.Id));
    }

    static string Types(KnownField known, string between) => string.Join(between, known.Fills.Select(type => type == FieldType.LongText ? "long-text" : type.ToString().ToLowerInvariant()));

    static Words Meant(string name, IEnumerable<string> known)
    {
        var all = known.ToList();
        return Nearest.Of(name, all) is { } near ? new($"是不是“{near}”？请改正", $"did you mean “{near}”? Correct it")
            : all.Count == 0 ? new("请先加一个，或删去它", "add one first, or remove it")
            : new($"请改用这些之一：{string.Join("、", all)}", $"use one of {string.Join(", ", all)}");
    }
}
