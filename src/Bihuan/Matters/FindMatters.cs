using System.Globalization;
using Bihuan.Engine.Language.Index;
using Bihuan.Hosting;
using Bihuan.Language;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Finds matters by words that were said or written on them later, inside a scope: the best first, or the latest. What the index does not hold yet is looked at beside it.</summary>
public sealed class FindMatters(Store store)
{
    /// <summary>How many found documents one page asks about whether they may be seen: so many and no more, however common the word is.</summary>
    public const int Window = ListMatters.Window;

    // A page is asked about a few more than it holds; where few of them may be seen, about more and more.
    const int Spare = 8;
    const int Further = 1000;
    const int Counted = 1000;

    // So many are gone through for the sake of a count alone.
    const int Gone = 100_000;
    const int Proved = 2000;
    const int LatestUnwalked = 2000;
    const double AlikeEnough = 0.5;
    const int MostAlike = 300;

    /// <param name="State">all (default), open, closed.</param>
    /// <param name="Order">best (default) or received: the latest first.</param>
    /// <param name="After">The last of the page before.</param>
    /// <param name="Counting">Whether it is said how many there are, where they are not too many to be counted.</param>
    public sealed record Query(string Text, string? State = null, string? Order = null, string? After = null, int Size = 20, bool Counting = false);

    /// <summary>What <see cref="Query.State"/> may say.</summary>
    public static readonly string[] States = ["all", "open", "closed"];

    /// <summary>What <see cref="Query.Order"/> may say.</summary>
    public static readonly string[] Orders = ["best", "received"];

    /// <summary>A matter that was found.</summary>
    /// <param name="Text">What was said.</param>
    public sealed record Hit(MatterRow Row, string Text, ulong Key)
    {
        /// <summary>What was written on it later, where that was looked at: what was said alone does not answer the question.</summary>
        public IReadOnlyList<Passage> Passages { get; init; } = [];

        /// <summary>Title, text and passages.</summary>
        public IEnumerable<string> Texts => Passages.Select(passage => passage.Text).Prepend(Text).Prepend(Row.Title);

        /// <summary>The part of the passage that says most of what was asked for and not said; null where everything was said.</summary>
        public (PassageKind Kind, Words Title, Snippet Snippet)? Answering(WordQuestion question)
        {
            if (Passages.Count == 0) return null;
            var missing = question.Of(question.Missing(Row.Title, Text));
            var best = Passages.MinBy(passage => missing.Missing(passage.Text).Count);
            return missing.Marks(best.Text).Count == 0 ? null : (best.Kind, best.Title, Snippet.Of(question, best.Text, alike: false, missing));
        }
    }

    /// <summary>What was found.</summary>
    /// <param name="Next">The key of the next page; null at the end.</param>
    /// <param name="Count">How many there are; null where they were not counted.</param>
    /// <param name="IsAlike">True where nothing says it as it is written, and these come close.</param>
    /// <param name="IsLookingOn">True where the page was not filled because what was looked at may not be seen; the next looks on.</param>
    /// <param name="Walked">Where the index is still being made: up to which moment of receipt it holds everything.</param>
    public sealed record Found(IReadOnlyList<Hit> Hits, string? Next, int? Count, bool IsAlike, bool IsLookingOn, long? Walked);

    sealed record Extra(long Document, string Text);

    /// <summary>Whether there is anything to look for: at least two characters that stand together, or a run of letters or digits.</summary>
    public static bool IsTellable(string text) => WordQuestion.Of(text).IsTellable;

