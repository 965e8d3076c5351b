using Bihuan.People;

namespace Bihuan.Registers;

/// <summary>
/// Which records somebody may see and touch, of those registers that their role may read. One list of limits makes the SQL of the lists
/// and the answer about a single record.
/// </summary>
/// <param name="Area">Records in this area only; null is no limit.</param>
/// <param name="Office">Records that this bureau entered only: for a unit that has no area of its own. Null is no limit.</param>
/// <param name="SeesNone">Sees nothing at all.</param>
public sealed record RecordScope(string District, string? Area = null, string? Office = null, bool SeesNone = false)
{
    /// <summary>The scope of one post: its area where it has one, the area of its street office, or what its own bureau entered.</summary>
    public static RecordScope Of(string district, Appointment post, Units units) => Roles.Of(post.Role)?.Sees switch
    {
        Sees.District => new(district, post.Area),
        Sees.OwnArea when post.Area is not null => new(district, post.Area),
        Sees.OwnArea or Sees.OwnUnit when Unit.IsDistrict(post.Unit) => new(district),
        Sees.OwnArea or Sees.OwnUnit => AreaOf(post.Unit, units) is { } area ? new(district, area) : new(district, null, OfficeOf(post.Unit)),
        _ => new(district, SeesNone: true),
    };

    /// <summary>The office below the district that a unit belongs to.</summary>
    public static string OfficeOf(string unit) => Unit.Above(unit).LastOrDefault(unit);

    /// <summary>Whether one record of the own district lies inside.</summary>
    public bool Allows(string area, string office) => !SeesNone
        && (Area is null || Lies(area, Area)) && (Office is null || office == Office);

    /// <summary>The condition for a query over records under an alias.</summary>
    public string Where(string alias, DynamicParameters parameters)
    {
        parameters.Add("scope_district", District);
        var sql = $"{alias}.district = @scope_district";
        if (SeesNone) sql += " and 1 = 0";
        if (Area is not null) sql += $" and {IsIn(alias, Area, "scope_area", parameters)}";
        if (Office is not null)
        {
            sql += $" and {alias}.office = @scope_office";
            parameters.Add("scope_office", Office);
        }

        return sql;
    }

    /// <summary>Whether a record's area is looked for in another: it lies within, or it is the community of a grid and nobody has said in which of its grids the thing is.</summary>
    public static bool Lies(string area, string within) => area.StartsWith(within, StringComparison.Ordinal) || within.Length > 12 && area == within[..12];

    /// <summary>The same as a condition for a query.</summary>
    public static string IsIn(string alias, string area, string name, DynamicParameters parameters)
    {
        var within = Scope.IsIn(alias, area, name, parameters);
        if (area.Length <= 12) return within;
        parameters.Add(name + "_whole", area[..12]);
        return $"({alias}.community = @{name}_whole and ({alias}.area = @{name}_whole or {within}))";
    }

    static string? AreaOf(string unit, Units units) =>
        Unit.Above(unit).Select(code => units.ByCode(code)?.Area).FirstOrDefault(area => area is { Length: >= 9 });
}
