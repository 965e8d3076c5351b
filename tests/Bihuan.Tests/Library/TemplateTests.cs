using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.House;
using Bihuan.Tests.Lists;
using static Bihuan.Tests.Library.WordFile;

namespace Bihuan.Tests.Library;

/// <summary>A document's template goes out, comes back from Word, is looked at and used; new papers are made by it, and one press goes back. On both databases.</summary>
public sealed partial class TemplateTests(PostgresHost postgres) : IClassFixture<PostgresHost>
{
    static readonly string Second = Tree.Text("packs/hotline/request.playbook.yaml").Replace("version: 1\n", "version: 2\n", StringComparison.Ordinal)
        .Replace("\nlists:\n", "\ndocuments:\n  notice: { title: { zh: 转办通知, en: Notice of dispatch }, by: [dispatcher], at: [dispatched], text: \"{unit}：\\n{text}\\n请于{due}前办结。\\n{today}\" }\n\nlists:\n", StringComparison.Ordinal);

    const string Path = "/library/request/templates/notice";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>The administrator, once the playbook with its document is on the shelf.</summary>
    static async Task<HttpClient> Published(Office office)
    {
        var sys = await office.Client("sys");
        var answer = await sys.PostAsJsonAsync("/api/library/publications", new { yaml = Second }, Stop);
        Assert.True(answer.StatusCode == HttpStatusCode.NoContent, await answer.Content.ReadAsStringAsync(Stop));
        return sys;
    }

    /// <summary>Issues it and reads the file.</summary>
    static async Task<(DocumentIssued Issued, string Words)> Issue(Office office)
    {
        var matter = await office.Sent("井盖丢失，位于中韩街道。", "LS.CG");
        var answer = await office.Of<DocumentDesk>().Issue(office.As("sender", "dispatcher", "LS.RX"), matter.Id, "notice", Stop);
        Assert.Null(answer.Refusal);
        var issued = answer.Story.Documents.Single();
        return (issued, Words((await KeptFile.Read(office.Of<Bihuan.Hosting.Store>(), Office.District, issued.Hash, Stop))!.Bytes));
    }

