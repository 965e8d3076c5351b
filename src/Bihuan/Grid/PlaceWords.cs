namespace Bihuan.Grid;

/// <summary>What one word may mean: an area or a place, and how surely.</summary>
sealed record Meaning(string Word, Area Area, Place? Place, double Surely, string Zh, string En)
{
    /// <summary>Where it stands, when that is known from elsewhere than the gazetteer.</summary>
    public LonLat? Point { get; init; }
}

/// <summary>A word seen in a text, with everything that it may mean.</summary>
sealed record Sighting(string Word, int Start, IReadOnlyList<Meaning> Meanings)
{
    public int End => Start + Word.Length;
}

/// <summary>The words by which areas and places are called, longest first.</summary>
sealed class PlaceWords
{
    // Names that are also everyday words; alone they say little.
    static readonly HashSet<string> Everyday = ["山海", "望海", "听海", "观海", "龙泉", "锦园", "奥林", "康城", "会展", "大桥", "高家", "海大", "青大", "二中", "会场村", "大桥村", "书院村"];

    readonly Dictionary<string, List<Meaning>> meanings = new(StringComparer.Ordinal);
    readonly Dictionary<char, string[]> byFirst;

    public PlaceWords(AreaMap map, IEnumerable<Place> places)
    {
        foreach (var area in map.All) Add(area);
        foreach (var place in places) Add(place);
        byFirst = meanings.Keys.GroupBy(w => w[0]).ToDictionary(g => g.Key, g => g.OrderByDescending(w => w.Length).ToArray());
    }

    /// <summary>Names that registers know; those of areas that are gone are passed over.</summary>
    public PlaceWords(AreaMap map, IEnumerable<KnownName> names)
    {
        foreach (var name in names)
            if (map.ByCode(name.Area) is { } area) Add(name, area);
        byFirst = meanings.Keys.GroupBy(w => w[0]).ToDictionary(g => g.Key, g => g.OrderByDescending(w => w.Length).ToArray());
    }

    /// <summary>Finds the words of a text from left to right, each time the longest.</summary>
    /// <param name="besides">Further words; a word that both know means all that either says.</param>
    public List<Sighting> Read(string text, PlaceWords? besides = null)
    {
        List<Sighting> seen = [];
        for (var i = 0; i < text.Length;)
        {
            var word = At(text, i);
            var further = besides?.At(text, i);
            var longest = (further?.Length ?? 0) > (word?.Length ?? 0) ? further : word;
            if (longest is not null) seen.Add(new(longest, i, Both(longest, besides)));
            i += longest?.Length ?? 1;
        }
        return seen;
    }

    // Asked at every character of a text: a loop, since a lambda would be made each time.
    string? At(string text, int place)
    {
        if (!byFirst.TryGetValue(text[place], out var words)) return null;
        foreach (var word in words)
            if (string.CompareOrdinal(text, place, word, 0, word.Length) == 0) return word;
        return null;
    }

    IReadOnlyList<Meaning> Both(string word, PlaceWords? besides)
    {
        var own = meanings.GetValueOrDefault(word);
        var further = besides?.meanings.GetValueOrDefault(word);
        return own is null ? further! : further is null ? own : [.. own, .. further.Where(f => own.TrueForAll(m => m.Area != f.Area))];
    }

    void Add(KnownName name, Area area)
    {
        var inside = area.Chain[Math.Min(2, area.Chain.Count - 1)];
        var (called, calledEn) = name.Called is { } proper ? ($"{proper}，", $"{proper}, ") : ("", "");
        if (!meanings.TryGetValue(name.Name, out var known)) meanings[name.Name] = known = [];
        if (known.TrueForAll(m => m.Area != area))
            known.Add(new(name.Name, area, null, 0.85, $"{called}底册“{name.From.Zh}”里的，在{inside.Name}", $"{calledEn}in the register “{name.From.En}”, in {inside.NameEn}") { Point = name.Point });
    }

    void Add(Area area)
    {
        switch (area.Level)
        {
            case AreaLevel.District:
                Put(area.Name, area, null, 0.1, "区", "a district");
                break;
            case AreaLevel.Street:
                var bare = area.Name.Replace("街道", "", StringComparison.Ordinal);
                foreach (var word in (string[])[area.Name, area.Name + "办事处", bare + "办事处", bare + "街办"])
                    Put(word, area, null, 0.9, $"{area.Chain[0].Name}的街道", $"a street of {area.Chain[0].NameEn}");
                Put(bare, area, null, 0.6, $"{area.Chain[0].Name}的街道", $"a street of {area.Chain[0].NameEn}");
                break;
            case AreaLevel.Community:
                Community(area);
                break;
            default:
                Put(area.Name, area, null, 1, $"{area.Chain[1].Name}的网格", $"a grid of {area.Chain[1].NameEn}");
                break;
        }
    }

    void Community(Area area)
    {
        var village = area.Name.EndsWith('村');
        var bare = village ? area.Name : area.Name[..^2];
        var (zh, en) = ($"{area.Chain[1].Name}的{(village ? "村" : "社区")}", $"a {(village ? "village" : "community")} of {area.Chain[1].NameEn}");
        foreach (var word in (string[])[bare + "社区", bare + "居委会", bare + "社区居委会", bare + "社区居民委员会", bare + "村委会", bare + "村民委员会"])
            Put(word, area, null, 0.95, zh, en);
        var alsoStreet = area.Chain[1].Name == bare + "街道";
        Put(bare, area, null, alsoStreet ? 0.6 : Everyday.Contains(bare) ? 0.4 : bare.Length > 2 || bare.EndsWith('村') ? 0.85 : 0.65, zh, en);
        if (!village && !bare.EndsWith('村')) Put(bare + "村", area, null, 0.85, zh, en);
        if (village && bare.Length > 3) Put(bare[..^1], area, null, 0.75, zh, en);
    }

    void Add(Place place)
    {
        var (zh, en) = Place.KindWords[place.Kind];
        foreach (var word in place.Nicknames.Prepend(place.Name))
        {
            var surely = place.Kind is "road" ? 0.7 : Everyday.Contains(word) ? 0.5 : 0.85;
            var called = word == place.Name ? "" : $"{place.Name}，";
            var calledEn = word == place.Name ? "" : $"{place.Name}, ";
            foreach (var area in place.Areas)
            {
                var street = area.Chain[Math.Min(1, area.Chain.Count - 1)];
                if (place.Areas.Count == 1) Put(word, area, place, surely, $"{called}{street.Name}的{zh}", $"{calledEn}{en} in {street.NameEn}");
                else Put(word, area, place, surely, $"{called}{zh}，经过{street.Name}", $"{calledEn}{en} that passes through {street.NameEn}");
            }
        }
    }

    // A name that a place and a community share means both.
    void Put(string word, Area area, Place? place, double surely, string zh, string en)
    {
        if (!meanings.TryGetValue(word, out var known)) meanings[word] = known = [];
        if (known.TrueForAll(m => m.Area != area)) known.Add(new(word, area, place, surely, zh, en));
    }
}
