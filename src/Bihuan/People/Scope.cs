namespace Bihuan.People;

/// <summary>What of a matter decides who sees it.</summary>
public sealed record Sight(string? Area, string? Class, long Sensitivity, IReadOnlyCollection<string> Parties)
{
    /// <summary>The units it is about, from whom it is kept.</summary>
    public IReadOnlyCollection<string> About { get; init; } = [];

    /// <summary>The marks of those who alone know of it; null where their posts decide.</summary>
    public IReadOnlyCollection<string>? SeenBy { get; init; }
}

/// <summary>
/// Which matters somebody may see and touch: each limit narrows the others, null is no limit. One list of limits makes both the SQL of
/// every list and the answer about a single matter, so that they cannot drift apart.
/// </summary>
/// <param name="District">The district's division code.</param>
/// <param name="UnitPrefix">A party of the matter is this unit or one below it; the district itself is no limit.</param>
/// <param name="AreaPrefix">The matter's area is this one or within it.</param>
/// <param name="Classes">The matter's class is one of these or below one.</param>
/// <param name="MaxSensitivity">0 normal, 1 confidential, 2 restricted; below 0 nothing is seen.</param>
public sealed record Scope(
    string District, string? UnitPrefix = null, string? AreaPrefix = null, IReadOnlyList<string>? Classes = null, int MaxSensitivity = 0)
{
    /// <summary>Where the person sits, in every post: what is about one of these units is kept from them. Empty for a scope that is nobody's.</summary>
    public IReadOnlyList<string> Offices { get; init; } = [];

    /// <summary>What the person is known by, in the post they act in: see <see cref="SeenBy"/>. Empty for a scope that is nobody's, and for one that only counts.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>The same scope for a figure that tells how many and never which: what only its parties know is counted.</summary>
    public Scope Counting => this with { Marks = [] };

    /// <summary>Sees nothing.</summary>
    public static Scope Nothing(string district) => new(district, MaxSensitivity: -1);

    /// <summary>The scope of one post. Its area narrows what is seen by district or area, never what the own unit is party to.</summary>
    public static Scope Of(string district, Appointment post)
    {
        if (Roles.Of(post.Role) is not { } role) return Nothing(district);
        IReadOnlyList<string>? classes = post.Classes.IsDefaultOrEmpty ? null : post.Classes;
        var scope = role.Sees switch
        {
            Sees.District => new Scope(district, null, post.Area, classes, role.Sensitivity),
            Sees.OwnArea when post.Area is not null => new(district, null, post.Area, classes, role.Sensitivity),
            Sees.OwnArea or Sees.OwnUnit => new(district, post.Unit, null, classes, role.Sensitivity),
            _ => Nothing(district),
        };
        return scope with { Offices = [post.Unit], Marks = SeenBy.Marks("", post.Unit, post.Role) };
    }

    /// <summary>The condition for a query, in brackets.</summary>
    /// <param name="alias">The matters' alias; the table needs district, id, area, street, community, class, sensitivity, kept_from and seen_by.</param>
    public (string Sql, DynamicParameters Parameters) Where(string alias)
    {
        var parameters = new DynamicParameters();
        return ($"({string.Join(" and ", Limits().Select(limit => limit.Sql(alias, parameters)))})", parameters);
    }

    /// <summary>Whether one matter of the own district lies inside.</summary>
    public bool Allows(Sight sight) => Limits().All(limit => limit.Allows(sight));

    /// <summary>Whether one matter of the own district lies inside.</summary>
    /// <param name="about">The units it is about.</param>
    /// <param name="seenBy">Who alone knows of it.</param>
    public bool Allows(string? area, string? @class, long sensitivity, IEnumerable<string> partyUnits, IReadOnlyCollection<string>? about = null, IReadOnlyCollection<string>? seenBy = null) =>
        Allows(new(area, @class, sensitivity, [.. partyUnits]) { About = about ?? [], SeenBy = seenBy });

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
        if (Offices.Any(office => !Unit.IsDistrict(office)))
        {
            yield return new(
                (m, p) => KeptFrom.Sql($"{m}.kept_from", Offices, p) ?? "1 = 1",
                sight => !Offices.Any(office => KeptFrom.Holds(sight.About, office)));
        }

        if (Marks.Count > 0)
            yield return new((m, p) => People.SeenBy.Sql($"{m}.seen_by", Marks, p), sight => People.SeenBy.Holds(sight.SeenBy, Marks));

        if (AreaPrefix is not null)
        {
            yield return new(
                (m, p) => IsIn(m, AreaPrefix, "scope_area", p),
                sight => sight.Area?.StartsWith(AreaPrefix, StringComparison.Ordinal) == true);
        }

        if (Classes is not null)
        {
            var ranges = new Ranges("scope_class", Classes, '-');
            yield return new((m, p) => ranges.Sql($"{m}.class", p), sight => ranges.Hold(sight.Class));
        }

        if (UnitPrefix is not null && !Unit.IsDistrict(UnitPrefix))
        {
            yield return new(
                (m, p) =>
                {
                    p.Add("scope_unit", UnitPrefix);
                    return $"exists (select 1 from matter_parties scoped where scoped.district = {m}.district and scoped.matter = {m}.id and scoped.unit = @scope_unit)";
                },
                sight => sight.Parties.Any(party => Unit.IsWithin(party, UnitPrefix)));
        }
    }

    /// <summary>The condition that a matter lies in an area: an equality with its street or community, so that an index gives them in order.</summary>
    public static string IsIn(string alias, string area, string name, DynamicParameters parameters)
    {
        parameters.Add(name, area);
        if (area.Length == 9) return $"{alias}.street = @{name}";
        if (area.Length == 12) return $"{alias}.community = @{name}";

        parameters.Add(name + "_to", area + ":");
        var range = $"{alias}.area >= @{name} and {alias}.area < @{name}_to";
        if (area.Length < 12) return $"({range})";

        parameters.Add(name + "_community", area[..12]);
        return $"({alias}.community = @{name}_community and {range})";
    }

    sealed record Limit(Func<string, DynamicParameters, string> Sql, Func<Sight, bool> Allows);

    /// <summary>Codes within any of several paths, as ranges that an index serves.</summary>
    sealed class Ranges(string name, IReadOnlyList<string> paths, char separator)
    {
        public bool Hold(string? code) => code is not null && paths.Any(path => code == path
            || (string.CompareOrdinal(code, path + separator) >= 0 && string.CompareOrdinal(code, path + (char)(separator + 1)) < 0));

        public string Sql(string column, DynamicParameters parameters)
        {
            if (paths.Count == 0) return "1 = 0";
            return $"({string.Join(" or ", paths.Select((path, n) =>
            {
                parameters.Add($"{name}_{n}", path);
                parameters.Add($"{name}_{n}_from", path + separator);
                parameters.Add($"{name}_{n}_to", path + (char)(separator + 1));
                return $"{column} = @{name}_{n} or ({column} >= @{name}_{n}_from and {column} < @{name}_{n}_to)";
            }))})";
        }
    }
}
