using System.Collections.Frozen;

namespace Bihuan.Library;

/// <summary>What the keys of docs/sources.md stand for, so that a page can say on whose word a limit rests.</summary>
public static class Sources
{
    static readonly Lazy<FrozenDictionary<string, string>> Known = new(Read);

    /// <summary>The key with what it stands for: <c>[P2] 北京市接诉即办工作条例</c>; the key alone when it is unknown.</summary>
    public static string Of(string key) => Known.Value.TryGetValue(key, out var text) ? $"[{key}] {text}" : $"[{key}]";

    static FrozenDictionary<string, string> Read()
    {
        using var stream = typeof(Sources).Assembly.GetManifestResourceStream("sources.md");
        if (stream is null) return FrozenDictionary<string, string>.Empty;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells.Length > 3 && cells[1] is not "key" && cells[1].Length is > 0 and < 8)
            .GroupBy(cells => cells[1]).ToFrozenDictionary(group => group.Key, group => group.First()[2]);
    }
}
