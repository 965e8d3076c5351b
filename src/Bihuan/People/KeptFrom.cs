namespace Bihuan.People;

/// <summary>From whom something is kept: the units it is about, those below them and those above, the district's own excepted, who must deal with it [P1 art 30].</summary>
public static class KeptFrom
{
    /// <summary>Whether it is kept from those who sit in a unit.</summary>
    public static bool Holds(IEnumerable<string> named, string unit) =>
        !Unit.IsDistrict(unit) && named.Any(about => Unit.IsWithin(unit, about) || Unit.IsWithin(about, unit));

    /// <summary>The units as a ledger keeps them, a space around each and a mark before those that only stand above one; null where it is kept from nobody.</summary>
    public static string? Column(ImmutableArray<string> named) => named.IsEmpty ? null
        : $" {string.Join(' ', named.Concat(named.SelectMany(Unit.Above).Except(named).Select(above => "^" + above)))} ";

    /// <summary>The condition, on such a column, that it is not kept from those who sit in these units; null where nothing is kept from them.</summary>
    public static string? Sql(string column, IEnumerable<string> units, DynamicParameters parameters)
    {
        var marks = units.SelectMany(unit => Unit.Above(unit).Append("^" + unit).Where(_ => !Unit.IsDistrict(unit))).Distinct().ToList();
        if (marks.Count == 0) return null;
        return $"({column} is null or not ({string.Join(" or ", marks.Select((mark, n) =>
        {
            parameters.Add($"kept_{n}", $"% {mark} %");
            return $"{column} like @kept_{n}";
        }))}))";
    }
}
