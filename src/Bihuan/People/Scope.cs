namespace Bihuan.People;

/// <summary>What of a matter decides who sees it.</summary>
public sealed record Sight(string? Area, string? Class, long Sensitivity, IReadOnlyCollection<string> Parties);

/// <summary>
/// Which matters somebody may see and touch: each limit narrows the others, null is no limit. One list of limits makes both the SQL of
/// every list and the answer about a single matter, so that they cannot drift apart.
/// </summary>
/// <param name="District">The district's division code.</param>
/// <param name="UnitPrefix">A party of the matter is this unit or one below it.</param>
/// <param name="AreaPrefix">The matter's area is this one or within it.</param>
/// <param name="Classes">The matter's class is one of these or below one.</param>
/// <param name="MaxSensitivity">0 normal, 1 confidential, 2 restricted; below 0 nothing is seen.</param>
public sealed record Scope(
    string District, string? UnitPrefix = null, string? AreaPrefix = null, IReadOnlyList<string>? Classes = null, int MaxSensitivity = 0)
{
    /// <summary>Sees nothing.</summary>
    public static Scope Nothing(string district) => new(district, MaxSensitivity: -1);

    /// <summary>The scope of one post. Its area narrows what is seen by district or area, never what the own unit is party to.</summary>
    public static Scope Of(string district, Appointment post)
    {
        if (Roles.Of(post.Role) is not { } role) return Nothing(district);
        IReadOnlyList<string>? classes = post.Classes.IsDefaultOrEmpty ? null : post.Classes;
        return role.Sees switch
        {
            Sees.District => new(district, null, post.Area, classes, role.Sensitivity),
            Sees.OwnArea when post.Area is not null => new(district, null, post.Area, classes, role.Sensitivity),
            Sees.OwnArea or Sees.OwnUnit => new(district, post.Unit, null, classes, role.Sensitivity),
            _ => Nothing(district),
        };
    }

    /// <summary>The condition for a query, in brackets.</summary>
    /// <param name="alias">The matters' alias; the table needs district, id, area, class and sensitivity.</param>
    public (string Sql, DynamicParameters Parameters) Where(string alias)
    {
        var parameters = new DynamicParameters();
        return ($"({string.Join(" and ", Limits().Select(limit => limit.Sql(alias, parameters)))})", parameters);
    }

    /// <summary>Whether one matter of the own district lies inside.</summary>
    public bool Allows(Sight sight) => Limits().All(limit => limit.Allows(sight));

    /// <summary>Whether one matter of the own district lies inside.</summary>
    public bool Allows(string? area, string? @class, long sensitivity, IEnumerable<string> partyUnits) =>
        Allows(new(area, @class, sensitivity, [.. partyUnits]));

    IEnumerable<Limit> Limits()
    {
        yield return new(
            (m, p) =>
            {
                p.Add("scope_district", District);
                p.Add("scope_sensitivity", MaxSensitivity);
                return $"{m}.district = @scope_district and {m}.sensitivity <= @scope_sensitivity";
            },
            sight => sight.Sensitivity <= MaxSensitivity);
        if (AreaPrefix is not null)
        {
            var ranges = new Ranges("scope_area", [new(AreaPrefix, null)]);
            yield return new((m, p) => ranges.Sql($"{m}.area", p), sight => ranges.Hold(sight.Area));
        }

        if (Classes is not null)
        {
            var ranges = new Ranges("scope_class", [.. Classes.Select(@class => new Path(@class, '-'))]);
            yield return new((m, p) => ranges.Sql($"{m}.class", p), sight => ranges.Hold(sight.Class));
        }

        if (UnitPrefix is not null)
        {
            var ranges = new Ranges("scope_unit", [new(UnitPrefix, '.')]);
            yield return new(
                (m, p) => "exists (select 1 from matter_parties scoped where " +
                    $"scoped.district = {m}.district and scoped.matter = {m}.id and {ranges.Sql("scoped.unit", p)})",
                sight => sight.Parties.Any(ranges.Hold));
        }
    }

    sealed record Limit(Func<string, DynamicParameters, string> Sql, Func<Sight, bool> Allows);

    /// <summary>A code and everything below it; without a separator, every code that begins with it.</summary>
    sealed record Path(string Code, char? Separator)
    {
        public string From => Separator is null ? Code : Code + Separator;
        public string To => From[..^1] + (char)(From[^1] + 1);
    }

    /// <summary>Codes within any of several paths, as ranges that an index serves.</summary>
    sealed class Ranges(string name, IReadOnlyList<Path> paths)
    {
        public bool Hold(string? code) => code is not null && paths.Any(path =>
            (path.Separator is not null && code == path.Code)
            || (string.CompareOrdinal(code, path.From) >= 0 && string.CompareOrdinal(code, path.To) < 0));

        public string Sql(string column, DynamicParameters parameters)
        {
            if (paths.Count == 0) return "1 = 0";
            return $"({string.Join(" or ", paths.Select((path, n) =>
            {
                parameters.Add($"{name}_{n}_from", path.From);
                parameters.Add($"{name}_{n}_to", path.To);
                var range = $"({column} >= @{name}_{n}_from and {column} < @{name}_{n}_to)";
                if (path.Separator is null) return range;

                parameters.Add($"{name}_{n}", path.Code);
                return $"{column} = @{name}_{n} or {range}";
            }))})";
        }
    }
}
