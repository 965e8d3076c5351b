using System.Globalization;

namespace Bihuan.Grid;

/// <summary>Reads the plain tables of a pack: a header, commas, no quotes, UTF-8 with or without a mark.</summary>
static class Csv
{
    public static List<Dictionary<string, string>> Read(string path)
    {
        var lines = File.ReadAllLines(path).Where(l => l.Length > 0).Select(l => l.Split(',')).ToArray();
        return [.. lines.Skip(1).Select((cells, n) => cells.Length == lines[0].Length
            ? lines[0].Zip(cells).ToDictionary(p => p.First, p => p.Second.Trim(), StringComparer.Ordinal)
            : throw new FormatException($"{Path.GetFileName(path)}, row {n + 2}: {cells.Length} cells under {lines[0].Length} headings."))];
    }

    /// <summary>The row's `lon` and `lat`; null when they are empty.</summary>
    public static LonLat? Point(Dictionary<string, string> row) =>
        double.TryParse(row.GetValueOrDefault("lon"), CultureInfo.InvariantCulture, out var lon)
        && double.TryParse(row.GetValueOrDefault("lat"), CultureInfo.InvariantCulture, out var lat)
            ? new(lon, lat) : null;
}
