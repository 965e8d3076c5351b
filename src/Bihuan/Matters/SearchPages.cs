using System.Globalization;
using Bihuan.Engine.Language.Index;
using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Looking for words that were said, or written on it later: the page, and the way in for programs.</summary>
public static class SearchPages
{
    const int LongestShown = 60;
    const int LongestAsked = 200;

    public static void Map(IEndpointRouteBuilder pages, IEndpointRouteBuilder app)
    {
        pages.MapGet("/search", Show);
        app.MapGet("/api/search", Answer).WithTags("Matters").SignedInOnly().WithSummary("Find matters inside your scope by words that were said or written while they were handled, the best first")
            .WithDescription("q：要查的词，用空格隔开的都要有，引号里的照原样；state：all、open、closed；order：best、received；after：上一次答复里的 next；size：1 到 100 / q: the words, all of which are said, in quotation marks as written; state: all, open, closed; order: best, received; after: next of the last answer; size: 1 to 100");
    }

    /// <summary>A number leads to its matter, anything else to what was said.</summary>
    static async Task<IResult> Show(
        HttpContext http, string? q, string? state, string? order, string? after, FindMatters find, MatterDesk desk, ReadMatter read, Namer namer, ReaderOf readerOf, SignedIn who, CancellationToken stop)
    {
        var (text, person) = ((q ?? "").Trim(), who.Person!);
        if (text.Length == 0) return Results.Redirect("/matters");
        if (text.Length > LongestShown) text = text[..LongestShown];
        if (text.Any(char.IsAsciiDigit) && await desk.IdOf(person.Caller.District, text, stop) is { } id
            && await read.Of(person, id, stop) is { } view) return Results.Redirect($"/matters/{view.Matter.Number}");

        var query = new FindMatters.Query(text, FindMatters.States.Contains(state) ? state : null, FindMatters.Orders.Contains(order) ? order : null, after, Counting: true);
        var found = await find.Run(person.Scope, query, stop);
        var reader = await readerOf(http);
        return Pages.Show<SearchPage>(http, reader, new
        {
            Query = query, Found = found, Question = WordQuestion.Of(text),
            Names = await namer.For(reader, person.Caller.District, stop, found.Hits.Select(hit => hit.Row.Handler)), SeesNothing = person.Scope.MaxSensitivity < 0,
        });
    }

    /// <param name="q">The words: all of them are said; what stands in quotation marks is said as it is written.</param>
    /// <param name="state">all (default), open, closed.</param>
    /// <param name="order">best (default), received: the latest first.</param>
    /// <param name="after">The next page: next of the last answer.</param>
    /// <param name="size">From 1 to 100; 20 when left out.</param>
    static async Task<IResult> Answer(string? q, string? state, string? order, string? after, int? size, FindMatters find, SignedIn who, CancellationToken stop)
    {
        var text = (q ?? "").Trim();
        if (text.Length > LongestAsked) return No.TooLong.With(LongestAsked).On("q").AsHttp();
        if (!FindMatters.IsTellable(text)) return No.FewWords.On("q").AsHttp();
        foreach (var (name, said, known) in ((string, string?, string[])[])[("state", state, FindMatters.States), ("order", order, FindMatters.Orders)])
            if (said is { Length: > 0 } && !known.Contains(said)) return No.Filter.With(name, said.Length <= 40 ? said : said[..40] + "…", new Words(string.Join("、", known), string.Join(", ", known))).On(name).AsHttp();
        if (after is { Length: > 0 } && !ulong.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out _)) return No.Filter.With("after", after.Length <= 40 ? after : after[..40] + "…", new Words("上一次答复里的值", "what the last answer gave")).On("after").AsHttp();
        if (size is < 1 or > 100) return No.Filter.With("size", $"{size}", new Words("1 到 100 的整数", "a whole number from 1 to 100")).On("size").AsHttp();

        var found = await find.Run(who.Person!.Scope, new(text, state, order, after, size ?? 20), stop);
        var question = WordQuestion.Of(text);
        return Results.Json(new
        {
            Rows = found.Hits.Select(hit =>
            {
                var snippet = Snippet.Of(question, hit.Text, found.IsAlike);
                return new
                {
                    Matter = hit.Row, TitleMarks = Pairs(question.Marks(hit.Row.Title, found.IsAlike)), Text = snippet.Text, TextMarks = Pairs(snippet.Marks),
                    Passage = hit.Answering(question) is { } told ? new { Kind = told.Kind.ToString().ToLowerInvariant(), told.Snippet.Text, TextMarks = Pairs(told.Snippet.Marks) } : null,
                };
            }).ToList(),
            found.Next, found.IsAlike, found.Walked,
        }, Facts.Json);
    }

    static List<int[]> Pairs(IReadOnlyList<Range> marks) => [.. marks.Select(mark => (int[])[mark.Start.Value, mark.End.Value])];
}
