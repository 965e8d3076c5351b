using Bihuan.Insight;
using Bihuan.Matters;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Shell;

/// <summary>The first page of everybody who is signed in: what I must do now, ordered by clock.</summary>
public static class HomePages
{
    /// <summary>What those who watch see beside their own steps.</summary>
    public sealed record Watch(ListMatters.Page Late, ListMatters.Page Carded, ListMatters.Page Pressed, int LateCount, int CardedCount, int PressedCount, Lately Lately);

    const int Most = 100;
    const int Few = 6;

    /// <summary>The door: whoever is not signed in goes to the public page, or to sign in where there is none.</summary>
    public static void MapHome(this IEndpointRouteBuilder app) => app.MapGet("/", async (HttpContext http, SignedIn who, CancellationToken stop) =>
    {
        if (who.Fault is null) return await Show(http, who.Person!, stop);
        if (who.Person is { } owing) return Results.Redirect(owing.Must is Must.ChangePassword ? "/account/password" : "/account/second-factor");
        var routes = http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        return Results.Redirect(routes.Any(route => route.RoutePattern.RawText == "/portal") ? "/portal" : "/sign-in");
    }).ExcludeFromDescription();

    /// <summary>The home of one person.</summary>
    public static async Task<IResult> Show(HttpContext http, Person person, CancellationToken stop)
    {
        var services = http.RequestServices;
        var reader = await services.GetRequiredService<ReaderOf>()(http);
        var isKeeper = Roles.Of(person.Post.Role)?.IsAdministrator is true;
        var lines = isKeeper ? [] : await services.GetRequiredService<Todos>().Of(person, stop, Most);
        var watch = person.Is("leader", "supervisor", "assessor") ? await Watched(services, person, stop) : null;
        var named = lines.Select(line => line.Person).Concat(watch is null ? [] : watch.Late.Rows.Concat(watch.Carded.Rows).Concat(watch.Pressed.Rows).Select(row => row.Handler));
        return Pages.Show<Home>(http, reader, new
        {
            Person = person,
            Lines = lines,
            IsMore = lines.Count == Most,
            Watch = watch,
            Names = await services.GetRequiredService<Namer>().For(reader, person.Caller.District, stop, named),
            IsKeeper = isKeeper,
        });
    }

    static async Task<Watch> Watched(IServiceProvider services, Person person, CancellationToken stop)
    {
        var list = services.GetRequiredService<ListMatters>();
        async Task<(ListMatters.Page Page, int Count)> Of(ListMatters.Query query) =>
            (await list.Read(person.Scope, query with { Size = Few }, stop), await list.Count(person.Scope, query, stop, 1001));

        var late = await Of(new(State: "overdue"));
        var carded = await Of(new(State: "open", Mark: "red"));
        var pressed = await Of(new(State: "open", Mark: "pressed"));
        return new(late.Page, carded.Page, pressed.Page, late.Count, carded.Count, pressed.Count, await services.GetRequiredService<KeptFigures>().Lately(person.Scope, stop));
    }
}
