using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Bihuan.Tests.Parts;

public sealed class PartsPageTests(Show show) : IClassFixture<Show>
{
    static readonly Regex Chinese = new(@"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]");

    [Theory]
    [InlineData("/parts?lang=en")]
    [InlineData("/parts?frame=bare&lang=en")]
    [InlineData("/nowhere?lang=en")]
    [InlineData("/problems/matter.own-work?lang=en")]
    public async Task says_nothing_in_chinese_to_an_english_reader(string address)
    {
        var page = await show.Page(address);
        foreach (var marked in page.QuerySelectorAll("[lang=zh-CN]:not(html)").ToArray()) marked.Remove();

        Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal([], Chinese.Matches(page.DocumentElement.OuterHtml).Select(m => m.Value));
    }

    [Fact]
    public async Task is_chinese_unless_the_reader_chose_otherwise()
    {
        var page = await show.Page("/parts");

        Assert.Equal("zh-CN", page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("部件", page.QuerySelector("h1")!.TextContent);
        Assert.DoesNotContain("&#x", page.DocumentElement.OuterHtml);
    }

    [Fact]
    public async Task remembers_the_language_a_reader_chose()
    {
        var answer = await show.Get("/parts?lang=en");

        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("lang=en;", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/parts")]
    [InlineData("/parts?frame=bare")]
    public async Task labels_every_field_and_names_every_control(string address)
    {
        var page = await show.Page(address);

        foreach (var field in page.QuerySelectorAll("input:not([type=hidden]), select, textarea"))
            Assert.True(
                field.Closest("label") is not null || page.QuerySelector($"label[for='{field.Id}']") is not null,
                $"no label: {field.OuterHtml}");
        foreach (var control in page.QuerySelectorAll("button, a[href], summary").Where(c => !c.HasAttribute("aria-hidden")))
            Assert.True(Name(control).Length > 0, $"no name: {control.OuterHtml}");
        foreach (var table in page.QuerySelectorAll("table.table")) Assert.NotNull(table.QuerySelector("caption"));
    }

    [Theory]
    [InlineData("/parts")]
    [InlineData("/parts?frame=bare")]
    public async Task uses_no_id_twice_and_points_at_none_that_is_missing(string address)
    {
        var page = await show.Page(address);
        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id!).ToArray();

        Assert.Equal(ids.Distinct(), ids);
        foreach (var described in page.QuerySelectorAll("[aria-describedby]"))
            foreach (var id in described.GetAttribute("aria-describedby")!.Split(' '))
                Assert.Contains(id, ids);
    }

    [Fact]
    public async Task keeps_to_its_own_security_policy()
    {
        var answer = await show.Get("/parts");
        var page = await show.Page("/parts");

        Assert.StartsWith("default-src 'self';", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Empty(page.QuerySelectorAll("[style], style, script:not([src]), [onclick], [onload]"));
        Assert.All(
            page.QuerySelectorAll("link[href], script[src], img[src]").Select(e => e.GetAttribute("href") ?? e.GetAttribute("src")!),
            address => Assert.StartsWith("/", address));
    }

    [Fact]
    public async Task draws_only_icons_that_are_in_the_sprite()
    {
        var sprite = await show.Page("/icons.svg");
        var drawn = sprite.QuerySelectorAll("symbol").Select(s => s.Id).ToHashSet();

        foreach (var address in (string[])["/parts", "/parts?frame=bare", "/nowhere"])
        {
            var page = await show.Page(address);
            foreach (var use in page.QuerySelectorAll("use")) Assert.Contains(use.GetAttribute("href")!.Split('#')[1], drawn);
        }
    }

    [Fact]
    public async Task stays_small_on_the_wire()
    {
        Task<int> Weigh(string address) => show.Weigh(address, request => request.Headers.AcceptEncoding.ParseAdd("br"));

        Assert.InRange(await Weigh("/house.css"), 1, 14_000);
        Assert.InRange(await Weigh("/icons.svg"), 1, 8_000);
        Assert.InRange(await Weigh("/parts?frame=bare"), 1, 20_000);
        Assert.InRange(await show.Weigh("/house.css"), 1, 60_000);
    }

    [Fact]
    public async Task caches_a_file_for_ever_under_its_hash_and_asks_again_without()
    {
        var page = await show.Page("/parts");
        var sheet = page.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;

        Assert.Equal("public, max-age=31536000, immutable", (await show.Get(sheet)).Headers.CacheControl!.ToString());
        var plain = await show.Get("/house.css");
        Assert.Equal("no-cache", plain.Headers.CacheControl!.ToString());

        var again = await show.Get("/house.css", request => request.Headers.IfNoneMatch.Add(plain.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("/nowhere", HttpStatusCode.NotFound, "没有这一页")]
    [InlineData("/shut", HttpStatusCode.Forbidden, "这一页不归您的岗位看")]
    [InlineData("/broken", HttpStatusCode.InternalServerError, "系统出了差错")]
    public async Task says_no_in_the_house_look(string address, HttpStatusCode status, string title)
    {
        var answer = await show.Get(address);
        var body = await show.Text(address);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(title, (await Show.Parse(body)).QuerySelector("h1")!.TextContent);
        Assert.DoesNotContain("on purpose", body);
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
    }

    [Fact]
    public async Task says_no_in_one_line_where_only_a_part_was_asked_for()
    {
        var answer = await show.Get("/shut", request => request.Headers.Add("HX-Request", "true"));
        var body = await Show.Body(answer);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.StartsWith("<div class=\"notice red\" role=\"alert\">", body.TrimStart());
        Assert.DoesNotContain("<html", body);
    }

    [Fact]
    public async Task never_answers_the_api_with_a_page()
    {
        var answer = await show.Get("/api/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("<html", await show.Text("/api/nowhere"), StringComparison.Ordinal);
    }

    static string Name(IElement control) =>
        (control.GetAttribute("aria-label") ?? control.TextContent).Trim() + string.Concat(control.QuerySelectorAll("img[alt]").Select(i => i.GetAttribute("alt")));
}
