using CsvHelper;
using CsvHelper.Configuration;

namespace Bihuan.Bench.Language;

/// <summary>The files that a bench of the language room reads.</summary>
static class Sheet
{
    /// <summary>The rows, each read by the names of its columns; a column that is not there is empty.</summary>
    public static IEnumerable<Func<string, string>> Rows(string file)
    {
        using var reader = new StreamReader(file);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, MissingFieldFound = null });
        csv.Read();
        csv.ReadHeader();
        var columns = csv.HeaderRecord!.Select((name, n) => (name, n)).ToDictionary(c => c.name, c => c.n, StringComparer.Ordinal);
        while (csv.Read())
        {
            var row = csv.Parser.Record!;
            yield return name => columns.TryGetValue(name, out var n) && n < row.Length ? row[n] : "";
        }
    }
}
