using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Tests.Matters.Pages;
using Microsoft.AspNetCore.Builder;

namespace Bihuan.Tests.Hosting;

/// <summary>Whatever a program does wrong, it is told in one shape: a stable code, and a sentence in its reader's language.</summary>
public sealed partial class ApiEdgeTests(Office office) : IClassFixture<Office>
{
    [Theory]
    [InlineData("GET", "/api/no/such", null, null, 404, "desk.no-address")]
    [InlineData("GET", "/API/no/such", null, null, 404, "desk.no-address")]
    [InlineData("DELETE", "/api/matters", null, null, 405, "desk.method")]
    [InlineData("POST", "/api/matters", "text/plain", "hello", 415, "desk.media-type")]
    [InlineData("POST", "/api/matters/{id}/signings", "text/plain", "hello", 415, "desk.media-type")]
    [InlineData("POST", "/api/matters/{id}/files", "application/json", "{}", 415, "desk.media-type")]
    [InlineData("POST", "/api/matters/{id}/files", "multipart/form-data", "hello", 422, "desk.unreadable")]
    [InlineData("POST", "/api/matters", "application/json", "{ nonsense", 422, "desk.unreadable")]
    [InlineData("POST", "/api/matters", "application/json", "", 422, "desk.unreadable")]
    [InlineData("POST", "/api/matters", "application/json", "null", 422, "desk.unreadable")]
    [InlineData("POST", "/api/matters/{id}/signings", "application/json", "[]", 422, "desk.unreadable")]
    [InlineData("POST", "/api/matters/{id}/moves/juggle", "application/json", "{}", 404, "matter.unknown-move")]
    [InlineData("POST", "/api/matters/{id}/moves/close", "application/json", "{}", 409, "matter.not-now")]
    [InlineData("GET", "/api/matters/LS0000000000000", null, null, 404, "matter.missing")]
    [InlineData("GET", "/api/areas?parent=999999", null, null, 404, "area.missing")]
    [InlineData("GET", "/api/places", null, null, 422, "desk.unreadable")]
    public async Task every_no_has_a_code_and_a_sentence_in_both_languages(string method, string path, string? type, string? body, int status, string code)
    {
        path = path.Replace("{id}", (await office.At("dispatched")).Id, StringComparison.Ordinal);
        foreach (var language in (string[])["zh", "en"])
        {
            using var client = await office.SignIn(Office.Street, language);
            using var request = new HttpRequestMessage(new(method), path);
            if (body is not null)
            {
                request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
                request.Content.Headers.ContentType = new MediaTypeHeaderValue(type!);
            }

            using var answer = await client.SendAsync(request, Office.Stop);
            await Holds(answer, status, code, language);
            if (status == 405) Assert.Equal(["GET", "POST"], answer.Content.Headers.Allow.Order());
        }

        using var page = await new HttpClient().GetAsync($"{office.Address}/problems/{code}", Office.Stop);
        Assert.True(page.IsSuccessStatusCode, $"/problems/{code}");
    }

    [Fact]
    public async Task who_is_not_signed_in_is_told_so_by_the_language_of_the_browser()
    {
        using var stranger = new HttpClient { BaseAddress = new(office.Address) };
        using var zh = await stranger.GetAsync("/api/matters", Office.Stop);
        await Holds(zh, 401, "desk.signed-out", "zh");
        stranger.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-GB");
        using var en = await stranger.GetAsync("/api/matters", Office.Stop);
        await Holds(en, 401, "desk.signed-out", "en");
    }

    [Fact]
    public async Task what_cannot_be_read_is_named_by_its_field()
    {
        using var client = await office.SignIn("agent1");
        using var answer = await client.PostAsJsonAsync("/api/matters", new { text = "路灯坏了", confidential = "perhaps" }, Office.Stop);
        Assert.Equal("confidential", (await Holds(answer, 422, "desk.unreadable", "zh")).GetProperty("field").GetString());
    }

    [Fact]
    public async Task our_own_fault_is_a_problem_with_a_number_to_tell()
    {
        var folder = Directory.CreateTempSubdirectory("bihuan-fault-").FullName;
        await using var app = Site.Build(new Settings(folder, Settings.FindPacks()), "http://127.0.0.1:0");
        await app.Services.OpenBihuan(Office.Stop);
        app.MapGet("/api/broken", string () => throw new InvalidOperationException("secret inside"));
        await app.StartAsync(Office.Stop);
        using var client = new HttpClient { BaseAddress = new(app.Urls.First()) };
        using var answer = await client.GetAsync("/api/broken", Office.Stop);
        var problem = await Holds(answer, 500, "desk.failed", "zh");
        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
        await app.StopAsync(Office.Stop);
    }

    [Fact]
    public async Task an_unknown_move_is_answered_with_the_ones_there_are()
    {
        var m = await office.At("dispatched");
        using var client = await office.SignIn(Office.Street);
        using var answer = await client.PostAsJsonAsync($"/api/matters/{m.Id}/moves/juggle", new { }, Office.Stop);
        Assert.Contains("sign（签收）", (await Holds(answer, 404, "matter.unknown-move", "zh")).GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_text_that_no_clerk_could_read_is_refused()
    {
        var m = await office.At("signed");
        using var client = await office.SignIn(Office.Street);
        using var answer = await client.PostAsJsonAsync($"/api/matters/{m.Id}/notes", new { text = new string('长', Act.LongestText + 1) }, Office.Stop);
        Assert.Equal("text", (await Holds(answer, 422, "matter.too-long", "zh")).GetProperty("field").GetString());
    }

    internal static async Task<JsonElement> Holds(HttpResponseMessage answer, int status, string code, string language)
    {
        var said = await answer.Content.ReadAsStringAsync(Office.Stop);
        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = JsonDocument.Parse(said).RootElement;
        Assert.Equal((code, $"/problems/{code}", status),
            (problem.GetProperty("code").GetString(), problem.GetProperty("type").GetString(), problem.GetProperty("status").GetInt32()));
        Assert.Equal(language == "zh", Chinese().IsMatch(problem.GetProperty("title").GetString()!));
        return problem;
    }

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();
}
