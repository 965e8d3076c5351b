using System.Globalization;
using Bihuan.Engine.Language.Index;
using Bihuan.Hosting;
using Bihuan.Language;
using Bihuan.Matters;
using Bihuan.People;

namespace Bihuan.Intake;

/// <summary>
/// Finds what has been said before, while it is being said again. Nothing is scanned: candidates come from the index of words by the rarest of what is said, and from the
/// indexes by person and by open area, a few hundred at most, and are compared here.
/// </summary>
public sealed class SimilarMatters(Store store, TimeProvider time)
{
    const int Most = 5;
    const int OfCaller = 3;
    const int Candidates = 200;
    const int MostKeys = 80;

    // What repeats was said lately: so many of the latest matters are looked at for the same words.
    const long Latest = 100_000;
    const double Enough = 0.12;

    // Where nobody knows the place yet, words alone must speak for it.
    const double EnoughAnywhere = 0.3;
    static readonly TimeSpan Recently = TimeSpan.FromDays(30);

    /// <summary>What is compared.</summary>
    /// <param name="Person">The caller's pseudonym; null when there is none.</param>
    /// <param name="Area">Where it is; narrowed to the community. Empty when it is not known.</param>
    /// <param name="Category">Stands in for the place as long as that is not known.</param>
    public sealed record Asked(string Text, string? Person, string Area, string Category);

    /// <summary>What was found. Moments are Unix milliseconds.</summary>
    /// <param name="Calls">How many matters the caller has had; 20 means 20 or more.</param>
    public sealed record Found(IReadOnlyList<Hit> Hits, int Calls, Hit? LastOfCaller);

    /// <summary>One matter that may be the same.</summary>
    /// <param name="Alike">Per cent of the words.</param>
    /// <param name="Near">Whether it is in the same place.</param>
    public sealed record Hit(
        string Id, string Number, string Title, string Stage, bool IsOpen, string? Lead, string Area, long Received, long? Closed,
        string? Outcome, bool SameCaller, bool Near, int Alike)
    {
        /// <summary>Why it is shown: `同一电话`, `同一社区，字词相近 62 %`.</summary>
        public Words Why
        {
            get
            {
                List<(string Zh, string En)> reasons = [];
                if (SameCaller) reasons.Add(("同一电话", "same telephone"));
                if (Near) reasons.Add(("同一社区", "same community"));
                if (Alike >= 12) reasons.Add(string.Create(CultureInfo.InvariantCulture, $"{Alike} %") is var share
                    ? ($"字词相近 {share}", $"{share} of the words alike") : default);
                return new(string.Join("，", reasons.Select(r => r.Zh)), string.Join(", ", reasons.Select(r => r.En)));
            }
        }
    }

    /// <summary>Looks, inside a scope.</summary>
    public async Task<Found> Find(Scope scope, Asked asked, CancellationToken stop)
    {
        var place = asked.Area.Length > 12 ? asked.Area[..12] : asked.Area.Length >= 9 ? asked.Area : "";
        var likeness = new Likeness(asked.Text);
        List<Line> lines = [];
        await using var look = await WordLook.Open(store, scope.District, stop);
        var (where, parameters) = scope.Where("m");
        parameters.Add("person", asked.Person);
        var isThere = Scope.IsIn("m", place, "area", parameters);
        parameters.Add("category", asked.Category);
        parameters.Add("since", (time.GetUtcNow() - Recently).ToUnixTimeMilliseconds());
        async Task Add(string rest, string from = "matters m") =>
            lines.AddRange(await look.Connection.QueryAsync<Line>($"select {Columns} from {from} where {where} and {rest}", parameters));

        if (asked.Person is not null) await Add("m.person = @person order by m.received desc limit 20");
        var calls = lines.Count;
        if (asked.Text.Trim().Length >= 4)
        {
            if (place.Length > 0) await Add($"m.is_open = 1 and {isThere} order by m.received desc limit {Candidates}");
            else if (asked.Category.Length > 0) await Add($"m.is_open = 1 and m.category = @category order by m.due limit {Candidates}");
            var lately = $"(m.is_open = 1 or m.closed >= @since){(place.Length > 0 ? $" and {isThere}" : "")}";
            var keys = new List<uint>();
            WordKeys.Add(asked.Text, keys);
            if (await look.Alike([.. keys.Distinct().Take(MostKeys)], Candidates, Latest) is { Count: > 0 } alike)
                await Add($"d.district = @scope_district and d.document in {parameters.AddNumbers(store, "documents", alike.Select(one => one.Document))} and m.district = d.district and m.id = d.matter and {lately}",
                    "word_documents d cross join matters m");
            // What the index does not hold yet: it was said a moment ago.
            if ((await FindMatters.Moved(look, scope.District)).Take(Candidates).ToList() is { Count: > 0 } moved)
                await Add($"m.id in {parameters.AddTexts(store, "moved", moved)} and {lately}");
        }

        var hits = lines.DistinctBy(line => line.Id).Select(line => Compare(line, asked.Person, place, likeness)).ToList();
        var own = hits.Where(hit => hit.SameCaller).OrderByDescending(hit => hit.Alike >= 12).ThenByDescending(hit => hit.Received).ToList();
        var others = hits.Where(hit => !hit.SameCaller && hit.Alike >= (place.Length > 0 ? Enough : EnoughAnywhere) * 100).OrderByDescending(hit => hit.Alike);
        var shown = own.Take(OfCaller).ToList();
        return new([.. shown, .. others.Take(Most - shown.Count)], calls, own.MaxBy(hit => hit.Received));
    }

    static Hit Compare(Line line, string? person, string place, Likeness likeness) => new(
        line.Id, line.Number, line.Title, line.Stage, line.IsOpen != 0, line.Lead, line.Area, line.Received, line.Closed, line.Outcome,
        person is not null && line.Person == person,
        place.Length == 12 && line.Area.StartsWith(place, StringComparison.Ordinal),
        (int)Math.Round(likeness.Of(line.Text) * 100));

    const string Columns = """
        m.id as Id, m.number as Number, m.title as Title, m.text as Text, m.stage as Stage, m.is_open as IsOpen, m.lead as Lead,
        m.area as Area, m.person as Person, m.received as Received, m.closed as Closed, m.outcome as Outcome
        """;

    sealed record Line(
        string Id, string Number, string Title, string Text, string Stage, long IsOpen, string? Lead, string Area, string? Person,
        long Received, long? Closed, string? Outcome);
}
