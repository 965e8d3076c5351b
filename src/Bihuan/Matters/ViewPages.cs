using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>The ways in to kept lists and chosen columns: forms beside the list, and the API.</summary>
public static class ViewPages
{
    /// <param name="Value">The new name.</param>
    public sealed record Name(string? Value);

    /// <param name="Value">Whether the unit has it.</param>
    public sealed record Shared(bool Value);

    /// <param name="Key">The key of a kept list; null for the list of open matters.</param>
    public sealed record First(string? Key);

    /// <param name="Value">As in the address of a list; empty for the house's own.</param>
    public sealed record Layout(string? Value);

    public static void Map(IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/matters").SignedInOnly().ExcludeFromDescription();
        pages.MapPost("/views", Keep);
        pages.MapPost("/views/{key}", Change);
        pages.MapPost("/columns", Choose);

        var api = app.MapGroup("/api/views").WithTags("Matters").SignedInOnly();
        api.MapGet("", async (ViewDesk desk, SignedIn who, CancellationToken stop) => Results.Json(await desk.Of(who.Person!, stop), Facts.Json))
            .WithSummary("List the lists you keep and those your unit shares");
        api.MapPost("", async (KeepView.Command command, ViewDesk desk, SignedIn who, Clerk clerk, CancellationToken stop) =>
            (await desk.Keep(clerk, who.Person!, command, stop)).AsHttp(views => new { Key = command.IsShared ? $"u{views.Last}" : $"{views.Last}" })).WithSummary("Keep a list by name");
        api.MapPut("/first", async (First first, ViewDesk desk, SignedIn who, Clerk clerk, CancellationToken stop) =>
            (await desk.PutFirst(clerk, who.Person!, first.Key, stop)).AsHttp()).WithSummary("Choose which list opens first");
        api.MapPut("/columns", async (Layout columns, ViewDesk desk, SignedIn who, Clerk clerk, CancellationToken stop) =>
            (await desk.ChooseColumns(clerk, who.Person!, columns.Value, stop)).AsHttp()).WithSummary("Choose the columns of your lists");
        api.MapPut("/{key}/name", async (string key, Name name, ViewDesk desk, SignedIn who, Clerk clerk, CancellationToken stop) =>
            (await desk.Rename(clerk, who.Person!, key, name.Value, stop)).AsHttp()).WithSummary("Rename a kept list");
        api.MapPut("/{key}/shared", async (string key, Shared shared, ViewDesk desk, SignedIn who, Clerk clerk, CancellationToken stop) =>
            (await desk.Share(clerk, who.Person!, key, shared.Value, stop)).AsHttp(views => new { Key = shared.Value ? $"u{views.Last}" : $"{views.Last}" })).WithSummary("Share a kept list with your unit, or share it no longer");
        api.MapDelete("/{key}", async (string key, ViewDesk desk, SignedIn who, Clerk clerk, CancellationToken stop) =>
            (await desk.Remove(clerk, who.Person!, key, stop)).AsHttp()).WithSummary("Keep a list no longer");
    }

    static async Task<IResult> Keep(HttpContext http, ViewDesk desk, SignedIn who, Clerk clerk, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var command = new KeepView.Command(form["name"], form["query"], form["shared"].ToString() == "true", form["first"].ToString() == "true");
        var answer = await desk.Keep(clerk, who.Person!, command, stop);
        return Back(http, form["query"], answer.Refusal, $"已保存为视图“{command.Name?.Trim()}”。", $"Kept as “{command.Name?.Trim()}”.");
    }

    static async Task<IResult> Change(string key, HttpContext http, ViewDesk desk, SignedIn who, Clerk clerk, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var person = who.Person!;
        var answer = form["do"].ToString() switch
        {
            "remove" => await desk.Remove(clerk, person, key, stop),
            "first" => await desk.PutFirst(clerk, person, key, stop),
            "not-first" => await desk.PutFirst(clerk, person, null, stop),
            "share" or "keep-own" => await desk.Share(clerk, person, key, form["do"] == "share", stop),
            _ => await desk.Rename(clerk, person, key, form["name"], stop),
        };
        var (zh, en) = form["do"].ToString() switch
        {
            "remove" => ("视图已删除；事项不受影响。", "The view is gone; no matter has changed."),
            "first" => ("以后打开“事项”先看这个视图。", "Matters opens with this view from now on."),
            "not-first" => ("以后打开“事项”先看在办的。", "Matters opens with what is open again."),
            "share" => ("本单位的人都能用这个视图了。", "Everybody of your unit has this view now."),
            "keep-own" => ("这个视图只有您自己用了。", "You alone have this view now."),
            _ => ("视图已改名。", "The view has its new name."),
        };
        return Back(http, form["query"], answer.Refusal, zh, en);
    }

    static async Task<IResult> Choose(HttpContext http, ViewDesk desk, SignedIn who, Clerk clerk, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var columns = form["reset"].ToString() == "true" ? "" : form["columns"].ToString();
        var answer = await desk.ChooseColumns(clerk, who.Person!, columns, stop);
        var isOwn = columns.Length > 0;
        return Back(http, form["query"], answer.Refusal, isOwn ? "以后打开列表都用这些列。" : "列表恢复为原来的列。", isOwn ? "Lists have these columns from now on." : "Lists have their own columns again.");
    }

    static IResult Back(HttpContext http, string? query, Refusal? refusal, string zh, string en)
    {
        string Say(string one, string other) => Reader.TongueOf(http.Request) is Tongue.En ? other : one;
        Notices.Leave(http, refusal is null ? new(Say(zh, en)) : new(Say(refusal.Zh, refusal.En), Tone.Red, refusal.Code));
        // Only what is known comes back into an address.
        var words = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query);
        var href = "/matters?" + ViewDesk.Query(new QueryCollection(words));
        return MatterPages.SeeOther(Address.With(href, "text", words.GetValueOrDefault("text").ToString()));
    }
}
