using System.Text;
using Bihuan.Language;
using NetTopologySuite.Operation.Distance;

namespace Bihuan.Grid;

/// <summary>One reading of where a text speaks of.</summary>
/// <param name="Area">The deepest area that the words justify; its <see cref="Area.Chain"/> leads up.</param>
/// <param name="Point">An approximate point, WGS 84; null where the words name only an area or a long road.</param>
/// <param name="Score">How surely, 0 to 1.</param>
/// <param name="Words">The words of the text that say so.</param>
/// <param name="Reason">Why, in Chinese: `“张村”是中韩街道的社区`.</param>
/// <param name="ReasonEn">Why, in English.</param>
public sealed record PlaceCandidate(
    Area Area, LonLat? Point, double Score, IReadOnlyList<string> Words, string Reason, string ReasonEn);

/// <summary>What was found: at most three candidates, the surest first; empty means that the text names no known place.</summary>
/// <param name="Ambiguous">Two candidates are nearly equally sure: a person must choose.</param>
public sealed record PlaceGuess(IReadOnlyList<PlaceCandidate> Candidates, bool Ambiguous)
{
    public static readonly PlaceGuess Nothing = new([], false);
    /// <summary>The one candidate that may be filled in for a person to confirm; null when there is none or a doubt.</summary>
    public PlaceCandidate? Sure => Ambiguous || Candidates.Count == 0 || Candidates[0].Score < 0.6 ? null : Candidates[0];
}

/// <summary>Finds the place that a resident's own words speak of, and says which words and why.</summary>
public sealed class PlaceFinder
{
    const double Near = 0.25;
    const int Most = 3;
    const double CrossingDegrees = 0.003;
    static readonly string[] Joints = ["与", "和", "跟", "、", "/", "-", "—", "交", "至", "到", ""];
    // What follows makes it the name of something else: 张村路 is not 张村.
    static readonly string[] OtherThing = ["路", "街", "河", "桥", "巷", "小学", "中学", "幼儿园", "医院", "市场", "水库"];

    readonly AreaMap map;
    readonly Func<PlaceWords> read;
    // The words go with the areas as they stood when they were read.
    volatile Tuple<AreaPlan, PlaceWords> learnt;

    readonly PlaceMemory memory = new();
    volatile IReadOnlyList<KnownName> names = [];
    volatile Tuple<AreaPlan, IReadOnlyList<KnownName>, PlaceWords>? registered;

    PlaceFinder(AreaMap map, Func<PlaceWords> read) => (this.map, this.read, learnt) = (map, read, new(map.Plan, read()));

    /// <summary>Reads `places.csv` of the folder that the map was read from.</summary>
    public static PlaceFinder Load(string folder, AreaMap map) =>
        new(map, () => new(map, Place.Read(Path.Combine(folder, "places.csv"), map)));

    /// <summary>Knows the names of the areas and no other place.</summary>
    public static PlaceFinder Of(AreaMap map) => new(map, () => new(map, (IEnumerable<Place>)[]));

    /// <summary>From now on it knows these names too, and of those that registers told before none but these.</summary>
    public void Know(IReadOnlyList<KnownName> registers) => names = registers;

    /// <summary>Learns that a matter in whose words a place may be named lies in an area: confirmed or corrected by a person.</summary>
    public void Learn(string text, string area)
    {
        var plain = Plain(text.Length > 2000 ? text[..2000] : text);
        var seen = Words().Read(plain, Registered());
        var free = plain.ToCharArray();
        foreach (var one in seen) Array.Fill(free, ' ', one.Start, one.Word.Length);
        // 张村花园 is not 张村: a known name may be the beginning of one that is not.
        var longer = seen.Select(one => NamesOfPlaces.In(plain[one.Start..Math.Min(plain.Length, one.Start + NamesOfPlaces.Longest)])
            .FirstOrDefault(name => name.Length > one.Word.Length && name.StartsWith(one.Word, StringComparison.Ordinal))).OfType<string>();
        memory.Learn([.. seen.Where(one => one.Meanings.Count > 1).Select(one => one.Word), .. longer, .. NamesOfPlaces.In(new(free))], area);
    }