    /// <summary>One page.</summary>
    public async Task<Found> Run(Scope scope, Query query, CancellationToken stop)
    {
        var question = WordQuestion.Of(query.Text);
        if (!question.IsTellable) return new([], null, 0, false, false, null);

        var size = Math.Clamp(query.Size, 1, 100);
        var byPoints = query.Order is not "received";
        await using var look = await WordLook.Open(store, scope.District, stop);
        var keys = question.KeysOf.SelectMany(k => k).Distinct().ToList();
        var ranked = await look.Find(keys, byPoints);
        var (beside, moved) = await Beside(look, scope, query, question, keys, ranked, byPoints);
        if (ulong.TryParse(query.After, CultureInfo.InvariantCulture, out var after))
        {
            ranked.Behind(after);
            beside.RemoveAll(hit => hit.Key >= after);
        }

        var (hits, looked, last) = (new List<Hit>(), 0, ulong.MaxValue);
        var counts = query is { Counting: true, After: null } && (ranked.AtMost <= Counted || keys.Count > 1 && ranked.AtMost <= Gone && ranked.Count() <= Counted);
        var isLeft = true;
        while (isLeft && (counts || hits.Count <= size) && looked < Window)
        {
            var taken = ranked.Take(counts ? Counted : Math.Min(Further, size + Spare + (looked * 3))).ToArray();
            isLeft = ranked.AtMost > 0;
            if (taken.Length == 0) break;
            (looked, last) = (looked + taken.Length, taken[^1]);
            var lines = (await Lines(look, scope, query, taken)).Where(hit => !moved.Contains(hit.Row.Id));
            hits.AddRange(question.NeedsProof ? await Fitting(look, scope, question, lines) : lines);
        }

        // What stands behind the last that was looked at comes when that has been looked at.
        var all = hits.Concat(isLeft ? beside.Where(hit => hit.Key >= last) : beside).OrderByDescending(hit => hit.Key).ToList();
        if (all.Count == 0 && !isLeft && query.After is null && keys.Count > 1)
            return new(await Alike(look, scope, query, keys, ranked, moved, size), null, 0, true, false, look.Walked);

        var isOn = all.Count <= size && isLeft;
        var next = all.Count > size ? all[size - 1].Key : isOn ? last : (ulong?)null;
        return new([.. (await Told(look, scope, question, all.Take(size))).Select(one => one.Hit)], next?.ToString(CultureInfo.InvariantCulture), counts || next is null && query.After is null ? all.Count : null, false, isOn, look.Walked);
    }

    /// <summary>What has moved since the index was written, and what its first walk has not come to: read as it stands.</summary>
    async Task<(List<Hit> Hits, HashSet<string> Moved)> Beside(WordLook look, Scope scope, Query query, WordQuestion question, List<uint> keys, Ranked ranked, bool byPoints)
    {
        var ids = await Moved(look, scope.District);
        if (ids.Count == 0) return ([], []);
        var weigh = new GatherWords();
        var numbers = await Numbers(look, scope.District, ids);
        return ([.. (await Fitting(look, scope, question, await Lines(look, scope, query, ids))).Select(hit =>
        {
            var said = weigh.Weigh(hit.Row.Title, hit.Text).ToDictionary(one => one.Key, one => one.Weight);
            foreach (var key in weigh.Beside([hit.Row.Title, hit.Text], hit.Passages.Select(passage => passage.Text))) said[key] = WordLook.Written;
            var points = !byPoints ? 0 : WordLook.Points(keys.Select((key, k) => said.TryGetValue(key, out var weight) ? ranked.Rarity[k] * WordLook.WeightOf(weight) : 0).Average(), WordLook.DayOf(hit.Row.Received));
            return hit with { Key = ((ulong)points << 40) | (ulong)numbers[hit.Row.Id] };
        })], ids);
    }

    /// <summary>Which documents they are, or will be once they are indexed: what was signed for a second ago does not come before what was received since, and whoever turns the page meanwhile misses nothing.</summary>
    async Task<IReadOnlyDictionary<string, long>> Numbers(WordLook look, string district, IReadOnlyCollection<string> ids)
    {
        var parameters = new DynamicParameters(new { district });
        var next = look.Next;
        return (await look.Connection.QueryAsync<(string Id, long? Document)>($"""
            select m.id, d.document from matters m left join word_documents d on d.district = m.district and d.matter = m.id
            where m.district = @district and m.id in {parameters.AddTexts(store, "ids", ids)} order by m.received, m.id
            """, parameters)).ToDictionary(row => row.Id, row => row.Document ?? next++, StringComparer.Ordinal);
    }

