using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Tests.Matters.Pages;
using Dapper;

namespace Bihuan.Tests.Matters;

public class EvidenceFilesTests(Office office) : IClassFixture<Office>
{
    [Theory]
    [InlineData("photo.jpg", "<!DOCTYPE html><script>alert(1)</script>", "matter.file-kind"), InlineData("empty.png", "", "matter.file")]
    public async Task refuses_a_page_that_calls_itself_a_photo(string name, string content, string code)
    {
        var m = await office.At("signed");
        using var client = await office.SignIn(Office.Street);

        using var answer = await client.PostAsync($"/api/matters/{m.Id}/files", Form(name, Encoding.UTF8.GetBytes(content)), Office.Stop);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>(Office.Stop)).GetProperty("code").GetString());
        Assert.Empty((await Story(m)).Evidence);
    }

    [Fact]
    public async Task refuses_eleven_megabytes_on_the_page_and_says_so_beside_the_field()
    {
        var m = await office.At("signed");
        using var client = await office.SignIn(Office.Street);

        using var answer = await client.PostAsync($"/matters/{m.Number}/files", Form("a.png", [.. Png("big"), .. new byte[11 * 1024 * 1024]]), Office.Stop);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("最多 10 MB", (await Office.Page(answer)).QuerySelector("#evidence [role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Empty((await Story(m)).Evidence);
    }

    [Fact]
    public async Task serves_a_picture_that_is_also_a_page_as_a_picture_only()
    {
        var m = await office.At("signed");
        using var client = await office.SignIn(Office.Street);
        using var put = await client.PostAsync($"/api/matters/{m.Id}/files", Form("page.html", [.. Png("polyglot"), .. "<html><script>alert(1)</script>"u8]), Office.Stop);
        Assert.True(put.IsSuccessStatusCode, await put.Content.ReadAsStringAsync(Office.Stop));
        var evidence = Assert.Single((await Story(m)).Evidence);

        using var answer = await client.GetAsync($"/matters/{m.Number}/files/{evidence.Hash}", Office.Stop);

        Assert.Equal(("page.png", "image/png"), (evidence.Name, evidence.Media));
        Assert.Equal("image/png", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("inline", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.DoesNotContain("script", Encoding.Latin1.GetString(await answer.Content.ReadAsByteArrayAsync(Office.Stop)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task hands_a_pdf_over_as_a_file()
    {
        var m = await office.At("signed");
        using var client = await office.SignIn(Office.Street);
        using var put = await client.PostAsync($"/matters/{m.Number}/files", Form("验收单.pdf", "%PDF-1.7 accepted"u8.ToArray()), Office.Stop);
        Assert.Equal(HttpStatusCode.SeeOther, put.StatusCode);

        using var answer = await client.GetAsync($"/api/matters/{m.Id}/files/{(await Story(m)).Evidence[0].Hash}", Office.Stop);

        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task keeps_the_same_bytes_once_and_opens_them_only_where_they_belong()
    {
        var (one, two, three) = (await office.At("signed"), await office.At("signed"), await office.At("signed"));
        using var client = await office.SignIn(Office.Street);
        foreach (var m in (Matter[])[one, one, two])
        {
            using var put = await client.PostAsync($"/api/matters/{m.Id}/files", Form("same.png", Png("same")), Office.Stop);
            Assert.True(put.IsSuccessStatusCode);
        }

        var hash = Assert.Single((await Story(one)).Evidence).Hash;
        Assert.Equal(hash, Assert.Single((await Story(two)).Evidence).Hash);
        await using var connection = await office.Of<Store>().Read(Office.Stop);
        Assert.Equal(1, await connection.ExecuteScalarAsync<long>("select count(*) from files where hash = @hash", new { hash }));
        using var elsewhere = await client.GetAsync($"/matters/{three.Number}/files/{hash}", Office.Stop);
        using var stranger = await office.SignIn("zj-liaison");
        using var outside = await stranger.GetAsync($"/api/matters/{(await office.Receive()).Id}/files/{hash}", Office.Stop);
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, outside.StatusCode);
    }

    [Fact]
    public async Task says_that_a_file_was_there_already()
    {
        var m = await office.At("signed");
        using var client = await office.SignIn(Office.Street);
        client.DefaultRequestHeaders.Add("Idempotency-Key", $"files-{m.Number}");
        client.DefaultRequestHeaders.Add("If-Match", $"\"{m.Version}\"");
        using var first = await client.PostAsync($"/api/matters/{m.Id}/files", Forms(("one.png", Png("one")), ("two.png", Png("two"))), Office.Stop);
        Assert.True(first.IsSuccessStatusCode, await first.Content.ReadAsStringAsync(Office.Stop));
        Assert.Empty((await first.Content.ReadFromJsonAsync<JsonElement>(Office.Stop)).GetProperty("alreadyThere").EnumerateArray());
        Assert.Equal(2, (await Story(m)).Evidence.Length);

        using var again = await office.SignIn(Office.Street);
        using var second = await again.PostAsync($"/api/matters/{m.Id}/files", Forms(("three.png", Png("three")), ("other-name.png", Png("one"))), Office.Stop);
        Assert.Equal(["one.png"], (await second.Content.ReadFromJsonAsync<JsonElement>(Office.Stop)).GetProperty("alreadyThere").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(3, (await Story(m)).Evidence.Length);

        Assert.Contains("先前已经有了，没有重复添加：one.png", await Said(again, m, Forms(("x.png", Png("one")))), StringComparison.Ordinal);
        Assert.Contains("已添加 1 个附件；先前已经有的没有重复添加：two.png", await Said(again, m, Forms(("new.png", Png("four")), ("y.png", Png("two")))), StringComparison.Ordinal);
        Assert.Contains("附件已添加", await Said(again, m, Forms(("five.png", Png("five")))), StringComparison.Ordinal);
    }

    static async Task<string> Said(HttpClient client, Matter m, MultipartFormDataContent files)
    {
        using var answer = await client.PostAsync($"/matters/{m.Number}/files", files, Office.Stop);
        return Uri.UnescapeDataString(Uri.UnescapeDataString(answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("notice=", StringComparison.Ordinal))))
            is var notice ? System.Text.RegularExpressions.Regex.Unescape(notice) : "";
    }

    static MultipartFormDataContent Forms(params (string Name, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, bytes) in files) form.Add(new ByteArrayContent(bytes), "files", name);
        return form;
    }

    [Fact]
    public async Task takes_nobodys_word_for_a_file_that_never_came()
    {
        var m = await office.At("signed");
        using var client = await office.SignIn(Office.Street);

        using var answer = await client.PostAsJsonAsync($"/api/matters/{m.Id}/evidence", new { hash = new string('a', 64), name = "a.jpg", media = "image/jpeg", size = 1 }, Office.Stop);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Empty((await Story(m)).Evidence);
    }

    async Task<Matter> Story(Matter matter) => (await office.Of<Reading>().Story<Matter>(Office.District, matter.Stream, Office.Stop)).Story;

    static MultipartFormDataContent Form(string name, byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return new() { { content, "files", name }, { new StringContent("after"), "phase" } };
    }

    static byte[] Png(string body) =>
        [0x89, .. "PNG\r\n\u001a\n"u8, 0, 0, 0, (byte)body.Length, .. "IDAT"u8, .. Encoding.ASCII.GetBytes(body), 1, 2, 3, 4, 0, 0, 0, 0, .. "IEND"u8, 1, 2, 3, 4];
}
