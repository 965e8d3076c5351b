using System.Text.Json;

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

    /// <summary>Thousands of whole numbers in one parameter, so that the text of the statement stays the same.</summary>
    public static string AddNumbers(this DynamicParameters parameters, Store store, string name, IEnumerable<long> values)
    {
        parameters.Add(name, $"[{string.Join(',', values)}]");
        return store.IsShared ? $"(select value::bigint from json_array_elements_text(@{name}::json) as value)" : $"(select value from json_each(@{name}))";
    }

    /// <summary>Thousands of texts in one parameter.</summary>
    public static string AddTexts(this DynamicParameters parameters, Store store, string name, IEnumerable<string> values)
    {
        parameters.Add(name, JsonSerializer.Serialize(values));
        return store.IsShared ? $"(select value from json_array_elements_text(@{name}::json) as value)" : $"(select value from json_each(@{name}))";
    }
}
