using Bihuan.Language;

namespace Bihuan.Grid;

/// <summary>Which names in people's words went with which area when the matter was handled. It knows names that stand in no gazetteer, and which of its meanings a name had.</summary>
sealed class PlaceMemory
{
    // A name speaks for an area when this share of its matters lay there.
    const double Agreed = 0.75;
    const int Most = 50_000;

    readonly Lock turn = new();
    readonly Dictionary<string, Dictionary<string, int>> said = new(StringComparer.Ordinal);

    /// <summary>Which area a name goes with.</summary>
    /// <param name="Code">A community, else a street.</param>
    /// <param name="Times">How many matters said so.</param>
    public readonly record struct Known(string Code, int Times);

    /// <summary>Learns that a matter with these names in it lies in an area.</summary>
    public void Learn(IEnumerable<string> names, string area)
    {
        if (area.Length < 9) return;
        var at = area.Length >= 12 ? area[..12] : area[..9];
        lock (turn)
        {
            foreach (var name in names.Distinct(StringComparer.Ordinal))
            {
                var known = Shorter(name) ?? name;
                if (!said.TryGetValue(known, out var areas))
                {
                    if (said.Count >= Most) Forget();
                    said[known] = areas = new(1, StringComparer.Ordinal);
                }

                areas[at] = areas.GetValueOrDefault(at) + 1;
            }
        }
    }

    /// <summary>Which area a name goes with; null where it goes with none, or with too many.</summary>
    public Known? Of(string name)
    {
        lock (turn) return said.TryGetValue(name, out var areas) ? Of(areas) : null;
    }

    /// <summary>How many matters of a name lay within an area, of all that are known.</summary>
    public (int There, int All) Within(string name, string area)
    {
        lock (turn)
            return said.TryGetValue(name, out var areas) ? (areas.Where(one => one.Key.StartsWith(area, StringComparison.Ordinal)).Sum(one => one.Value), areas.Values.Sum()) : (0, 0);
    }

    /// <summary>The learned names that stand in a text, the longest at each place.</summary>
    public IReadOnlyList<(string Name, int Start, Known Known)> See(string text)
    {
        List<(string, int, Known)> seen = [];
        lock (turn)
        {
            if (said.Count == 0) return seen;
            var names = said.GetAlternateLookup<ReadOnlySpan<char>>();
            for (var start = 0; start + NamesOfPlaces.Shortest <= text.Length; start++)
                for (var length = Math.Min(NamesOfPlaces.Longest, text.Length - start); length >= NamesOfPlaces.Shortest; length--)
                {
                    if (!names.TryGetValue(text.AsSpan(start, length), out var areas) || Of(areas) is not { } known) continue;
                    seen.Add((text.Substring(start, length), start, known));
                    start += length - 1;
                    break;
                }
        }

        return seen;
    }

    static Known? Of(Dictionary<string, int> areas)
    {
        var all = areas.Values.Sum();
        var community = areas.Where(one => one.Key.Length == 12).MaxBy(one => one.Value);
        if (community.Key is not null && community.Value >= Agreed * all) return new(community.Key, community.Value);
        var street = areas.GroupBy(one => one.Key[..9]).Select(group => (group.Key, Times: group.Sum(one => one.Value))).MaxBy(group => group.Times);
        return street.Times >= Agreed * all ? new(street.Key, street.Times) : null;
    }

    // "天天超市" after "楼下天天超市" is the same shop: what is known already is what it is called.
    string? Shorter(string name)
    {
        for (var from = 0; name.Length - from >= NamesOfPlaces.Shortest + 1; from++)
            if (said.ContainsKey(name[from..])) return name[from..];
        return null;
    }

    void Forget()
    {
        foreach (var name in said.Where(one => one.Value.Values.Sum() == 1).Select(one => one.Key).ToList()) said.Remove(name);
        if (said.Count >= Most) said.Clear();
    }
}
