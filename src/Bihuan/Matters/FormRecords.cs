using System.Text.Json.Nodes;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.People;
using Bihuan.Registers;

namespace Bihuan.Matters;

/// <summary>Enter once: finds the records that a form names, inside the scope of whoever fills it in, and fills in what they know.</summary>
public sealed class FormRecords(RegisterShelf shelf, RecordDesk desk, ReadRecord read, ListRecords list, AreaMap areas, UnitTree units, Store store)
{
    const int MostCalledSo = 8;

    /// <summary>Fills what is empty; what was written stays as it was written.</summary>
    /// <param name="asked">What the form asks.</param>
    /// <param name="known">What the matter knows already: a record named before fills a later form.</param>
    /// <param name="pick">A field of a record that was chosen just now: all that hangs on it is filled anew.</param>
    public async Task<FilledForm> Fill(Clerk clerk, Playbook playbook, IEnumerable<Asked> asked, IReadOnlyDictionary<string, string> known, JsonObject? words, CancellationToken stop, string? pick = null)
    {
        var fields = Fields(playbook, asked);
        var form = new FilledForm(words is null ? [] : (JsonObject)words.DeepClone());
        if (!fields.Any(Fills)) return form;

        var scope = await ScopeOf(clerk.Caller, stop);
        foreach (var holder in playbook.Fields.Where(field => field.Type == FieldType.Record))
        {
            if (shelf.Find(holder.Register ?? "") is not { } register) continue;
            var isAsked = fields.Contains(holder);
            var written = isAsked ? form.Words[holder.Id]?.ToString().Trim() ?? "" : known.GetValueOrDefault(holder.Id, "");
            if (written.Length == 0) continue;
            var (record, refusal, several) = await Find(clerk.Caller.Post.Role, scope, register, written, stop);
            if (record is null)
            {
                // What was named by somebody who may see it need not be seen by whoever comes after.
                if (isAsked) form = form with { Refusal = form.Refusal ?? refusal!.On(holder.Id), Several = several.Count > 0 ? form.Several.SetItem(holder.Id, several) : form.Several };
                continue;
            }

            if (isAsked) form.Words[holder.Id] = record.Number;
            var named = new NamedRecord(register, record, register.Write.Contains(clerk.Caller.Post.Role) && record.IsInUse);
            form = await Take(clerk, scope, playbook, fields, form with { Records = form.Records.SetItem(holder.Id, named) }, holder, pick == holder.Id, stop);
        }

        return form;
    }

    /// <summary>Whether a form names a record, or is filled from one.</summary>
    public static bool Fills(Playbook playbook, IEnumerable<Asked> asked) => Fields(playbook, asked).Any(Fills);

    static bool Fills(Field field) => field.Type == FieldType.Record || field.From is not null;

    static List<Field> Fields(Playbook playbook, IEnumerable<Asked> asked) => [.. asked.Select(one => playbook.Field(one.Field)).OfType<Field>()];

    /// <summary>Takes to the register what a form says otherwise; null where it says nothing otherwise.</summary>
    public async Task<Answer<Record>?> Correct(Clerk clerk, FilledForm form, string holder, CancellationToken stop)
    {
        var otherwise = form.Otherwise(holder).ToList();
        if (otherwise.Count == 0) return null;
        var named = form.Records[holder];
        var own = clerk.For(clerk.Caller with { Seen = null, CommandKey = clerk.Caller.CommandKey is { } key ? $"{key} correct {holder}" : null });
        return await desk.Change(own, await ScopeOf(clerk.Caller, stop), named.Register, named.Record.Id,
            new(otherwise.ToImmutableSortedDictionary(pair => pair.Known.Field.Id, pair => pair.Said, StringComparer.Ordinal)), stop);
    }

    /// <summary>The records that a matter names, as far as somebody may read them.</summary>
    public async Task<FilledForm> Named(Caller caller, Playbook playbook, IReadOnlyDictionary<string, string> known, CancellationToken stop)
    {
        var form = FilledForm.Nothing;
        if (!playbook.Fields.Any(field => field.Type == FieldType.Record && known.ContainsKey(field.Id))) return form;
        var scope = await ScopeOf(caller, stop);
        foreach (var holder in playbook.Fields.Where(field => field.Type == FieldType.Record && known.ContainsKey(field.Id)))
        {
            if (shelf.Find(holder.Register ?? "") is not { } register) continue;
            if ((await Find(caller.Post.Role, scope, register, known[holder.Id], stop)).Record is not { } record)
            {
                // Whoever may not see it fills it in by hand, and is told why.
                foreach (var field in playbook.Fields.Where(field => field.From?.Record == holder.Id))
                    form = form with { Told = form.Told.SetItem(field.Id, new($"底册“{register.Title.Zh}”里的这一条您的岗位看不到，要填就自己填。", $"Your post does not see that record of the register “{register.Title.En}”: fill this in yourself.")) };
                continue;
            }

            form = form with { Records = form.Records.SetItem(holder.Id, new(register, record, register.Write.Contains(caller.Post.Role) && record.IsInUse)) };
            foreach (var field in playbook.Fields.Where(field => field.From?.Record == holder.Id))
                if (register.Field(field.From!.Value.Knows) is not { } knows || Worth(record, knows, field) is not { } worth) continue;
                else if (register.IsRestricted && knows.IsPersonal)
                    form = form with { Told = form.Told.SetItem(field.Id, new("已遮住。空着就从底册取，取一次记一次。", "Covered. Left empty it is taken from the register, and that is recorded as a look.")) };
                else
                    form = form with { Taken = form.Taken.SetItem(field.Id, new(form.Records[holder.Id], knows, worth, record.Answers[knows.Id].At)) };
        }

        return form;
    }

