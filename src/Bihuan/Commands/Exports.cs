using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.People;
using CsvHelper;
using CsvHelper.Configuration;

namespace Bihuan.Commands;

/// <summary>
/// What leaves the house: matters for a spreadsheet or a program, the journal for whoever checks it. Every coded column holds the code that
/// playbooks and API use, never a word of a language; flags are true or false; moments are local, to the second; counts are numbers.
/// </summary>
sealed partial class Exports(Store store, Reading reading, Scope scope)
{
    static readonly string[] Columns =
    [
        "number", "class", "stage", "is_open", "source", "demand", "category", "area", "lon", "lat", "urgency", "sensitivity", "title", "text",
        "lead", "handler", "row", "received", "handle_due", "closed", "is_late", "yellow", "red", "supervisions", "reopenings",
        "outcome", "reached", "resolved", "satisfied", "attitude", "is_unverified", "outside", "id",
    ];

    static readonly HashSet<string> Moments = ["received", "handle_due", "closed"];

    static readonly HashSet<string> Flags = ["is_open", "is_late", "reached", "resolved", "is_unverified"];

    // In the order of their numbers in the book: one code for what others read as words.
    static readonly string[] Sensitivities = ["normal", "confidential", "restricted"];

    static readonly string[] Personal = ["name", "phone", "address"];

    /// <summary>A table for a spreadsheet: UTF-8 with its mark, and no cell that could be taken for a formula.</summary>
    public async Task<long> Csv(System.IO.Stream output, bool unmasked, Action<long> tell, CancellationToken stop)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            InjectionOptions = InjectionOptions.Escape, InjectionEscapeCharacter = '\'',
        }, leaveOpen: true);
        foreach (var head in Heads(unmasked)) csv.WriteField(head);
        await csv.NextRecordAsync();
        var count = 0L;
        await foreach (var row in Rows(unmasked, stop))
        {
            foreach (var head in Heads(unmasked)) csv.WriteField(row[head]?.ToString());
            await csv.NextRecordAsync();
            tell(++count);
        }

        return count;
    }

    /// <summary>One JSON object a line.</summary>
    public async Task<long> Lines(System.IO.Stream output, bool unmasked, Action<long> tell, CancellationToken stop)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true);
        var count = 0L;
        await foreach (var row in Rows(unmasked, stop))
        {
            await writer.WriteLineAsync(row.ToJsonString(Facts.Json));
            tell(++count);
        }

        return count;
    }

    /// <summary>Every entry with its hash, in the order in which it was written; personal data is not in the journal.</summary>
    public async Task<long> Journal(System.IO.Stream output, Action<long> tell, CancellationToken stop)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true);
        await using var connection = await store.Read(stop);
        await using var found = (DbDataReader)await connection.ExecuteReaderAsync("""
            select position, stream, version, kind, at, "by", post, body, hash from journal where district = @district order by position
            """, new { district = scope.District });
        var count = 0L;
        while (await found.ReadAsync(stop))
        {
            var line = new JsonObject
            {
                ["position"] = found.GetInt64(0), ["stream"] = found.GetString(1), ["version"] = found.GetInt64(2), ["kind"] = found.GetString(3),
                ["at"] = found.GetInt64(4), ["by"] = found.GetString(5), ["post"] = found.GetString(6), ["body"] = found.GetString(7),
                ["hash"] = Convert.ToHexStringLower((byte[])found.GetValue(8)),
            };
            await writer.WriteLineAsync(line.ToJsonString(Facts.Json));
            tell(++count);
        }

        return count;
    }

    static IEnumerable<string> Heads(bool unmasked) => unmasked ? [.. Columns, .. Personal] : Columns;

    async IAsyncEnumerable<JsonObject> Rows(bool unmasked, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var (where, parameters) = scope.Where("m");
        await using var connection = await store.Read(stop);
        await using var found = (DbDataReader)await connection.ExecuteReaderAsync(
            $"select {string.Join(", ", Columns.Select(c => "m." + c))} from matters m where {where} order by m.received, m.id", parameters);
        while (await found.ReadAsync(stop))
        {
            var row = new JsonObject();
            for (var n = 0; n < Columns.Length; n++)
                row[Columns[n]] = await found.IsDBNullAsync(n, stop) ? null : Cell(Columns[n], found.GetValue(n), unmasked);
            if (unmasked) await Open(row, stop);
            yield return row;
        }
    }

    static JsonNode? Cell(string column, object value, bool unmasked) => value switch
    {
        long at when Moments.Contains(column) => DateTimeOffset.FromUnixTimeMilliseconds(at).ToOffset(WorkCalendar.Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        long flag when Flags.Contains(column) => flag != 0,
        long level when column == "sensitivity" => Sensitivities[Math.Clamp(level, 0, Sensitivities.Length - 1)],
        string text when column is "title" or "text" && !unmasked => Digits().Replace(text, m => m.Value[..3] + new string('*', m.Length - 5) + m.Value[^2..]),
        _ => JsonSerializer.SerializeToNode(value),
    };

    async Task Open(JsonObject row, CancellationToken stop)
    {
        var (matter, _) = await reading.Story<Matter>(scope.District, Stream.Of(Matter.Noun, row["id"]!.ToString()), stop);
        (row["name"], row["phone"], row["address"]) = (matter.Said.Name, matter.Said.Phone, matter.Said.Address);
    }

    // Telephones, identity and account numbers that people write into their sentences.
    [GeneratedRegex(@"[0-9]{7,19}[Xx]?")]
    private static partial Regex Digits();
}