    static async Task<(HttpStatusCode Status, string Page)> Post(HttpClient client, string path, HttpContent form)
    {
        var answer = await client.PostAsync(path, form, Stop);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop)));
    }

    static MultipartFormDataContent Upload(byte[] file) => new() { { new ByteArrayContent(file), "file", "通知.docx" } };

    [Fact]
    public async Task it_is_looked_at_used_issued_by_and_gone_back_from_in_the_browser()
    {
        await using var office = await Office.Open();
        using var sys = await Published(office);
        using var leader = await office.Client("leader");
        Assert.Contains(Path, await leader.GetStringAsync("/library/request", Stop), StringComparison.Ordinal);
        Assert.Contains("按流程里的文字", await leader.GetStringAsync(Path, Stop), StringComparison.Ordinal);
        var own = await leader.GetByteArrayAsync($"{Path}/0", Stop);
        Assert.Equal(["paper-number", "unit", "text", "due", "today"], TemplateFile.Open(own).Asks);
        var (first, words) = await Issue(office);
        Assert.Equal((0, true), (first.Template, words.Contains("|LS.CG：|井盖丢失", StringComparison.Ordinal)));

        // A slip is told with what was meant, and nothing can be used.
        var (status, page) = await Post(sys, $"{Path}/preview", Upload(Make(Line("{unti}：{text}"))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("{unti}（是不是 {unit}？）", page, StringComparison.Ordinal);
        Assert.DoesNotContain("启用这个模板", page, StringComparison.Ordinal);

        (status, page) = await Post(sys, $"{Path}/preview", Upload(Make(Line("崂山区转办单 {paper-number}") + Line("请{unit}办理：{text}"))));
        Assert.Equal(HttpStatusCode.OK, status);
        foreach (var said in (string[])["办理期限 {due}、出具日期 {today}", "请示例街道办事处办理：", "启用这个模板", "下载填好的样张"]) Assert.Contains(said, page, StringComparison.Ordinal);
        var carried = Carried().Match(page).Groups[1].Value;
        using var sampled = new FormUrlEncodedContent([new("template", carried)]);
        var sample = await (await sys.PostAsync($"{Path}/sample", sampled, Stop)).Content.ReadAsByteArrayAsync(Stop);
        Assert.Contains("请示例街道办事处办理：", Words(sample), StringComparison.Ordinal);
        Assert.Equal(0, (await office.Of<Reading>().Story<Templates>(Office.District, Templates.StreamOf("request"), Stop)).Version);

        using var used = new FormUrlEncodedContent([new("template", carried), new("note", "按市里样式")]);
        Assert.Equal(HttpStatusCode.Redirect, (await sys.PostAsync(Path, used, Stop)).StatusCode);
        var (second, filled) = await Issue(office);
        Assert.Equal((1, true), (second.Template, second.Digits.EndsWith("-1", StringComparison.Ordinal)));
        Assert.Equal($"崂山区转办单 {second.Digits}|请LS.CG办理：井盖丢失，位于中韩街道。", filled);

        page = await sys.GetStringAsync(Path, Stop);
        foreach (var said in (string[])["现在用第 1 版", "按市里样式", "改用这一版"]) Assert.Contains(said, page, StringComparison.Ordinal);
        using var back = new FormUrlEncodedContent([new("version", "0")]);
        Assert.Equal(HttpStatusCode.Redirect, (await sys.PostAsync($"{Path}/use", back, Stop)).StatusCode);
        Assert.Equal(0, (await Issue(office)).Issued.Template);

        // Who reads may take it out, and puts nothing in force.
        Assert.DoesNotContain("先看效果", await leader.GetStringAsync(Path, Stop), StringComparison.Ordinal);
        foreach (var path in (string[])["", "/preview", "/sample", "/use"])
        {
            using var form = new FormUrlEncodedContent([new("template", carried)]);
            Assert.Equal((path, HttpStatusCode.Forbidden), (path, (await leader.PostAsync(Path + path, form, Stop)).StatusCode));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await sys.GetAsync("/library/request/templates/nothing", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await sys.GetAsync($"{Path}/7", Stop)).StatusCode);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task versions_are_kept_with_their_hash_and_the_same_file_is_no_new_one(bool shared)
    {
        await using var office = await Office.Open(shared ? postgres.Connection : null);
        using var sys = await Published(office);
        var (one, two) = (Make(Line("一{text}")), Make(Line("二{text}")));
        async Task<JsonElement> Send(byte[] file)
        {
            var answer = await sys.PostAsync("/api/library/request/templates/notice", new ByteArrayContent(file), Stop);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Stop));
            return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement;
        }

        Assert.Equal(1, (await Send(one)).GetProperty("used").GetInt32());
        Assert.Equal(2, (await Send(two)).GetProperty("used").GetInt32());
        Assert.Equal(2, (await Send(two)).GetProperty("versions").GetArrayLength());
        var again = await Send(one);
        Assert.Equal((1, 2), (again.GetProperty("used").GetInt32(), again.GetProperty("versions").GetArrayLength()));
        Assert.Equal(TemplateDesk.Look(office.Of<Shelf>().Newest("request")!, office.Of<Shelf>().Newest("request")!.Documents[0], two, null).Sha256,
            again.GetProperty("versions")[1].GetProperty("sha256").GetString());
        Assert.Equal(two, await sys.GetByteArrayAsync("/api/library/request/templates/notice/2", Stop));
        Assert.Equal("一井盖丢失，位于中韩街道。", (await Issue(office)).Words);
        Assert.Equal(HttpStatusCode.OK, (await sys.PutAsJsonAsync("/api/library/request/templates/notice", new { version = 2 }, Stop)).StatusCode);
        Assert.Equal("二井盖丢失，位于中韩街道。", (await Issue(office)).Words);
        var wrong = await sys.PutAsJsonAsync("/api/library/request/templates/notice", new { version = 9 }, Stop);
        Assert.Equal((HttpStatusCode.NotFound, true), (wrong.StatusCode, (await wrong.Content.ReadAsStringAsync(Stop)).Contains("library.no-template", StringComparison.Ordinal)));
        var broken = await sys.PostAsync("/api/library/request/templates/notice", new ByteArrayContent([1, 2, 3]), Stop);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (broken.StatusCode, (await broken.Content.ReadAsStringAsync(Stop)).Contains("library.template-not-word", StringComparison.Ordinal)));
        Assert.All(await Bihuan.Storage.RebuiltLedgers.Rebuild(office.Of<Bihuan.Hosting.Store>(), office.Of<Stories>(), office.Of<Vault>(), null, Stop), table => Assert.True(table.IsEqual, table.Table));
    }

    [Fact]
    public async Task a_pack_takes_its_templates_along_and_elsewhere_they_are_used()
    {
        byte[] file = Make(Line("随包{text}")), pack;
        await using (var first = await Office.Open())
        {
            using var sys = await Published(first);
            Assert.True((await sys.PostAsync("/api/library/request/templates/notice", new ByteArrayContent(file), Stop)).IsSuccessStatusCode);
            pack = await sys.GetByteArrayAsync("/library/request/2.pack.zip", Stop);
            Assert.Equal(pack, await sys.GetByteArrayAsync("/library/request/2.pack.zip", Stop));
        }

        Assert.Equal([("notice", true)], PackFile.Open(pack).Templates.Select(template => (template.Key, template.Value.SequenceEqual(file))));
        Assert.Equal("library.pack-part", PackFile.Open(With(pack, "templates/notice.docx", Make(Line("改过")))).Refusal?.Code);

        // By the page, to a house that has never seen the text; then to one that has it already.
        await using var second = await Office.Open();
        using var other = await second.Client("sys");
        var (status, page) = await Post(other, "/library/publish/preview", Upload(pack));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("带来 1 份文书模板", page, StringComparison.Ordinal);
        using var form = new FormUrlEncodedContent([new("yaml", Second), new("template.notice", Convert.ToBase64String(file))]);
        Assert.Equal("/library/request", (await other.PostAsync("/library/publish", form, Stop)).Headers.Location?.ToString());
        Assert.Equal("随包井盖丢失，位于中韩街道。", (await Issue(second)).Words);

        await using var third = await Office.Open();
        using var known = await Published(third);
        Assert.Equal(HttpStatusCode.NoContent, (await known.PostAsync("/api/library/packs", new ByteArrayContent(pack), Stop)).StatusCode);
        var (issued, words) = await Issue(third);
        Assert.Equal((1, "随包井盖丢失，位于中韩街道。"), (issued.Template, words));
        Assert.Equal(2, third.Of<Shelf>().Versions("request").Count());

        // A pack whose template cannot be used is refused whole.
        var wrong = await known.PostAsJsonAsync("/api/library/publications", new { yaml = Second, templates = new Dictionary<string, byte[]> { ["notice"] = Make(Line("{nobody}")) } }, Stop);
        Assert.Contains("library.template-of-pack", await wrong.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        var (_, version) = await third.Of<Reading>().Story<Templates>(Office.District, Templates.StreamOf("request"), Stop);
        Assert.Equal(1, version);
    }

    [GeneratedRegex("name=\"template\" value=\"([^\"]+)\"")]
    private static partial Regex Carried();
}
