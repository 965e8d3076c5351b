using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Portal;
using Bihuan.Tests.Intake;

namespace Bihuan.Tests.Portal;

/// <summary>Photos and places of a resident's page, as a browser without script sends them.</summary>
public partial class SayTests
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static readonly (string, string)[] Whole =
        [("text", "楼下的井盖松了"), ("place", "张村社区3号楼"), ("contact", "anonymous"), ("agreed", "true"), ("area", "370212001019"), ("meant", "张村社区3号楼")];

    [Fact]
    public async Task keeps_the_photos_of_a_page_that_came_back_and_shows_them_to_their_sender_alone()
    {
        await using var front = await Front.Open();
        var resident = await front.Browser();
        var (status, page) = await Send(resident, await Front.Get(resident, "/say"), "/say", [("井盖.jpeg", Photo(1)), ("远景.png", Photo(2))], ("text", "楼下的井盖松了"), ("contact", "anonymous"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("井盖.png", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await resident.GetAsync(new Uri(Face().Match(page).Groups[1].Value, UriKind.Relative), Stop)).StatusCode);

        var dropped = await Front.Post(resident, page, "/say", ("text", "楼下的井盖松了"), ("contact", "anonymous"), ("drop", Face().Matches(page)[1].Groups[2].Value));
        Assert.DoesNotContain("远景.png", dropped.Html, StringComparison.Ordinal);
        var receipt = await Front.Through(resident, dropped.Html, "/say", Whole);
        Assert.Contains("1 张照片", receipt, StringComparison.Ordinal);

        var number = Number().Match(receipt).Groups[1].Value;
        var evidence = Assert.Single((await Story(front, number)).Evidence);
        Assert.Equal(("井盖.png", "before"), (evidence.Name, evidence.Phase));
        Assert.Contains("您传的照片和文件", await Front.Get(resident, $"/follow/{number}"), StringComparison.Ordinal);
        var file = new Uri($"/follow/{number}/files/{evidence.Hash}", UriKind.Relative);
        Assert.Equal("image/png", (await resident.GetAsync(file, Stop)).Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, (await (await front.Browser()).GetAsync(file, Stop)).StatusCode);
    }

    [Theory]
    [InlineData("notes.txt", 1, "只收图片"), InlineData("a.png", 10, "最多 9 个文件")]
    public async Task says_beside_the_photos_what_is_not_taken(string name, int many, string words)
    {
        await using var front = await Front.Open();
        var resident = await front.Browser();
        (string, byte[])[] files = [.. Enumerable.Range(0, many).Select(n => (name, name.EndsWith("txt", StringComparison.Ordinal) ? "hello"u8.ToArray() : Photo((byte)n)))];

        var (status, page) = await Send(resident, await Front.Get(resident, "/say"), "/say", files, Whole);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains(words, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task names_the_file_that_is_not_taken_in_the_order_of_the_page_and_keeps_the_others()
    {
        await using var front = await Front.Open();
        var resident = await front.Browser();
        var (_, page) = await Send(resident, await Front.Get(resident, "/say"), "/say", [("井盖.png", Photo(1)), ("说明.docx", "hello"u8.ToArray())],
            ("text", "井盖松了"), ("place", "张村社区3号楼"), ("contact", "phone"), ("area", "370212001019"), ("meant", "张村社区3号楼"));

        var amiss = page[page.IndexOf("class=\"amiss\"", StringComparison.Ordinal)..page.IndexOf("<form", StringComparison.Ordinal)];
        Assert.Equal(["#f-photos", "#f-phone", "#f-agreed"], Regex.Matches(amiss, "#f-[a-z]+").Select(m => m.Value));
        Assert.Contains("“说明.docx”：只收图片", WebUtility.HtmlDecode(amiss), StringComparison.Ordinal);
        Assert.Contains("井盖.png", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_receipt_has_an_address_of_its_own_without_the_code()
    {
        await using var front = await Front.Open();
        var resident = await front.Browser();
        var (status, _, to) = await Sent(resident, await Front.Get(resident, "/say"), "/say", [("井盖.png", Photo(1))], Whole);
        Assert.Equal(HttpStatusCode.SeeOther, status);
        var receipt = await Front.Get(resident, to!);
        var number = Number().Match(receipt).Groups[1].Value;
        var code = Regex.Match(receipt, "code-large\">([A-Z0-9]+)<").Groups[1].Value;
        Assert.Equal($"/follow/{number}/receipt?photos=1", to);
        Assert.DoesNotContain(code, to, StringComparison.Ordinal);
        Assert.Contains("1 张照片", receipt, StringComparison.Ordinal);
        // Nobody is promised a call who left no telephone.
        Assert.DoesNotContain("回访", receipt, StringComparison.Ordinal);

        Assert.Equal(code, Regex.Match(await Front.Get(resident, to!), "code-large\">([A-Z0-9]+)<").Groups[1].Value);
        var english = await Front.Get(resident, Regex.Match(receipt, "href=\"([^\"]*lang=en[^\"]*)\"").Groups[1].Value.Replace("&amp;", "&", StringComparison.Ordinal));
        Assert.Contains("Query code", english, StringComparison.Ordinal);
        Assert.Contains(code, english, StringComparison.Ordinal);
        Assert.Contains("could not be kept", await Front.Get(resident, $"/follow/{number}/receipt?photos=3&lang=en"), StringComparison.Ordinal);
        var stranger = await (await front.Browser()).GetAsync(new Uri(to!, UriKind.Relative), Stop);
        Assert.Equal((HttpStatusCode.SeeOther, $"/follow?number={number}"), (stranger.StatusCode, stranger.Headers.Location!.ToString()));
    }

    [Fact]
    public async Task another_language_keeps_what_was_typed_and_sends_nothing()
    {
        await using var front = await Front.Open();
        var resident = await front.Browser();
        var page = await Front.Get(resident, "/say");
        Assert.DoesNotContain("href=\"/say?lang=en\"", page, StringComparison.Ordinal);
        Assert.Contains("formaction=\"/say?lang=en\" name=\"step\" value=\"look\"", page, StringComparison.Ordinal);

        // Enter presses the first button of the form: it sends.
        Assert.Equal("send", Regex.Match(page, "<button[^>]*form=\"say\"[^>]*value=\"([a-z]+)\"").Groups[1].Value);
        var answer = await resident.PostAsync(new Uri("/say?lang=en", UriKind.Relative),
            new FormUrlEncodedContent([.. Front.Fields(page, "/say"), .. Whole.Select(field => KeyValuePair.Create(field.Item1, field.Item2)), KeyValuePair.Create("step", "look")]), Stop);
        var english = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Say something", english, StringComparison.Ordinal);
        Assert.Contains(">楼下的井盖松了</textarea>", english, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_page_that_answers_a_form_offers_no_way_to_lose_what_was_typed()
    {
        await using var front = await Front.Open();
        var resident = await front.Browser();
        var asked = await Front.Get(resident, "/follow");
        Assert.Contains("lang=en", asked, StringComparison.Ordinal);
        var refused = await Front.Post(resident, asked, "/follow", ("number", "LS1"), ("code", "x"));
        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.DoesNotContain("lang=en", refused.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("size=large", refused.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task takes_a_point_for_the_place_and_refuses_one_that_lies_elsewhere()
    {
        await using var front = await Front.Open();
        var resident = await front.Browser();
        var page = await Front.Get(resident, "/say");
        (string, string)[] pointed = [("text", "井盖松了"), ("contact", "anonymous"), ("agreed", "true")];
        var far = await Front.Post(resident, page, "/say", [.. pointed, ("lon", "116.4"), ("lat", "39.9")]);
        Assert.Contains("这个位置不在本区", far.Html, StringComparison.Ordinal);

        var asked = await Front.Post(resident, page, "/say/place", ("lon", "120.45"), ("lat", "36.12"), ("form", Token().Match(page).Groups[1].Value));
        Assert.Contains("地图上的点在", asked.Html, StringComparison.Ordinal);
        var receipt = await Front.Through(resident, page, "/say", [.. pointed, ("lon", "120.45"), ("lat", "36.12")]);
        var matter = await Story(front, Number().Match(receipt).Groups[1].Value);
        Assert.StartsWith("370212", matter.Area, StringComparison.Ordinal);
        Assert.Equal((120.45, 36.12), (matter.Lon, matter.Lat));
    }

    [Fact]
    public async Task takes_more_words_and_photos_as_long_as_it_is_open()
    {
        await using var front = await Front.Open();
        var resident = await front.Browser();
        var number = Number().Match(await Front.Through(resident, await Front.Get(resident, "/say"), "/say", Whole)).Groups[1].Value;
        var follow = await Front.Get(resident, $"/follow/{number}");
        Assert.Contains("请写几句", (await Front.Post(resident, follow, $"/follow/{number}/supplements")).Html, StringComparison.Ordinal);

        var (added, _) = await Send(resident, follow, $"/follow/{number}/supplements", [("新.png", Photo(3))], ("words", "今天又往下陷了"));
        Assert.Equal(HttpStatusCode.SeeOther, added);
        Assert.Contains("今天又往下陷了", await Front.Get(resident, $"/follow/{number}"), StringComparison.Ordinal);
        Assert.Equal("other", Assert.Single((await Story(front, number)).Evidence).Phase);

        var id = (await front.Of<MatterDesk>().IdOf("370212", number, Stop))!;
        await front.Of<MatterDesk>().Take(front.As("ana", "agent", "LS.RX"), id, "decline", new() { ["reason"] = "beyond-duty", ["reply"] = "请找物业公司" }, Stop);
        var closed = await Front.Get(resident, $"/follow/{number}");
        foreach (var told in (string[])["为什么没有受理", "不属于政府职责", "第十一条（五）", "请找物业公司"]) Assert.Contains(told, closed, StringComparison.Ordinal);
        Assert.DoesNotContain("补充情况", closed, StringComparison.Ordinal);
        Assert.Equal(1, closed.Split("请找物业公司").Length - 1);
        Assert.Equal("matter.not-now", (await front.Of<MatterDesk>().Take(front.As("resident", "resident", ""), id, "supplement", new() { ["words"] = "还有" }, Stop)).Refusal?.Code);
    }

    [Theory]
    [InlineData(null, "", "matter.required"), InlineData("  ", "", "matter.required"), InlineData("是在东门", "是在东门", null)]
    public async Task supplements_with_words_only(string? words, string kept, string? code)
    {
        await using var front = await Front.Open();
        var answer = await front.Of<MatterDesk>().Receive(front.As("ana", "agent", "LS.RX"), new("路灯不亮", Phone: "13800001234"), Stop);
        var taken = await front.Of<MatterDesk>().Take(front.As("resident", "resident", ""), answer.Story.Id, Supplement.Act.Name, new JsonObject { ["words"] = words }, Stop);

        Assert.Equal(code, taken.Refusal?.Code);
        var entries = await front.Of<Reading>().Entries("370212", answer.Story.Stream, Stop);
        Assert.Equal(kept, entries.Select(e => e.Fact).OfType<Supplemented>().SingleOrDefault()?.Words ?? "");
    }

    [Fact]
    public void forgets_the_oldest_pages_photos_first()
    {
        var held = new HeldPhotos(TimeProvider.System);
        EvidenceDesk.Taken Large(string hash) => new(new(hash, "image/png", new byte[HeldPhotos.Most / 2 - 1], null), hash);
        held.Keep("one", [Large("a")]);
        held.Keep("two", [Large("b"), Large("b")]);
        Assert.Equal(["a"], held.Of("one").Select(f => f.Name));

        held.Keep("three", [Large("c")]);
        Assert.Empty(held.Of("one"));
        Assert.Equal(["b"], held.Of("two").Select(f => f.Name));
    }

    static async Task<Matter> Story(Front front, string number) => (await front.Of<Reading>().Story<Matter>(
        "370212", Bihuan.Engine.Journal.Stream.Of(Matter.Noun, (await front.Of<MatterDesk>().IdOf("370212", number, Stop))!), Stop)).Story;

    /// <summary>The form of a page with its hidden fields, sent with files.</summary>
    static async Task<(HttpStatusCode Status, string Html)> Send(HttpClient client, string page, string action, (string Name, byte[] Bytes)[] files, params (string Name, string Value)[] fields)
    {
        var (status, html, _) = await Sent(client, page, action, files, fields);
        return (status, html);
    }

    static async Task<(HttpStatusCode Status, string Html, string? To)> Sent(HttpClient client, string page, string action, (string Name, byte[] Bytes)[] files, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in Front.Fields(page, action).Select(p => (p.Key, p.Value)).Where(p => fields.All(f => f.Name != p.Key)).Concat(fields)) form.Add(new StringContent(value), name);
        foreach (var (name, bytes) in files)
        {
            var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
            form.Add(content, "photos", name);
        }

        var answer = await client.PostAsync(new Uri(action, UriKind.Relative), form, Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop), answer.Headers.Location?.ToString());
    }

    /// <summary>The smallest file that passes for a picture; the marker makes it another one.</summary>
    static byte[] Photo(byte marker) => [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, 1, .. "IDAT"u8, marker, 1, 2, 3, 4, 0, 0, 0, 0, .. "IEND"u8, 1, 2, 3, 4];

    [GeneratedRegex("(/say/photos/[0-9a-f]+/([0-9a-f]{64}))")]
    private static partial Regex Face();

    [GeneratedRegex("<dd[^>]*>(RX[0-9]+)</dd>")]
    private static partial Regex Number();

    [GeneratedRegex("name=\"form\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
