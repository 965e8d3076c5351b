using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Bihuan.Intake.Import;

/// <summary>One row of a file of messages, by our fields.</summary>
/// <param name="Number">Its row in the file, the heading being 1.</param>
public sealed record MessageRow(int Number, IReadOnlyDictionary<string, string> Fields)
{
    public string this[string field] => Fields.GetValueOrDefault(field, "").Trim();

    /// <summary>The row's own identifier; of its content where it has none.</summary>
    public string Id => this["id"] is { Length: > 0 } id ? id : "h" + Digest[..20];

    /// <summary>What stands in it, as a mark.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value.Trim()}")))));
}

/// <summary>Reads a file of messages, row by row, as offices really write it.</summary>
public static class MessageFile
{
    /// <exception cref="InvalidDataException">It has no column with the words.</exception>
    public static IEnumerable<MessageRow> Read(string file, ColumnMap map)
    {
        using var reader = new StreamReader(file, map.Letters(), detectEncodingFromByteOrderMarks: true);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, MissingFieldFound = null });
        if (!csv.Read() || !csv.ReadHeader()) throw new InvalidDataException("文件是空的。/ The file is empty.");

        var heads = csv.HeaderRecord!.Select(h => h.Trim().Trim('\uFEFF')).ToList();
        var places = map.Columns.ToDictionary(c => c.Key, c => c.Value.Select(name => heads.IndexOf(name)).FirstOrDefault(at => at >= 0, -1));
        if (places.GetValueOrDefault("text", -1) < 0)
            throw new InvalidDataException($"没有“内容”列，请改对照表。现有列：{string.Join("、", heads)} / There is no column for the text; edit the map. Columns: {string.Join(", ", heads)}");

        for (var number = 2; csv.Read(); number++)
            yield return new(number, places.Where(p => p.Value >= 0).ToDictionary(p => p.Key, p => csv.GetField(p.Value) ?? "", StringComparer.Ordinal));
    }
}
