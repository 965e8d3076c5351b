using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Registers;

namespace Bihuan.Intake.Batches;

/// <summary>Takes in a sheet of matters: looked at first, each bad row by its number; a row sent again makes no second matter.</summary>
public sealed class ImportBatch(MatterDesk desk, AreaMap areas, Categories categories, UnitTree units, Store store)
{
    /// <summary>The most rows of one sheet.</summary>
    public const int MostRows = 1000;

    /// <summary>The largest file, in megabytes.</summary>
    public const int MostMegabytes = 10;

    /// <summary>What the sheet as a whole is: its name, where it comes from, its day, and the unit that checked itself.</summary>
    public sealed record Given(string Name, string Source, DateOnly Day, string? Unit)
    {
        public OpenBatch.Command Command(Playbook playbook) => new(playbook.Name, Name, Source, Day, Unit);
    }

    /// <summary>A row that can be written down: its number, and its cells by column.</summary>
    public sealed record Good(int Row, IReadOnlyDictionary<string, string> Said);

    /// <summary>A row that cannot, and why.</summary>
    public sealed record Bad(int Row, Refusal Why);

    /// <summary>A row that was written down before, by its number.</summary>
    public sealed record Same(int Row, string Number);

    /// <summary>What a sheet would do.</summary>
    /// <param name="Unread">Columns that the playbook does not ask.</param>
    public sealed record Preview(IReadOnlyList<Good> Good, IReadOnlyList<Bad> Bad, IReadOnlyList<Same> Known, IReadOnlyList<string> Unread);

    /// <summary>The sheet of a playbook, with the names that its cells may use.</summary>
    public async Task<BatchSheet> Sheet(string district, Playbook playbook, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        var parameters = new DynamicParameters(new { district });
        string[] roles = ["handler", .. playbook.Fields.Select(field => field.Holding).OfType<string>().Distinct()];
        var handlers = (await connection.QueryAsync<Handler>($"""
            select p.account as Account, a.name_zh as Zh, a.name_en as En, p.unit as Unit, p.role as Role from posts p
            join accounts a on a.district = p.district and a.name = p.account
            where p.district = @district and p.role in {parameters.AddAll("role", roles)} and a.state = 'open' and p.until is null
            """, parameters)).AsList();
        return new(playbook, areas, categories, await units.Of(district, stop), handlers);
    }

    /// <summary>Reads a sheet and says what it would do; the refusal when it cannot be read as a whole.</summary>
    public async Task<(Preview? Preview, Refusal? Refusal)> Look(Clerk clerk, Playbook playbook, Given given, System.IO.Stream bytes, CancellationToken stop)
    {
        var rules = await desk.Rules(clerk.Caller.District, playbook, stop);
        if (OpenBatch.Decide(MatterBatch.Empty, given.Command(playbook), rules).Refusal is { } wrong) return (null, wrong);
        if (SheetReading.Read(bytes, MostRows) is not var (rows, count) || rows.Count == 0) return (null, Registers.No.Sheet.With(MostMegabytes).On("file"));
        if (count - 1 > MostRows) return (null, Registers.No.Rows.With(count - 1, MostRows).On("file"));

        var sheet = await Sheet(clerk.Caller.District, playbook, stop);
        var heads = rows[0].Cells.Select(sheet.Column).ToArray();
        if (sheet.Columns.Where(column => column.IsRequired && !heads.Contains(column)).ToList() is { Count: > 0 } lacking)
            return (null, Registers.No.Head.With(new Words(string.Join("、", lacking.Select(c => c.Title.Zh)), string.Join(", ", lacking.Select(c => c.Title.En)))).On("file"));

        var said = rows.Skip(1).Select(row => new Good(row.Number, heads.Zip(row.Cells).Where(pair => pair.First is not null)
            .GroupBy(pair => pair.First!.Id).ToDictionary(group => group.Key, group => group.First().Second)));
        var unread = rows[0].Cells.Zip(heads).Where(pair => pair.Second is null && pair.First.Length > 0).Select(pair => pair.First).ToList();
        return (await Sort(clerk.Caller.District, playbook, given, said, unread, sheet, rules, stop), null);
    }

    /// <summary>Writes the good rows down; each is looked at once more.</summary>
    public async Task<(string? Batch, int Added, IReadOnlyList<Bad> Refused, Refusal? Refusal)> Add(Clerk clerk, Playbook playbook, Given given, IReadOnlyList<Good> rows, CancellationToken stop)
    {
        var district = clerk.Caller.District;
        var rules = await desk.Rules(district, playbook, stop);
        var sheet = await Sheet(district, playbook, stop);
        var look = await Sort(district, playbook, given, rows, [], sheet, rules, stop);
        clerk = clerk.For(clerk.Caller with { CommandKey = null, Seen = null });
        var stream = MatterBatch.StreamOf(playbook.Name, given.Name, given.Day, given.Unit);
        var opened = await clerk.Record<MatterBatch>(stream, (batch, _) => OpenBatch.Decide(batch, given.Command(playbook), rules), stop);
        if (opened.Refusal is { } refusal) return (null, 0, [], refusal);

        var (added, refused) = (0, look.Bad.ToList());
        foreach (var row in look.Good)
        {
            var answer = await desk.Receive(clerk, sheet.Read(row.Said, given.Source).Command!, stop, new(stream.Id, row.Row));
            if (answer.Refusal is { } no) refused.Add(new(row.Row, no));
            else added++;
        }

        return (stream.Id, added, refused, null);
    }

    async Task<Preview> Sort(string district, Playbook playbook, Given given, IEnumerable<Good> rows, IReadOnlyList<string> unread, BatchSheet sheet, Rulebook rules, CancellationToken stop)
    {
        var batch = MatterBatch.StreamOf(playbook.Name, given.Name, given.Day, given.Unit).Id;
        await using var connection = await store.Read(stop);
        var known = (await connection.QueryAsync<(long Row, string Number)>("""
            select b.row, m.number from batch_items b join matters m on m.district = b.district and m.id = b.matter where b.district = @district and b.batch = @batch
            """, new { district, batch })).ToDictionary(pair => (int)pair.Row, pair => pair.Number);
        var everybody = rules with { PostsOf = account => [.. sheet.PostsOf(account)] };
        var (good, bad, same) = (new List<Good>(), new List<Bad>(), new List<Same>());
        foreach (var row in rows)
        {
            if (known.TryGetValue(row.Row, out var number))
            {
                same.Add(new(row.Row, number));
                continue;
            }

            var (command, refusal) = sheet.Read(row.Said, given.Source);
            refusal ??= ReceiveMatter.Refuses(command!, everybody);
            if (refusal is null) good.Add(row);
            else bad.Add(new(row.Row, refusal));
        }

        return new(good, bad, same, unread);
    }
}