    /// <summary>The place that a text speaks of, by the gazetteer, the registers and what handled matters have taught.</summary>
    public PlaceGuess Find(string text)
    {
        var plain = Plain(text);
        var seen = Recalled(plain, Words().Read(plain, Registered()));
        seen.RemoveAll(s => s.Meanings[0].Area.Level is AreaLevel.District && s.Meanings[0].Place is null);
        if (seen.Count == 0) return PlaceGuess.Nothing;

        List<PlaceCandidate> found = [.. Crossings(plain, seen)];
        var crossed = found.SelectMany(f => f.Words).ToHashSet(StringComparer.Ordinal);
        found.AddRange(seen.DistinctBy(s => s.Word).Where(s => !crossed.Contains(s.Word))
            .SelectMany(s => s.Meanings.Select(m => Single(plain, s, m))));
        var settled = Settle(plain, found);
        return new(settled, settled.Count > 1 && settled[0].Score - settled[1].Score < Near);
    }

    // Names that handled matters taught stand beside those of the gazetteer; a longer one takes the place of the shorter within it.
    List<Sighting> Recalled(string text, List<Sighting> seen)
    {
        var all = seen.ConvertAll(Preferred);
        foreach (var (name, start, known) in memory.See(text))
        {
            if (map.ByCode(known.Code) is not { } area) continue;
            var end = start + name.Length;
            var across = all.FindAll(one => one.Start < end && one.End > start);
            if (across.Exists(one => one.Start < start || one.End > end || one.Word.Length >= name.Length)) continue;
            all.RemoveAll(across.Contains);
            all.Add(new(name, start, [new(name, area, null, known.Times switch { 1 => 0.5, 2 => 0.58, _ => 0.7 },
                $"地名表里没有的；办过的 {known.Times} 件在{area.Name}", $"in no gazetteer; {known.Times} handled before lay in {area.NameEn}")]));
        }

        return [.. all.OrderBy(one => one.Start)];
    }

    /// <summary>A name with several meanings, as it was meant before.</summary>
    Sighting Preferred(Sighting seen) => seen.Meanings.Count < 2 ? seen : seen with
    {
        Meanings = [.. seen.Meanings.Select(meaning =>
        {
            var (there, of) = memory.Within(seen.Word, meaning.Area.Code);
            // What lay in the community of that name does not speak for its street.
            there -= seen.Meanings.Where(finer => finer.Area.Level > meaning.Area.Level && finer.Area.IsWithin(meaning.Area.Code)).Sum(finer => memory.Within(seen.Word, finer.Area.Code).There);
            if (there == 0) return meaning;
            var share = (double)there / of;
            return meaning with
            {
                Surely = Math.Clamp(meaning.Surely + (share < 0.5 ? 0 : of >= 3 && share >= 0.75 ? 0.3 : 0.1), 0, 0.95),
                Zh = $"{meaning.Zh}（办过的 {of} 件里 {there} 件在这里）", En = $"{meaning.En} ({there} of {of} handled before lay here)",
            };
        }).OrderByDescending(meaning => meaning.Surely)],
    };

    PlaceWords? Registered()
    {
        var (now, known, with) = (map.Plan, registered, names);
        if (with.Count == 0) return null;
        if (known is null || !ReferenceEquals(known.Item1, now) || !ReferenceEquals(known.Item2, with)) registered = known = new(now, with, new(map, with));
        return known.Item3;
    }

    PlaceWords Words()
    {
        var (now, known) = (map.Plan, learnt);
        if (!ReferenceEquals(known.Item1, now)) learnt = known = new(now, read());
        return known.Item2;
    }

