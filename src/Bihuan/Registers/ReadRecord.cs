using Bihuan.Hosting;

namespace Bihuan.Registers;

/// <summary>Reads one record for somebody, and finds it by its key for a form that asks what a register knows.</summary>
public sealed class ReadRecord(RecordDesk desk, Reading reading, Store store)
{
    /// <summary>A record with its story; null when there is none inside the scope.</summary>
    public async Task<(Record Record, IReadOnlyList<Entry> Entries)?> Of(RecordScope scope, Register register, string idOrNumber, CancellationToken stop)
    {
        if (await desk.IdOf(scope.District, idOrNumber, stop) is not { } id) return null;
        var entries = await reading.Entries(scope.District, Record.StreamOf(id), stop);
        var record = entries.Aggregate(Record.Empty, (story, entry) => story.Apply(entry));
        return record.Register == register.Name && scope.Allows(record.Area(register), RecordScope.OfficeOf(record.Unit)) ? (record, entries) : null;
    }

    /// <summary>
    /// What a register knows under a key: each answer that is not personal, with who said it and when, so that a form is filled and says
    /// from where. Null when it knows nothing inside the scope.
    /// </summary>
    /// <param name="key">What the key field says, written as it comes.</param>
    public async Task<Record?> Find(RecordScope scope, Register register, string key, CancellationToken stop)
    {
        if (desk.Mark(scope.District, register, _ => key) is not { } mark) return null;
        await using var connection = await store.Read(stop);
        var id = await connection.ExecuteScalarAsync<string?>("select id from records where district = @district and register = @register and key = @mark",
            new { district = scope.District, register = register.Name, mark });
        if (id is null || await Of(scope, register, id, stop) is not var (record, _)) return null;
        while (record.MergedInto is { } into)
        {
            if (await Of(scope, register, into.Id, stop) is not var (kept, _)) return null;
            record = kept;
        }

        return record with { Answers = record.Answers.RemoveRange(record.Answers.Where(pair => pair.Value.IsPersonal).Select(pair => pair.Key)) };
    }

    /// <summary>What the people of a story are called.</summary>
    public async Task<IReadOnlyDictionary<string, Words>> Names(string district, IEnumerable<string> accounts)
    {
        await using var connection = await store.Read(CancellationToken.None);
        var parameters = new DynamicParameters(new { district });
        return (await connection.QueryAsync<(string Name, string Zh, string En)>(
            $"select name, name_zh, name_en from accounts where district = @district and name in {parameters.AddAll("sought", accounts)}", parameters))
            .ToDictionary(row => row.Name, row => new Words(row.Zh, row.En), StringComparer.Ordinal);
    }
}
