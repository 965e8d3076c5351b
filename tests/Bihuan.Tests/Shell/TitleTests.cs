using System.Text.RegularExpressions;
using Bihuan.Tests.Lists;
using Microsoft.AspNetCore.Routing;

namespace Bihuan.Tests.Shell;

/// <summary>What stands on the tab of the browser.</summary>
public sealed partial class TitleTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task every_page_is_called_by_its_name_in_the_readers_language()
    {
        await using var office = await Office.Open();
        var matter = await office.Said("暖气不热");
        var pages = office.Of<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(way => way.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
            .Select(way => "/" + way.RoutePattern.RawText!.Trim('/'))
            .Where(path => !path.Contains('{', StringComparison.Ordinal) && !path.StartsWith("/api", StringComparison.Ordinal))
            .Append($"/matters/{matter.Number}").Append("/library/request").Append("/library/request/compare").Append("/problems/desk.stale").Distinct().ToList();
        Assert.Superset(new HashSet<string> { "/", "/matters", "/broken-loops", "/dispatch", "/catalogue", "/figures", "/intake", "/accounts", "/units", "/calendar" }, pages.ToHashSet());
        var seen = new HashSet<string>();
        foreach (var account in (string[])["leader", "sender", "agent", "sys", "sec"])
        {
            using var client = await office.Client(account);
            foreach (var path in pages)
                foreach (var language in (string[])["zh", "en"])
                {
                    using var answer = await client.GetAsync($"{path}?lang={language}", Stop);
                    if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
                    var page = await answer.Content.ReadAsStringAsync(Stop);
                    if (!page.Contains("<html", StringComparison.Ordinal)) continue;
                    var title = System.Net.WebUtility.HtmlDecode(Title().Match(page).Groups[1].Value);
                    Assert.True(title.EndsWith(language == "zh" ? " · 闭环" : " · Bihuan", StringComparison.Ordinal), $"{path} as {account}: {title}");
                    Assert.False(title.StartsWith("Title", StringComparison.Ordinal) || title.Contains('@', StringComparison.Ordinal), $"{path}: {title}");
                    Assert.True(path.StartsWith("/matters/", StringComparison.Ordinal) || Chinese().IsMatch(title[..title.LastIndexOf(" · ", StringComparison.Ordinal)]) == (language == "zh"), $"{path} in {language}: {title}");
                    seen.Add(path);
                }
        }

        Assert.True(seen.Count > 12, string.Join(' ', pages.Except(seen)));
        using var leader = await office.Client("leader");
        Assert.Contains("<title>断环 · ", await leader.GetStringAsync("/broken-loops?lang=zh", Stop), StringComparison.Ordinal);
    }

    [GeneratedRegex("<title>([^<]*)</title>")]
    private static partial Regex Title();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();
}