    static PlaceCandidate Single(string text, Sighting seen, Meaning meaning)
    {
        var point = meaning.Point ?? (meaning.Place is { Kind: not ("road" or "river" or "hill") } place ? place.Point : (LonLat?)null);
        var rest = text.AsSpan(seen.End);
        foreach (var other in OtherThing)
        {
            // 路口 and 路边 belong to the road named before them.
            if (!rest.StartsWith(other, StringComparison.Ordinal) || rest.StartsWith("路口") || rest.StartsWith("路边")) continue;
            return new(meaning.Area, null, meaning.Surely * 0.6, [seen.Word],
                $"“{seen.Word}{other}”不在地名表中；“{seen.Word}”是{meaning.Zh}，可能在其附近",
                $"“{seen.Word}{other}” is not in the gazetteer; “{seen.Word}” is {meaning.En}, it may be near it");
        }
        return new(meaning.Area, point, meaning.Surely, [seen.Word], $"“{seen.Word}”是{meaning.Zh}", $"“{seen.Word}” is {meaning.En}");
    }

    // Two roads named together mean the point where they meet, if their courses are known and do meet.
    IEnumerable<PlaceCandidate> Crossings(string text, List<Sighting> seen)
    {
        foreach (var (one, two) in seen.Zip(seen.Skip(1)))
        {
            if (one.Meanings[0].Place?.Line is not { } a || two.Meanings[0].Place?.Line is not { } b) continue;
            if (!Joints.Contains(text[one.End..two.Start], StringComparer.Ordinal)) continue;
            if (a.Distance(b) > CrossingDegrees) continue;

            var ends = DistanceOp.NearestPoints(a, b);
            var at = new LonLat((ends[0].X + ends[1].X) / 2, (ends[0].Y + ends[1].Y) / 2);
            if (map.Find(at.Lon, at.Lat) is not { } area) continue;
            var street = area.Chain[Math.Min(1, area.Chain.Count - 1)];
            yield return new(area, at, 0.9, [one.Word, two.Word],
                $"“{one.Word}”与“{two.Word}”相交处，在{street.Name}",
                $"Where “{one.Word}” meets “{two.Word}”, in {street.NameEn}");
        }
    }

    // A coarse reading that holds a finer one supports it and disappears; readings elsewhere stand beside it.
    static List<PlaceCandidate> Settle(string text, List<PlaceCandidate> found)
    {
        List<PlaceCandidate> kept = [];
        foreach (var fine in found.OrderByDescending(f => f.Area.Level).ThenByDescending(f => f.Score))
        {
            var holders = kept.Where(k => k.Area.IsWithin(fine.Area.Code) && !k.Words.SequenceEqual(fine.Words, StringComparer.Ordinal)).ToArray();
            if (holders.Length == 0)
            {
                kept.Add(fine);
                continue;
            }
            foreach (var k in holders)
                kept[kept.IndexOf(k)] = k with
                {
                    Score = 1 - ((1 - k.Score) * (1 - (fine.Score / 2))),
                    Words = [.. fine.Words, .. k.Words],
                    Reason = $"{k.Reason}；{fine.Reason}",
                    ReasonEn = $"{k.ReasonEn}; {fine.ReasonEn}",
                };
        }
        return [.. kept.Where(k => !Outweighed(k, kept)).OrderByDescending(k => k.Score).ThenBy(k => k.Area.Code, StringComparer.Ordinal)
            .Take(Most).Select(k => k with
            {
                Score = Math.Round(k.Score, 2),
                Words = [.. k.Words.OrderBy(w => text.IndexOf(w, StringComparison.Ordinal))],
            })];
    }

    // One word with two meanings: the one that other words support wins.
    static bool Outweighed(PlaceCandidate weak, List<PlaceCandidate> all) => weak.Words.Count == 1
        && all.Exists(k => k != weak && k.Words.Count > 1 && k.Words.Contains(weak.Words[0], StringComparer.Ordinal));

    static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c)) continue;
            plain.Append(c is >= '０' and <= '９' ? (char)(c - '０' + '0') : c);
        }
        return plain.ToString();
    }
}
