namespace Bihuan.People;

/// <summary>What a unit may be.</summary>
public static class UnitKinds
{
    public static readonly ImmutableArray<(string Key, Words Title)> All =
    [
        ("district", new("区", "District")), ("department", new("部门", "Department")), ("street", new("街道", "Street office")),
        ("office", new("科室", "Section")), ("centre", new("中心", "Centre")), ("community", new("社区", "Community")), ("enterprise", new("企业", "Enterprise")),
    ];

    /// <summary>What it is called; the key itself for one that was kept otherwise.</summary>
    public static Words Title(string key) => All.FirstOrDefault(kind => kind.Key == key) is { Key: not null } kind ? kind.Title : new(key, key);

    /// <summary>The key that somebody means: the key itself, or its title in either language; null when it is none.</summary>
    public static string? Of(string word) => All.FirstOrDefault(kind => kind.Key == word || kind.Title.Zh == word || string.Equals(kind.Title.En, word, StringComparison.OrdinalIgnoreCase)).Key;
}
