namespace Bihuan.Hosting;

/// <summary>Writes <c>in (…)</c> for both databases: the mapper would hand a list to PostgreSQL as an array, which <c>in</c> does not take.</summary>
public static class Among
{
    /// <summary>Adds each value as a parameter of its own.</summary>
    /// <returns><c>(@name0, @name1 …)</c>; <c>(null)</c>, which nothing is in, where there are none.</returns>
    public static string AddAll(this DynamicParameters parameters, string name, IEnumerable<string?> values)
    {
        var names = new List<string>();
        foreach (var value in values.Distinct())
        {
            parameters.Add($"{name}{names.Count}", value);
            names.Add($"@{name}{names.Count}");
        }

        return names.Count == 0 ? "(null)" : $"({string.Join(", ", names)})";
    }
}
