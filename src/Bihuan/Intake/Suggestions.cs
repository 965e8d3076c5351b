using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.People;

namespace Bihuan.Intake;

/// <summary>What the house knows already while somebody speaks: who it may be, where, what about, whose duty, and whether to call for help.</summary>
public sealed class Suggestions(
    PlaceFinder finder, AreaMap areas, Categories categories, MatterDesk desk, SimilarMatters similar, UnitTree units, Vault vault,
    Reading reading, Shelf shelf)
{
    /// <summary>What has been said so far.</summary>
    /// <param name="Place">The place in its own field; looked at before the text.</param>
    /// <param name="Area">The place chosen so far.</param>
    /// <param name="Find">A word by which the category is sought.</param>
    public sealed record Asked(
        string Text, string? Phone = null, string? Place = null, string? Area = null, double? Lon = null, double? Lat = null,
        string? Category = null, string? Find = null);

    /// <summary>A place that the words speak of, and why.</summary>
    public sealed record At(string Area, Words Path, double? Lon, double? Lat, double Score, IReadOnlyList<string> Matched, Words Why);

    /// <summary>A category, and the words of the text that name it.</summary>
    public sealed record About(string Code, Words Title, Words Path, IReadOnlyList<string> Matched);

    /// <summary>Whose duty it is, and the row of the catalogue that says so.</summary>
    public sealed record Charge(string Unit, Words Name, IReadOnlyList<Words> Co, int Row, int Edition, Words Basis, string? Limit);

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
    }

    /// <summary>The suggestions for a person who may see what lies in their scope.</summary>
    public async Task<Given> Of(Person person, Asked asked, CancellationToken stop)
    {
        var district = person.Caller.District;
        var (places, isAmbiguous, sure) = Places(asked);
        var area = areas.ByCode(asked.Area ?? "")?.Code ?? sure;
        var (about, certain) = Kinds(asked);
        var category = categories.Of(asked.Category ?? "") is { } chosen ? chosen.Code : certain;
        var mark = Pseudonym.Of(vault, district, asked.Phone);
        var found = await similar.Find(person.Scope, new(asked.Text, mark, area, category), stop);
        return new(await Caller(district, found, stop), found.Hits, places, isAmbiguous, area,
            category.Length == 0 || about.Any(a => a.Code == category) ? about : [Name(category, []), .. about.Take(4)], category,
            await Duty(district, category, area, stop), Emergency.In(asked.Text));
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

    (IReadOnlyList<About> Found, string Certain) Kinds(Asked asked)
    {
        var isSought = !string.IsNullOrWhiteSpace(asked.Find);
        var text = isSought ? asked.Find!.Trim() : asked.Text;
        if (string.IsNullOrWhiteSpace(text)) return ([], "");
        var found = categories.Suggest(text).Select(hit => Name(hit.Category.Code,
            [.. hit.Category.Words.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)).DefaultIfEmpty(hit.Matched)])).ToList();
        // Beyond doubt: alone, or named by more words than the next.
        var isCertain = found.Count == 1 || found.Count > 1 && found[0].Matched.Count > found[1].Matched.Count;
        return (found, isCertain && (isSought || text.Length >= 6) ? found[0].Code : "");
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
