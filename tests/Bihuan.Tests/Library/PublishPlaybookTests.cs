using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Tests.House;
using Bihuan.Tests.Lists;

namespace Bihuan.Tests.Library;

/// <summary>A playbook goes on the shelf from the browser: proven, tried, compared; open matters stay on the version they began with.</summary>
public sealed class PublishPlaybookTests
{
    static readonly string First = Tree.Text("packs/hotline/request.playbook.yaml");
    static readonly string Second = First.Replace("version: 1\n", "version: 2\n", StringComparison.Ordinal).Replace("en: Hotline request", "en: Hotline call", StringComparison.Ordinal);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static async Task<(HttpStatusCode Status, string Words)> Publish(HttpClient client, string yaml, string[]? examples = null)
    {
        var answer = await client.PostAsJsonAsync("/api/library/publications", new { yaml, examples }, Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task a_published_version_is_in_force_at_once_and_open_matters_keep_theirs()
    {
        await using var office = await Office.Open();
        var before = await office.Said("路灯不亮");
        using var sys = await office.Client("sys");
        Assert.Equal(HttpStatusCode.NoContent, (await Publish(sys, Second)).Status);

        var shelf = office.Of<Shelf>();
        Assert.Equal((2, "Hotline call"), (shelf.Newest("request")!.Version, shelf.Newest("request")!.Title.En));
        var after = await office.Said("井盖丢失");
        Assert.Equal((1, 2), (before.PlaybookVersion, after.PlaybookVersion));
        var sent = await office.Take(before, "sender", "dispatcher", "LS.RX", "dispatch", new() { ["unit"] = "LS.CG", ["basis"] = "三定规定" });
        Assert.Equal((1, "dispatched"), (sent.PlaybookVersion, sent.Stage));

        // What another process, or this one after a restart, reads from the journal.
        var again = new Shelf(Settings.FindPacks(), shelf.Calendar);
        Assert.Equal(1, again.Newest("request")!.Version);
        await PublishPlaybook.Apply(again, office.Of<Reading>(), Office.District, Stop);
        var origin = again.OriginOf(again.Newest("request")!)!;
        Assert.Equal((2, "sys", Second, Origin.HashOf(Second), 3), (again.Newest("request")!.Version, origin.Published!.By, origin.Yaml, origin.Sha256, origin.Examples.Length));

        // A second time there is nothing to do.
        Assert.Equal(HttpStatusCode.NoContent, (await Publish(sys, Second)).Status);
        var (_, version) = await office.Of<Reading>().Story<PublishedPlaybooks>(Office.District, PublishPlaybook.Stream, Stop);
        Assert.Equal(1, version);
        Assert.All(await Bihuan.Storage.RebuiltLedgers.Rebuild(office.Of<Bihuan.Hosting.Store>(), office.Of<Stories>(), office.Of<Vault>(), null, Stop), table => Assert.True(table.IsEqual, table.Table));
    }

    [Fact]
    public async Task what_must_not_be_published_is_refused_with_the_reason_and_nothing_is_written()
    {
        await using var office = await Office.Open();
        using var sys = await office.Client("sys");
        using var agent = await office.Client("agent");
        foreach (var (client, yaml, status, code, words) in ((HttpClient, string, HttpStatusCode, string, string)[])
        [
            (agent, Second, HttpStatusCode.Forbidden, "desk.not-yours", ""),
            (sys, "", HttpStatusCode.UnprocessableEntity, "library.playbook-text", ""),
            (sys, "a: [", HttpStatusCode.UnprocessableEntity, "library.playbook-unreadable", ""),
            (sys, "a: &a [*a]", HttpStatusCode.UnprocessableEntity, "library.playbook-unreadable", ""),
            (sys, First.Replace("en: Hotline request", "en: Other", StringComparison.Ordinal), HttpStatusCode.Conflict, "library.playbook-version", "第 1 版"),
            (sys, Second.Replace("by: [leader]", "by: [boss]", StringComparison.Ordinal), HttpStatusCode.UnprocessableEntity, "library.playbook-faults", "1. "),
            (sys, Second.Replace("    limit: 5 working-days\n", "    limit: 6 working-days\n", StringComparison.Ordinal), HttpStatusCode.Conflict, "library.playbook-example", "第 2 步"),
        ])
        {
            var (answered, said) = await Publish(client, yaml);
            Assert.Equal((status, code), (answered, JsonDocument.Parse(said).RootElement.GetProperty("code").GetString()));
            Assert.Contains(words, said, StringComparison.Ordinal);
        }

        Assert.Equal(1, office.Of<Shelf>().Newest("request")!.Version);
        var (_, version) = await office.Of<Reading>().Story<PublishedPlaybooks>(Office.District, PublishPlaybook.Stream, Stop);
        Assert.Equal(0, version);
    }

    [Theory]
    [InlineData("a: 1\nb:\n  c: 2\n d: 3\n", 4, "缩进要与同一层的其他键对齐", "d: 3")]
    [InlineData("a: { b: 1, c: 2\nd: 3\n", 1, "花括号", "a: { b: 1, c: 2")]
    [InlineData("a: 1\na: 2\n", 2, "这个键写了两次", "a: 2")]
    [InlineData("a: 1\n\tb: 2\n", 2, "制表符", "b: 2")]
    [InlineData("title: \"庙会\nb: 1\n", 0, "引号", "")]
    public void a_slip_of_the_pen_is_told_in_both_languages_with_its_line(string yaml, int line, string why, string text)
    {
        var slip = YamlSlip.In(Assert.Throws<InvalidDataException>(() => Shelf.Read(yaml)))!;
        Assert.Contains(why, slip.Why.Zh, StringComparison.Ordinal);
        Assert.DoesNotMatch("[\u4e00-\u9fff]", slip.Why.En);
        if (line > 0) Assert.Equal(line, slip.Line);
        if (text.Length > 0) Assert.Equal(text, slip.Text);
    }

    [Fact]
    public async Task the_page_shows_the_line_at_which_a_text_stops_being_yaml()
    {
        await using var office = await Office.Open();
        using var sys = await office.Client("sys");
        var at = First.ReplaceLineEndings("\n").Split('\n').ToList().FindIndex(line => line.StartsWith("clocks:", StringComparison.Ordinal)) + 1;
        var broken = First.Replace("\nclocks:\n", "\nclocks:\n   accept\n", StringComparison.Ordinal);
        using var form = new MultipartFormDataContent { { new StringContent(broken), "yaml" }, { new StringContent(""), "examples" } };
        var page = WebUtility.HtmlDecode(await (await sys.PostAsync("/library/publish/preview", form, Stop)).Content.ReadAsStringAsync(Stop));
        // The word without a colon, or the line after it that no longer fits.
        Assert.Matches($"YAML 第 ({at + 1}|{at + 2}) 行", page);
        Assert.Matches($"<span class=\"here\"><i>({at + 1}|{at + 2})</i> *accept", page);
        foreach (var english in (string[])["While parsing", "While scanning", "did not find"]) Assert.DoesNotContain(english, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_pages_show_preview_publish_and_compare()
    {
        await using var office = await Office.Open();
        await office.Said("路灯不亮");
        using var sys = await office.Client("sys");
        Assert.Contains("在办 1 件", await sys.GetStringAsync("/library", Stop), StringComparison.Ordinal);
        var page = await sys.GetStringAsync("/library/request?version=1", Stop);
        foreach (var words in (string[])["<svg class=\"stage-diagram\"", "受理，转派单", "5 个工作日", "[S1]", "10 步全部相符"])
            Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);

        using var broken = new MultipartFormDataContent { { new StringContent(Second.Replace("by: [leader]", "by: [boss]", StringComparison.Ordinal)), "yaml" } };
        var faults = await sys.PostAsync("/library/publish/preview", broken, Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, faults.StatusCode);
        Assert.Contains("的角色“boss”不存在", WebUtility.HtmlDecode(await faults.Content.ReadAsStringAsync(Stop)), StringComparison.Ordinal);
        using var good = new MultipartFormDataContent { { new StringContent(Second), "file", "request.playbook.yaml" } };
        var preview = WebUtility.HtmlDecode(await (await sys.PostAsync("/library/publish/preview", good, Stop)).Content.ReadAsStringAsync(Stop));
        Assert.Contains("发布第 2 版", preview, StringComparison.Ordinal);
        Assert.Equal(1, office.Of<Shelf>().Newest("request")!.Version);

        using var form = new FormUrlEncodedContent([new("yaml", Second.ReplaceLineEndings("\r\n"))]);
        Assert.Equal("/library/request", (await sys.PostAsync("/library/publish", form, Stop)).Headers.Location?.ToString());
        Assert.Equal(Origin.HashOf(Second), office.Of<Shelf>().OriginOf(office.Of<Shelf>().Newest("request")!)!.Sha256);
        Assert.Contains("由sys发布", await sys.GetStringAsync("/library", Stop), StringComparison.Ordinal);
        sys.DefaultRequestHeaders.Add("Cookie", "lang=en");
        Assert.Contains("“Hotline request”", WebUtility.HtmlDecode(await sys.GetStringAsync("/library/request/compare?from=1&to=2", Stop)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task leaders_and_dispatchers_read_it_and_others_do_not()
    {
        await using var office = await Office.Open();
        foreach (var (account, status) in ((string, HttpStatusCode)[])[("leader", HttpStatusCode.OK), ("sender", HttpStatusCode.OK), ("heat", HttpStatusCode.Forbidden), ("sec", HttpStatusCode.Forbidden)])
        {
            using var client = await office.Client(account);
            foreach (var path in (string[])["/library", "/library/request", "/library/imported", "/library/request/compare", "/api/library"])
                Assert.Equal((account, path, status), (account, path, (await client.GetAsync(path, Stop)).StatusCode));
            Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync("/library/publish", Stop)).StatusCode);
        }

        using var sys = await office.Client("sys");
        Assert.Equal(HttpStatusCode.NotFound, (await sys.GetAsync("/library/nothing", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await sys.GetAsync("/library/request?version=9", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await sys.GetAsync("/library/publish?from=request", Stop)).StatusCode);
    }
}
