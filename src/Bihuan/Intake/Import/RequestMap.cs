using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Bihuan.Intake.Import;

/// <summary>How a file of ended requests is read: a file that people edit.</summary>
public sealed class RequestMap
{
    /// <summary>Stands before the outside number.</summary>
    public string System { get; set; } = "requests";

    /// <summary>The file's encoding, unless it begins with a mark.</summary>
    public string Encoding { get; set; } = "utf-8";

    /// <summary>By field: the column's possible names.</summary>
    public Dictionary<string, List<string>> Columns { get; set; } = [];

    /// <summary>Formats of times, China Standard Time.</summary>
    public List<string> Times { get; set; } = [];

    /// <summary>What stands for nothing.</summary>
    public List<string> Nothing { get; set; } = [];

    /// <summary>By a district's name in the file: which it is.</summary>
    public Dictionary<string, Named> Districts { get; set; } = [];

    public string Source { get; set; } = "import";
    public Dictionary<string, string> Sources { get; set; } = [];
    public string Demand { get; set; } = "other";
    public Dictionary<string, string> Demands { get; set; } = [];

    /// <summary>By the end of its name: what kind of unit it is.</summary>
    public Dictionary<string, string> Units { get; set; } = [];

    /// <summary>A district by its code.</summary>
    public sealed class Named
    {
        public string Code { get; set; } = "";
        public string En { get; set; } = "";
    }

    /// <summary>Reads the map.</summary>
    public static RequestMap Read(string file)
    {
        var yaml = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build();
        using var reader = File.OpenText(file);
        return yaml.Deserialize<RequestMap>(reader);
    }

    /// <summary>A time as the file writes it; null when no format fits.</summary>
    public DateTimeOffset? Time(string text) =>
        DateTime.TryParseExact(text, [.. Times], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, WorkCalendar.Offset).ToUniversalTime() : null;

    /// <summary>The kind of a unit of that name.</summary>
    public string KindOf(string unit) => Units.FirstOrDefault(pair => unit.EndsWith(pair.Key, StringComparison.Ordinal)).Value ?? "office";

    /// <summary>Reads every row of a file.</summary>
    /// <exception cref="InvalidDataException">A column that rows cannot do without is missing.</exception>
    public IReadOnlyList<RequestRow> Rows(string file)
    {
        global::System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var reader = new StreamReader(file, global::System.Text.Encoding.GetEncoding(Encoding), detectEncodingFromByteOrderMarks: true);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, MissingFieldFound = null });
        if (!csv.Read() || !csv.ReadHeader()) throw new InvalidDataException("文件是空的。/ The file is empty.");

        var heads = csv.HeaderRecord!.Select(h => h.Trim().Trim('\uFEFF')).ToList();
        var places = Columns.ToDictionary(c => c.Key, c => c.Value.Select(name => heads.IndexOf(name)).FirstOrDefault(at => at >= 0, -1), StringComparer.Ordinal);
        foreach (var needed in (string[])["id", "time", "in_time", "overdue"])
            if (places.GetValueOrDefault(needed, -1) < 0)
                throw new InvalidDataException($"没有“{needed}”列，请改对照表。现有列：{string.Join("、", heads)} / There is no column for “{needed}”; edit the map. Columns: {string.Join(", ", heads)}");

        List<RequestRow> rows = [];
        for (var number = 2; csv.Read(); number++)
            rows.Add(new(number, places.Where(p => p.Value >= 0).ToDictionary(p => p.Key, p => Said(csv.GetField(p.Value)), StringComparer.Ordinal)));
        return rows;
    }

    string Said(string? field) => field?.Trim() ?? "";

    /// <summary>What a row says under a name; empty where it says nothing.</summary>
    public string Of(RequestRow row, string field) => row[field] is var said && Nothing.Contains(said) ? "" : said;
}

/// <summary>One row of a file of ended requests, by our fields.</summary>
/// <param name="Number">Its row in the file, the heading being 1.</param>
public sealed record RequestRow(int Number, IReadOnlyDictionary<string, string> Fields)
{
    public string this[string field] => Fields.GetValueOrDefault(field, "");
}
