using System.Globalization;
using System.Text;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Bihuan.Intake.Import;

/// <summary>How a file's columns become a request: a file that people edit.</summary>
public sealed class ColumnMap
{
    /// <summary>Stands before the outside number.</summary>
    public string System { get; set; } = "import";

    /// <summary>The file's encoding, unless it begins with a mark.</summary>
    public string Encoding { get; set; } = "utf-8";

    /// <summary>By field: the column's possible names.</summary>
    public Dictionary<string, List<string>> Columns { get; set; } = [];

    /// <summary>Formats of times, China Standard Time.</summary>
    public List<string> Times { get; set; } = [];

    /// <summary>The fields that must be filled for a row to have ended elsewhere.</summary>
    public List<string> Closed { get; set; } = [];

    public string Source { get; set; } = "import";
    public string Demand { get; set; } = "help";

    /// <summary>By name: the category's code.</summary>
    public Dictionary<string, string> Categories { get; set; } = [];

    /// <summary>refuse or leave-empty.</summary>
    public string UnknownCategory { get; set; } = "refuse";

    /// <summary>Reads the file.</summary>
    public static ColumnMap Read(string file)
    {
        var yaml = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build();
        using var reader = File.OpenText(file);
        return yaml.Deserialize<ColumnMap>(reader);
    }

    /// <summary>The encoding by its name.</summary>
    public Encoding Letters()
    {
        global::System.Text.Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return global::System.Text.Encoding.GetEncoding(Encoding);
    }

    /// <summary>A time as the file writes it; null when no format fits.</summary>
    public DateTimeOffset? Time(string text) =>
        DateTime.TryParseExact(text.Trim(), [.. Times], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, WorkCalendar.Offset).ToUniversalTime() : null;
}
