using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.People;

namespace Bihuan.Registers;

/// <summary>A matter that names a record. Moments are Unix milliseconds.</summary>
public sealed record MatterRow(string Number, string Title, string Class, string Stage, long IsOpen, long Received);

/// <summary>The matters that name a record, as far as somebody may know of them: the newest first.</summary>
public sealed class RecordMatters(Store store, Shelf shelf)
{
    public const int Most = 50;

    /// <summary>Those of the record and of the duplicates that were merged into it.</summary>
    public async Task<IReadOnlyList<MatterRow>> Of(Person person, Record record, CancellationToken stop)
    {
        var (where, parameters) = person.Scope.Where("m");
        parameters.Add("district", person.Caller.District);
        parameters.Add("register", record.Register);
        var numbers = parameters.AddAll("numbers", [record.Number, .. record.TookIn.Select(other => other.Number)]);
        parameters.Add("most", Most);
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<MatterRow>(Sql(where, numbers), parameters)).AsList();
    }

    /// <summary>The numbers of those that name any of several records, whoever may see them: the newest first.</summary>
    public async Task<IReadOnlyList<string>> Numbers(string district, string register, IReadOnlyList<string> records, IReadOnlyList<string> offices, CancellationToken stop)
    {
        var parameters = new DynamicParameters(new { district, register, most = Most });
        var kept = KeptFrom.Sql("m.kept_from", offices, parameters) is { } condition ? $" and {condition}" : "";
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<string>($"""
            select m.number from matter_records r join matters m on m.district = r.district and m.id = r.matter
            where r.district = @district and r.register = @register and r.record in {parameters.AddAll("numbers", records)}{kept}
            order by r.received desc limit @most
            """, parameters)).AsList();
    }

    internal static string Sql(string where, string numbers) => $"""
        select m.number as Number, m.title as Title, m.class as Class, m.stage as Stage, m.is_open as IsOpen, m.received as Received
        from matter_records r join matters m on m.district = r.district and m.id = r.matter
        where r.district = @district and r.register = @register and r.record in {numbers} and {where}
        order by r.received desc, r.matter desc limit @most
        """;

    /// <summary>How a matter stands, in its playbook's words.</summary>
    public Words Stage(MatterRow row) => shelf.Newest(row.Class)?.Stage(row.Stage)?.Title ?? new(row.Stage, row.Stage);

    /// <summary>What kind of matter it is.</summary>
    public Words Kind(MatterRow row) => shelf.Newest(row.Class)?.Title ?? new(row.Class, row.Class);
}
