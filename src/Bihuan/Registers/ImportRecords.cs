using System.Globalization;
using System.Text.Json.Serialization;
using Bihuan.Hosting;

namespace Bihuan.Registers;

/// <summary>Takes in a sheet of records: looked at first, each bad row by its number; what is known already is left alone, so that a second run adds nothing.</summary>
public sealed class ImportRecords(RecordDesk desk, Store store)
{
    /// <summary>The most rows of one sheet.</summary>
    public const int MostRows = 2000;

    /// <summary>The largest file, in megabytes.</summary>
    public const int MostMegabytes = 10;

    /// <summary>A row that can be added: its number in the sheet, and what it says by field.</summary>
    /// <param name="Lon">Where it stands, where the sheet has columns for it.</param>
    public sealed record Good(int Row, ImmutableSortedDictionary<string, string> Said, double? Lon = null, double? Lat = null)
    {
        /// <summary>What it said, with its place, as a sheet says it.</summary>
        [JsonIgnore]
        public IReadOnlyDictionary<string, string> Cells => Lon is null ? Said
            : Said.Add(East, Lon.Value.ToString(CultureInfo.InvariantCulture)).Add(North, Lat!.Value.ToString(CultureInfo.InvariantCulture));
    }

    // No field is called so: their ids are letters.
    const string East = "@lon", North = "@lat";

    /// <summary>A row that cannot, and why.</summary>
    public sealed record Bad(int Row, Refusal Why);

    /// <summary>A row that the register knows already, by the number it stands under.</summary>
    public sealed record Same(int Row, string Number);

    /// <summary>What a sheet would do.</summary>
    /// <param name="Unread">Columns that the register does not have.</param>
    public sealed record Preview(IReadOnlyList<Good> Good, IReadOnlyList<Bad> Bad, IReadOnlyList<Same> Known, IReadOnlyList<string> Unread);

    /// <summary>Reads a sheet and says what it would do; the refusal when it cannot be read as a whole.</summary>
    public async Task<(Preview? Preview, Refusal? Refusal)> Look(Clerk clerk, RecordScope scope, Register register, System.IO.Stream bytes, CancellationToken stop)
    {
        if (SheetReading.Read(bytes, MostRows) is not var (rows, count) || rows.Count == 0) return (null, No.Sheet.With(MostMegabytes).On("file"));
        if (count - 1 > MostRows) return (null, No.Rows.With(count - 1, MostRows).On("file"));

        var heads = rows[0].Cells.Select(head => Field(register, head)).ToArray();
        string? At(int column) => heads.ElementAtOrDefault(column)?.Id ?? (!register.HasPlace ? null : rows[0].Cells[column] switch { "经度" or "Longitude" => East, "纬度" or "Latitude" => North, _ => null });
        if (register.Fields.Where(field => field.IsRequired && !heads.Contains(field) && !RegisterPart.IsTold(register, field)).ToList() is { Count: > 0 } lacking)
            return (null, No.Head.With(new Words(string.Join("、", lacking.Select(f => f.Title.Zh)), string.Join(", ", lacking.Select(f => f.Title.En)))).On("file"));

        var said = rows.Skip(1).Select(row => (row.Number, (IReadOnlyDictionary<string, string>)row.Cells.Take(heads.Length).Select((cell, column) => (At: At(column), Cell: cell))
            .Where(pair => pair.At is not null).GroupBy(pair => pair.At!).ToDictionary(group => group.Key, group => group.First().Cell)));
        var unread = rows[0].Cells.Zip(heads).Where(pair => pair.Second is null && pair.First.Length > 0 && !IsOurs(pair.First)).Select(pair => pair.First).ToList();
        return (await Sort(clerk, scope, register, said, unread, stop), null);
    }

