using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Language;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.Matters.Learning;
using Bihuan.People;

namespace Bihuan.Intake;

/// <summary>What the house knows already while somebody speaks: who it may be, where, what about, whose duty, and whether to call for help.</summary>
public sealed class Suggestions(
    PlaceFinder finder, AreaMap areas, Categories categories, CategoryMemory memory, LikeCases like, MatterDesk desk, SimilarMatters similar, UnitTree units, Vault vault,
    Reading reading, Shelf shelf)
{
    /// <summary>What has been said so far.</summary>
    /// <param name="Place">The place in its own field; looked at before the text.</param>
    /// <param name="Area">The place chosen so far.</param>
    /// <param name="Find">A word by which the category is sought.</param>
    /// <param name="Demand">A code of the playbook's demands.</param>
    /// <param name="Source">A code of the playbook's sources.</param>
    public sealed record Asked(
        string Text, string? Phone = null, string? Place = null, string? Area = null, double? Lon = null, double? Lat = null,
        string? Category = null, string? Find = null, string? Demand = null, string? Source = null);

    /// <summary>A place that the words speak of, and why.</summary>
    public sealed record At(string Area, Words Path, double? Lon, double? Lat, double Score, IReadOnlyList<string> Matched, Words Why);

    /// <summary>A category, and the words of the text that speak for it.</summary>
    /// <param name="Probability">0 to 1, of those said with 0.8 about eight in ten are right; null where a list of words named it.</param>
    public sealed record About(string Code, Words Title, Words Path, IReadOnlyList<string> Matched, double? Probability = null);

    /// <summary>By what the categories were told.</summary>
    /// <param name="ByModel">By what the district's closed matters taught; otherwise by lists of words.</param>
    /// <param name="IsSure">Whether the first reaches the pack's threshold; by words, whether it alone was named, or by more words.</param>
    /// <param name="Threshold">From which probability on it is sure.</param>
    /// <param name="Learned">When the model was learned; null without one.</param>
    /// <param name="Fault">Why the kept model cannot be used; null where nothing is amiss.</param>
    public sealed record Telling(bool ByModel, bool IsSure, double Threshold, DateTimeOffset? Learned, Words? Fault);

    /// <summary>Words of the text to be marked: what spoke for the category, or named the place.</summary>
    public sealed record Mark(int Start, int Length, string For);

    /// <summary>Whose duty it is, and the row of the catalogue that says so.</summary>
    public sealed record Charge(string Unit, Words Name, IReadOnlyList<Words> Co, int Row, int Edition, Words Basis, string? Limit);

    /// <summary>A unit that like cases went to.</summary>
    public sealed record Went(string Unit, Words Name, double Probability, int Agreed, int Seen, int Days, Words Why);

    /// <summary>Who calls again. The name is masked: seeing it is an act that is recorded.</summary>
    public sealed record Again(string? Name, int Times, string Number, Words Last, long Received);

    /// <summary>Everything that is suggested.</summary>
    /// <param name="IsAmbiguous">Two places are nearly equally sure: a person must choose.</param>
    /// <param name="Area">The place chosen, or the one that is beyond doubt; empty otherwise.</param>
    /// <param name="Category">The category chosen, or the one that is beyond doubt; empty otherwise.</param>
    public sealed record Given(
        Again? Caller, IReadOnlyList<SimilarMatters.Hit> Similar, IReadOnlyList<At> Places, bool IsAmbiguous, string Area,
        IReadOnlyList<About> Categories, string Category, Charge? Duty, Emergency? Emergency)
    {
        public static readonly Given Nothing = new(null, [], [], false, "", [], "", null, null);

        public Telling Telling { get; init; } = new(false, false, LabelTree.Usual, null, null);

        public IReadOnlyList<Mark> Marks { get; init; } = [];

        /// <summary>What was decided in like cases, the likeliest first.</summary>
        public IReadOnlyList<Went> Units { get; init; } = [];
    }

    /// <summary>The suggestions for a person who may see what lies in their scope.</summary>
    public async Task<Given> Of(Person person, Asked asked, CancellationToken stop)
    {
        var district = person.Caller.District;
        var (places, isAmbiguous, sure) = Places(asked);
        var area = areas.ByCode(asked.Area ?? "")?.Code ?? sure;
        var (about, certain, thought, telling) = Kinds(asked, [.. places.SelectMany(place => place.Matched)]);
        var category = categories.Of(asked.Category ?? "") is { } chosen ? chosen.Code : certain;
        var mark = Pseudonym.Of(vault, district, asked.Phone);
        var found = await similar.Find(person.Scope, new(asked.Text, mark, area, category), stop);
        return new(await Caller(district, found, stop), found.Hits, places, isAmbiguous, area,
            category.Length == 0 || about.Any(a => a.Code == category) ? about : [Name(category, []), .. about.Take(4)], category,
            await Duty(district, category, area, stop), Emergency.In(asked.Text))
        {
            Telling = telling,
            Marks = Marks(asked.Text, thought?.Best.FirstOrDefault(one => one.Code == category) ?? thought?.Best[0], places, area),
            Units = area.Length == 0 ? [] : [.. (await like.Of(district, asked.Demand ?? "", category, asked.Source ?? "", area, stop))
                .Select(custom => new Went(custom.Unit, custom.Name, Math.Round(custom.Habit.Probability, 3), custom.Habit.Agreed, custom.Habit.Seen, custom.Habit.Days, custom.Why))],
        };
    }

    (IReadOnlyList<At> Places, bool IsAmbiguous, string Sure) Places(Asked asked)
    {
        List<At> found = [];
        if (asked is { Lon: { } lon, Lat: { } lat } && areas.Find(lon, lat) is { } here)
            found.Add(new(here.Code, Path(here), lon, lat, 1, [], new("您在地图上点的位置", "The point set on the map")));
        var guess = string.IsNullOrWhiteSpace(asked.Place) ? PlaceGuess.Nothing : finder.Find(asked.Place);
        if (guess.Candidates.Count == 0) guess = finder.Find(asked.Text.Length > 2000 ? asked.Text[..2000] : asked.Text);
        found.AddRange(guess.Candidates.Select(c => new At(c.Area.Code, Path(c.Area), c.Point?.Lon, c.Point?.Lat, c.Score, c.Words, new(c.Reason, c.ReasonEn))));
        found = [.. found.DistinctBy(at => at.Area)];
        var byMap = asked.Lon is not null && found.Count > 0 && found[0].Matched.Count == 0;
        return (found, guess.Ambiguous && !byMap, byMap ? found[0].Area : guess.Sure?.Area.Code ?? "");
    }

    /// <summary>A word that is sought finds by names; what was said is told by the model, where there is one, and by lists of words beside it.</summary>
    (IReadOnlyList<About> Found, string Certain, Thought? Thought, Telling Telling) Kinds(Asked asked, IReadOnlyList<string> placed)
    {
        var telling = new Telling(false, false, memory.Threshold, memory.InUse?.At, memory.Fault is { } no ? new(no.Zh, no.En) : null);
        var isSought = !string.IsNullOrWhiteSpace(asked.Find);
        var text = isSought ? asked.Find!.Trim() : asked.Text;
        if (string.IsNullOrWhiteSpace(text)) return ([], "", null, telling);
        var named = categories.Suggest(text).Select(hit => Name(hit.Category.Code,
            [.. hit.Category.Words.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)).DefaultIfEmpty(hit.Matched)])).ToList();
        if (!isSought && text.Length >= 4 && memory.Tell(text) is { } thought)
        {
            var told = thought.Best.Select(one => Name(one.Code, [.. one.Reasons.Take(3).Select(reason => reason.Words)]) with { Probability = Math.Round(one.Probability, 3) }).ToList();
            // What the words name outright stands below, unless the model names it too; a word that only names the place does not.
            var besides = named.Where(one => one.Matched.Any(word => placed.All(place => !place.Contains(word, StringComparison.Ordinal))) && told.TrueForAll(t => t.Code != one.Code)).Take(thought.IsSure ? 0 : 2);
            return ([.. told, .. besides], thought.IsSure ? told[0].Code : "", thought, telling with { ByModel = true, IsSure = thought.IsSure });
        }

        // Beyond doubt: alone, or named by more words than the next.
        var isCertain = named.Count == 1 || named.Count > 1 && named[0].Matched.Count > named[1].Matched.Count;
        isCertain &= isSought || text.Length >= 6;
        return (named, isCertain ? named[0].Code : "", null, telling with { IsSure = isCertain });
    }

    /// <summary>Where in the text the words stand that decided; of words that overlap, the place's.</summary>
    static List<Mark> Marks(string text, Likely? likely, IReadOnlyList<At> places, string area)
    {
        List<Mark> marks = [.. (places.FirstOrDefault(place => place.Area == area) ?? (places.Count > 0 ? places[0] : null))?.Matched
            .Select(word => new Mark(text.IndexOf(word, StringComparison.Ordinal), word.Length, "place")).Where(mark => mark.Start >= 0) ?? []];
        foreach (var reason in likely?.Reasons ?? [])
            if (marks.TrueForAll(mark => mark.Start + mark.Length <= reason.Start || reason.Start + reason.Length <= mark.Start)) marks.Add(new(reason.Start, reason.Length, "category"));
        marks.Sort((a, b) => a.Start.CompareTo(b.Start));
        return marks;
    }

    async ValueTask<Charge?> Duty(string district, string category, string area, CancellationToken stop)
    {
        if (area.Length == 0 || await desk.Suggest(district, category, area, stop) is not { } duty) return null;
        var tree = await units.Of(district, stop);
        return new(duty.Unit, tree.Name(duty.Unit), [.. duty.Co.Select(tree.Name)], duty.Row.Row, duty.Edition, duty.Row.Basis, duty.Row.Limit);
    }

    async Task<Again?> Caller(string district, SimilarMatters.Found found, CancellationToken stop)
    {
        if (found.LastOfCaller is not { } last) return null;
        var (matter, _) = await reading.Story<Matter>(district, Stream.Of(Matter.Noun, last.Id), stop);
        var playbook = shelf.Find(matter.Playbook, matter.PlaybookVersion);
        var name = matter.Said.Name is { Length: > 0 } full ? full[..1] + new string('*', full.Length - 1) : null;
        return new(name, found.Calls, last.Number, playbook.Stage(matter.Stage)?.Title ?? new(matter.Stage, matter.Stage), last.Received);
    }

    About Name(string code, IReadOnlyList<string> matched) => new(code, categories.Name(code), categories.Path(code), [.. matched.Distinct()]);

    static Words Path(Area area) => new(Trail(area, "zh"), Trail(area, "en"));

    static string Trail(Area area, string tongue) => area.Chain.Count == 1
        ? area.NameIn(tongue)
        : string.Join(" · ", area.Chain.Skip(1).Where(a => a.Level is not AreaLevel.Grid || area.Chain.Count < 3).Select(a => a.NameIn(tongue)));
}
