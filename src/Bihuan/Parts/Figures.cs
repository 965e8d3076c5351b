using System.Globalization;

namespace Bihuan.Parts;

/// <summary>Writes numbers for people: thousands separated, and `—` for no data, never a nought of nothing.</summary>
public static class Figures
{
    public const string None = "—";

    public static string Number(long? number) => number?.ToString("#,0", CultureInfo.InvariantCulture) ?? None;

    public static string Number(double? number, int places = 1) =>
        number is { } value && double.IsFinite(value)
            ? value.ToString(places == 0 ? "#,0" : "#,0." + new string('0', places), CultureInfo.InvariantCulture)
            : None;

    public static string Percent(long part, long of) =>
        of <= 0 ? None : (100.0 * part / of).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>File sizes, decimal units.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} B",
        < 1_000_000 => $"{bytes / 1_000} KB",
        _ => (bytes / 1_000_000.0).ToString("0.0", CultureInfo.InvariantCulture) + " MB",
    };
}
