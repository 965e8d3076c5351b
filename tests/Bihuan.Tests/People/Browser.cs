using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Bihuan.Tests.People;

/// <summary>A browser without scripts: keeps cookies, follows redirects, fills in the forms it is shown.</summary>
sealed class Browser(HttpClient client)
{
    readonly Dictionary<string, string> cookies = [];

    public IHtmlDocument Page { get; private set; } = null!;

    public string Path { get; private set; } = "";

    public HttpStatusCode Status { get; private set; }

    public string Text => Page.Body!.TextContent;

    public Task Open(string path) => Ask(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Sends the form with that action: its hidden and present values, and what is given.</summary>
    public Task Send(string action, params (string Name, string Value)[] given)
    {
        var form = Page.Forms.First(f => f.Method == "post" && f.GetAttribute("action") == action && given.All(g =>
            g.Name != "post" && g.Name != "session" || f.QuerySelector($"[name={g.Name}][value='{g.Value}']") is not null));
        var fields = form.QuerySelectorAll("input[name],select[name],textarea[name]").ToDictionary(
            field => field.GetAttribute("name")!, field => field is IHtmlInputElement { Type: not "checkbox" } input ? input.Value : "");
        foreach (var (name, value) in given) fields[name] = value;
        return Ask(new HttpRequestMessage(HttpMethod.Post, action) { Content = new FormUrlEncodedContent(fields) });
    }

    async Task Ask(HttpRequestMessage request)
    {
        Path = request.RequestUri!.ToString();
        if (cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", cookies.Select(pair => $"{pair.Key}={pair.Value}")));
        using var answer = await client.SendAsync(request, Lodge.Stop);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            if (pair[1].Length == 0) cookies.Remove(pair[0]);
            else cookies[pair[0]] = pair[1];
        }

        if (answer.StatusCode is HttpStatusCode.Found)
        {
            await Open(answer.Headers.Location!.ToString());
            return;
        }

        Status = answer.StatusCode;
        Page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(Lodge.Stop));
    }

    public async Task SignIn(string account)
    {
        await Open("/sign-in");
        await Send("/sign-in", ("account", account), ("password", Scene.Good));
    }
}
