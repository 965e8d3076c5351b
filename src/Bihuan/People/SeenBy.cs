namespace Bihuan.People;

/// <summary>
/// Who alone knows of something, as marks: <c>LS.ZH</c> whoever sits in that unit, <c>&lt;LS.XF</c> in that unit or below it, <c>@gao</c> that person,
/// <c>#leader</c> whoever holds that role.
/// </summary>
public static class SeenBy
{
    /// <summary>Whoever sits in a unit or below it.</summary>
    public static string Within(string unit) => $"<{unit}";

    /// <summary>One person.</summary>
    public static string Person(string account) => $"@{account}";

    /// <summary>Whoever holds a role.</summary>
    public static string Role(string role) => $"#{role}";

    /// <summary>The marks that somebody in a post bears: one of them among those of a thing, and they know of it.</summary>
    public static ImmutableArray<string> Marks(string account, string unit, string role) =>
        [unit, .. Unit.Above(unit).Append(unit).Distinct().Select(Within), .. account.Length > 0 ? (string[])[Person(account)] : [], Role(role)];

    /// <summary>Whether whoever bears these marks knows of it; null is known to all whose post covers it.</summary>
    public static bool Holds(IReadOnlyCollection<string>? seenBy, IEnumerable<string> marks) => seenBy is null || marks.Any(seenBy.Contains);

    /// <summary>The marks as a ledger keeps them, a space around each; null where it is not kept to some.</summary>
    public static string? Column(IReadOnlyCollection<string>? seenBy) => seenBy is null ? null : $" {string.Join(' ', seenBy)} ";

    /// <summary>The condition, on such a column, that whoever bears these marks knows of it.</summary>
    public static string Sql(string column, IEnumerable<string> marks, DynamicParameters parameters) =>
        $"({column} is null or {string.Join(" or ", marks.Select((mark, n) =>
        {
            // An account may hold what a pattern takes for any letter.
            parameters.Add($"seen_{n}", $"% {mark.Replace("!", "!!", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal)} %");
            return $"{column} like @seen_{n} escape '!'";
        }))})";
}
