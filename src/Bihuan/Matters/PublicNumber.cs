using System.Globalization;

namespace Bihuan.Matters;

/// <summary>
/// Public numbers from a playbook's pattern: <c>{yyyyMMdd}</c> is the local date, a run of zeros in braces the number of the day.
/// <c>RX{yyyyMMdd}{00000}</c> makes <c>RX2026112200017</c>: ASCII, so that outside systems take it as it is.
/// </summary>
public static class PublicNumber
{
    /// <summary>The series a number is counted in: the pattern with its date, without its count.</summary>
    public static string Series(string pattern, DateTimeOffset at) => Dated(pattern, at).Replace("{", "", StringComparison.Ordinal)
        .Replace("}", "", StringComparison.Ordinal);

    /// <summary>The number.</summary>
    public static string Write(string pattern, DateTimeOffset at, long count)
    {
        var dated = Dated(pattern, at);
        var start = dated.IndexOf("{0", StringComparison.Ordinal);
        if (start < 0) return dated + count.ToString(CultureInfo.InvariantCulture);
        var end = dated.IndexOf('}', start);
        return dated[..start] + count.ToString(dated[(start + 1)..end], CultureInfo.InvariantCulture) + dated[(end + 1)..];
    }

    static string Dated(string pattern, DateTimeOffset at) => pattern.Replace("{yyyyMMdd}",
        at.ToOffset(WorkCalendar.Offset).ToString("yyyyMMdd", CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