    async Task<FilledForm> Take(Clerk clerk, RecordScope scope, Playbook playbook, List<Field> fields, FilledForm form, Field holder, bool anew, CancellationToken stop)
    {
        var named = form.Records[holder.Id];
        var bound = fields.Where(field => field.From?.Record == holder.Id).Select(field => (Field: field, Knows: named.Register.Field(field.From!.Value.Knows)))
            .Where(pair => pair.Knows is not null).ToList();
        bool Fills(Field field) => anew || string.IsNullOrWhiteSpace(form.Words[field.Id]?.ToString());
        bool IsCovered(RegisterField knows) => named.Register.IsRestricted && knows.IsPersonal;
        if (bound.Exists(pair => IsCovered(pair.Knows!) && Fills(pair.Field) && named.Record[pair.Knows!.Id] is not null))
        {
            // To fill a form with it is to look at it.
            var own = clerk.For(clerk.Caller with { Seen = null, CommandKey = null });
            var seen = await desk.See(own, scope, named.Register, named.Record.Id, new($"填写：{playbook.Title.Zh}"), stop);
            if (seen.Refusal is { } refusal) return form with { Refusal = form.Refusal ?? refusal.On(holder.Id) };
        }

        foreach (var (field, knows) in bound)
        {
            if (Worth(named.Record, knows!, field) is not { } worth || IsCovered(knows!) && !Fills(field)) continue;
            form = form with { Taken = form.Taken.SetItem(field.Id, new(named, knows!, worth, named.Record.Answers[knows!.Id].At)) };
            if (Fills(field)) form.Words[field.Id] = worth;
        }

        return form;
    }

    /// <summary>A record by its number, its whole key or its exact name.</summary>
    async Task<(Record? Record, Refusal? Refusal, IReadOnlyList<RecordRow> Several)> Find(string role, RecordScope scope, Register register, string written, CancellationToken stop)
    {
        if (!register.Reads(role)) return (null, Registers.No.SuchRegister.With(register.Title), []);
        // Lists offer "QY000001 张家小馆": the number stands first.
        if (await read.Of(scope, register, written.Split(' ')[0], stop) is var (found, _)) return await InUse(scope, register, found, stop);
        if (register.Key.Count() == 1 && await read.Find(scope, register, written, stop) is { } keyed)
            return (await read.Of(scope, register, keyed.Id, stop)) is var (same, _) ? await InUse(scope, register, same, stop) : (null, No.SuchRecord.With(register.Title, written), []);
        var called = (await list.Read(scope, register, new(Text: written, Size: 50), stop)).Rows;
        var rows = called.Where(row => Register.Plain(row.Title) == Register.Plain(written)).ToList();
        if (rows.Count > 1) return (null, No.SeveralRecords.With(register.Title, written), [.. rows.Take(MostCalledSo)]);
        if (rows.Count == 0) return (null, No.SuchRecord.With(register.Title, written), [.. called.Take(MostCalledSo)]);
        return await read.Of(scope, register, rows[0].Id, stop) is var (one, _) ? (one, null, []) : (null, No.SuchRecord.With(register.Title, written), []);
    }

    /// <summary>The record that is kept where this one was a duplicate; a record out of use is refused.</summary>
    async Task<(Record? Record, Refusal? Refusal, IReadOnlyList<RecordRow> Several)> InUse(RecordScope scope, Register register, Record record, CancellationToken stop)
    {
        while (record.MergedInto is { } into)
        {
            if (await read.Of(scope, register, into.Id, stop) is not var (kept, _)) return (null, No.SuchRecord.With(register.Title, record.Number), []);
            record = kept;
        }

        return record.RetiredWhy is null ? (record, null, []) : (null, No.EndedRecord.With(register.Title, record.Number), []);
    }

    /// <summary>What an answer is worth to a form's field: as its type writes it, codes in words where the form asks words.</summary>
    string? Worth(Record record, RegisterField knows, Field field) => record[knows.Id] is not { } value ? null : (knows.Type, field.Type) switch
    {
        (AnswerType.Choice, FieldType.Text) => knows.Choice(value).Zh,
        (AnswerType.Area, FieldType.Text) => areas.ByCode(value) is { } area ? area.Path("zh") : value,
        _ => value,
    };

    /// <summary>The scope of whoever acts: that of the post they act in.</summary>
    async Task<RecordScope> ScopeOf(Caller caller, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        var area = (await connection.QueryAsync<string?>("select area from posts where district = @district and account = @account and role = @role and unit = @unit order by id",
            new { district = caller.District, account = caller.Account, role = caller.Post.Role, unit = caller.Post.Unit })).FirstOrDefault();
        return RecordScope.Of(caller.District, new("", caller.Post.Unit, caller.Post.Role, default, area, [], null, null), await units.Of(caller.District, stop));
    }
}