    /// <summary>Those that say it, in their order: by what was said, else by what was written later as well.</summary>
    async Task<IReadOnlyList<Hit>> Fitting(WordLook look, Scope scope, WordQuestion question, IEnumerable<Hit> hits) =>
        [.. (await Told(look, scope, question, hits)).Where(one => one.SaysAll || one.Hit.Passages.Count > 0 && question.Fits(one.Hit.Texts)).Select(one => one.Hit)];

    /// <summary>Reads what was written later on those that have not said it all.</summary>
    async Task<IReadOnlyList<(Hit Hit, bool SaysAll)>> Told(WordLook look, Scope scope, WordQuestion question, IEnumerable<Hit> hits)
    {
        var told = hits.Select(hit => (Hit: hit, SaysAll: question.Fits(hit.Row.Title, hit.Text))).ToList();
        var apart = told.Where(one => !one.SaysAll && one.Hit.Passages.Count == 0).Select(one => one.Hit.Row.Id).ToList();
        if (apart.Count == 0) return told;
        var parameters = new DynamicParameters(new { district = scope.District });
        var words = (await look.Connection.QueryAsync<(string Matter, string Words)>($"select matter, words from matter_words where district = @district and matter in {parameters.AddTexts(store, "ids", apart)}", parameters))
            .ToDictionary(row => row.Matter, row => row.Words, StringComparer.Ordinal);
        return [.. told.Select(one => !one.SaysAll && words.TryGetValue(one.Hit.Row.Id, out var said) ? (one.Hit with { Passages = Passage.Read(said) }, false) : one)];
    }