    /// <summary>Sorts rows into those that can be added, those that cannot, and those that are there.</summary>
    public async Task<Preview> Sort(
        Clerk clerk, RecordScope scope, Register register, IEnumerable<(int Row, IReadOnlyDictionary<string, string> Said)> rows, IReadOnlyList<string> unread, CancellationToken stop)
    {
        var answers = await desk.Answers(scope.District, stop);
        var now = new Stamp(DateTimeOffset.UnixEpoch, clerk.Caller.Account, clerk.Caller.Post);
        var (good, bad, keys) = (new List<(Good Good, string Key)>(), new List<Bad>(), new Dictionary<string, int>());
        foreach (var (row, words) in rows)
        {
            var (said, refusal) = answers.Read(register, words.Where(pair => pair.Key is not (East or North)));
            var (point, astray) = Point(answers, words);
            refusal ??= astray;
            if (point is var (lon, lat) && refusal is null && said.GetValueOrDefault(register.AreaField!.Id, "").Length == 0) said = said.SetItem(register.AreaField.Id, answers.At(lon, lat)!.Code);
            said = RegisterPart.Told(register, said);
            refusal ??= RegisterPart.Wrong(register, scope.District, field => said.GetValueOrDefault(field)) ?? AddRecord.Refuses(register, scope, said, now);
            var key = refusal is null ? desk.Mark(scope.District, register, field => said.GetValueOrDefault(field))! : "";
            if (refusal is null && !keys.TryAdd(key, row)) refusal = No.Twice.With(keys[key]);
            if (refusal is not null) bad.Add(new(row, refusal));
            else good.Add((new(row, said, point?.Lon, point?.Lat), key));
        }

        var known = await Known(scope.District, register, good.Select(pair => pair.Key), stop);
        return new([.. good.Where(pair => !known.ContainsKey(pair.Key)).Select(pair => pair.Good)], bad,
            [.. good.Where(pair => known.ContainsKey(pair.Key)).Select(pair => new Same(pair.Good.Row, known[pair.Key]))], unread);
    }

    /// <summary>Adds the good rows; what became known meanwhile is left alone.</summary>
    /// <returns>How many were added, and the rows that were refused after all.</returns>
    public async Task<(int Added, IReadOnlyList<Bad> Refused)> Add(Clerk clerk, RecordScope scope, Register register, IReadOnlyList<Good> rows, CancellationToken stop)
    {
        var answers = await desk.Answers(scope.District, stop);
        var (added, refused) = (0, new List<Bad>());
        foreach (var chunk in rows.Chunk(64))
        {
            var given = await Task.WhenAll(chunk.Select(async row => (row.Row, Answer: await desk.Add(
                clerk.For(clerk.Caller with { CommandKey = null, Seen = null }), scope, register, new(row.Said, row.Lon, row.Lat), stop, answers))));
            added += given.Count(one => one.Answer.IsYes);
            refused.AddRange(given.Where(one => one.Answer.Refusal is { } no && no.Code != No.Known.Code).Select(one => new Bad(one.Row, one.Answer.Refusal!)));
        }

        return (added, refused);
    }

    /// <summary>Where a row says that its record stands; refused where that is no point of the district.</summary>
    static ((double Lon, double Lat)? Point, Refusal? Refusal) Point(Answers answers, IReadOnlyDictionary<string, string> words)
    {
        var (east, north) = (words.GetValueOrDefault(East, "").Trim(), words.GetValueOrDefault(North, "").Trim());
        if (east.Length == 0 && north.Length == 0) return (null, null);
        return double.TryParse(east, NumberStyles.Float, CultureInfo.InvariantCulture, out var lon) && double.TryParse(north, NumberStyles.Float, CultureInfo.InvariantCulture, out var lat) && answers.At(lon, lat) is not null
            ? ((lon, lat), null) : (null, No.Place.On("place"));
    }

    async Task<Dictionary<string, string>> Known(string district, Register register, IEnumerable<string> keys, CancellationToken stop)
    {
        var known = new Dictionary<string, string>();
        await using var connection = await store.Read(stop);
        foreach (var chunk in keys.Chunk(400))
        {
            var parameters = new DynamicParameters(new { district, register = register.Name });
            foreach (var (key, number) in await connection.QueryAsync<(string, string)>(
                $"select key, number from records where district = @district and register = @register and key in {parameters.AddAll("key", chunk)}", parameters))
                known[key] = number;
        }

        return known;
    }

    /// <summary>The field a column's head means: its title in either language, or its id; a star marks what is required.</summary>
    static RegisterField? Field(Register register, string head)
    {
        var word = Register.Plain(head.TrimEnd('*', '＊', ' '));
        return register.Fields.FirstOrDefault(field => word == Register.Plain(field.Title.Zh) || word == Register.Plain(field.Title.En) || word == Register.Plain(field.Id)
            || (field.Unit is { } unit && (word == Register.Plain($"{field.Title.Zh}（{unit.Zh}）") || word == Register.Plain($"{field.Title.En} ({unit.En})"))));
    }

    // What the register's own sheets hold beside the fields.
    static bool IsOurs(string head) => head is "编号" or "Number" or "更新时间" or "Updated" or "停用" or "Out of use" or "经度" or "Longitude" or "纬度" or "Latitude";
}