    /// <summary>The matters that the index does not tell of as they stand: those that have moved since it was written, and the latest that its first walk has not come to.</summary>
    public static async Task<HashSet<string>> Moved(WordLook look, string district)
    {
        var ids = look.Moved.Select(IndexMatters.IdOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (look.Walked is { } walked)
            ids.UnionWith(await look.Connection.QueryAsync<string>(
                "select id from matters where district = @district and received >= @walked order by received desc, id desc limit @most", new { district, walked, most = LatestUnwalked }));
        return ids;
    }

    /// <summary>What comes closest: most of what was asked for was said, rare words counting more.</summary>
    async Task<IReadOnlyList<Hit>> Alike(WordLook look, Scope scope, Query query, List<uint> keys, Ranked ranked, HashSet<string> moved, int size)
    {
        var alike = (await look.Alike(keys, MostAlike, long.MaxValue)).Where(one => one.Share > AlikeEnough).ToDictionary(one => one.Document, one => one.Share);
        var hits = alike.Count == 0 ? [] : (await Lines(look, scope, query, [.. alike.Keys.Select(document => (ulong)document)])).Where(hit => !moved.Contains(hit.Row.Id)).Select(hit => (Hit: hit, Share: alike[(long)hit.Key])).ToList();
        var (weigh, all) = (new GatherWords(), ranked.Rarity.Sum());
        foreach (var hit in moved.Count == 0 ? [] : await Lines(look, scope, query, moved))
        {
            var said = weigh.Weigh(hit.Row.Title, hit.Text).Select(one => one.Key).ToHashSet();
            if (keys.Select((key, k) => said.Contains(key) ? ranked.Rarity[k] : 0).Sum() / all is > AlikeEnough and var share) hits.Add((hit, share));
        }

        return [.. hits.OrderByDescending(one => one.Share).ThenByDescending(one => one.Hit.Row.Received).Take(size).Select(one => one.Hit)];
    }

    /// <summary>Those of the documents that may be seen; their keys are kept.</summary>
    async Task<IEnumerable<Hit>> Lines(WordLook look, Scope scope, Query query, IReadOnlyCollection<ulong> keys)
    {
        var (where, parameters) = Where(scope, query);
        var documents = parameters.AddNumbers(store, "documents", keys.Select(Ranked.DocumentOf));
        var byDocument = keys.ToDictionary(Ranked.DocumentOf);
        return (await look.Connection.QueryAsync<Extra, MatterRow, Hit>($"""
            select d.document as Document, m.text as Text, {ListMatters.Columns} from word_documents d cross join matters m
            where d.district = @scope_district and d.document in {documents} and m.district = d.district and m.id = d.matter and {where}
            """, (extra, row) => new(row, extra.Text, byDocument[extra.Document]), parameters, splitOn: "Id")).OrderByDescending(hit => hit.Key);
    }

    async Task<IEnumerable<Hit>> Lines(WordLook look, Scope scope, Query query, IReadOnlyCollection<string> ids)
    {
        var (where, parameters) = Where(scope, query);
        return await look.Connection.QueryAsync<Extra, MatterRow, Hit>($"""
            select cast(0 as bigint) as Document, m.text as Text, {ListMatters.Columns} from matters m
            where m.district = @scope_district and m.id in {parameters.AddTexts(store, "ids", ids)} and {where}
            """, (extra, row) => new(row, extra.Text, 0), parameters, splitOn: "Id");
    }

    static (string Where, DynamicParameters Parameters) Where(Scope scope, Query query)
    {
        var (where, parameters) = scope.Where("m");
        return (query.State switch { "open" => $"{where} and m.is_open = 1", "closed" => $"{where} and m.is_open = 0", _ => where }, parameters);
    }

    /// <summary>The matters that say it, as a condition of a list that is read afterwards.</summary>
    /// <param name="Documents">By the index.</param>
    /// <param name="Moved">What the index cannot tell of any more, or not yet.</param>
    /// <param name="Fitting">Those of them that say it.</param>
    public sealed record Named(IReadOnlyList<long> Documents, IReadOnlyCollection<string> Moved, IReadOnlyList<string> Fitting)
    {
        /// <summary>Writes it.</summary>
        public string Sql(Store store, DynamicParameters parameters) => $"""
            m.id in (select d.matter from word_documents d where d.district = @scope_district and d.document in {parameters.AddNumbers(store, "documents", Documents)}
              and d.matter not in {parameters.AddTexts(store, "moved", Moved)} union all {parameters.AddTexts(store, "fitting", Fitting)[1..^1]})
            """;
    }

    /// <summary>Which matters say it, whoever may see them.</summary>
    /// <returns>Null where the index cannot tell, or they are so many that a window of the list holds enough of them.</returns>
    public async Task<Named?> Say(string district, string text, CancellationToken stop)
    {
        var question = WordQuestion.Of(text);
        if (!question.IsTellable) return null;
        await using var look = await WordLook.Open(store, district, stop);
        if (look.Walked is not null || look.Moved.Count >= WordLook.MostMoved) return null;

        var ranked = await look.Find([.. question.KeysOf.SelectMany(k => k).Distinct()], byPoints: false);
        var most = question.NeedsProof ? Proved : Window;
        if (question.KeysOf.Sum(k => k.Length) == 1 ? ranked.AtMost > most : ranked.Count() > most) return null;
        var scope = new Scope(district, MaxSensitivity: int.MaxValue);
        var moved = await Moved(look, district);
        var fitting = moved.Count == 0 ? [] : (await Fitting(look, scope, question, await Lines(look, scope, new(text), moved))).Select(hit => hit.Row.Id);
        var keys = ranked.Take(most).ToArray();
        if (question.NeedsProof && keys.Length > 0) keys = [.. (await Fitting(look, scope, question, await Lines(look, scope, new(text), keys))).Select(hit => hit.Key)];
        return new([.. keys.Select(Ranked.DocumentOf)], moved, [.. fitting]);
    }
}
