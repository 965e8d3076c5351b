using Bihuan.Hosting;
using Bihuan.Parts;

namespace Bihuan.People;

/// <summary>The pages of this folder: the same verbs as the API, by forms.</summary>
static class PeoplePages
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var door = app.MapGroup("").ExcludeFromDescription().RequireForm();
        door.MapGet("/sign-in", async (HttpContext http, ReaderOf reader, SignedIn signedIn, string? back) => signedIn.Person is not null
            ? Results.Redirect(Safe(back)) : Pages.Show<SignInPage>(http, await reader(http), new { Back = back }));
        door.MapPost("/sign-in", SignInByForm);

        var own = app.MapGroup("").ExcludeFromDescription().SignedInOnly(evenIfOwing: true);
        own.MapPost("/sign-out", async (HttpContext http, SignedIn signedIn, Clerk clerk, CancellationToken stop) =>
        {
            await SignOut.Run(signedIn.Person!.Session, signedIn.Person.Caller, clerk, stop);
            http.Response.Cookies.Delete(SignedInCookie.Name, SignedInCookie.Options(http));
            return Results.Redirect("/sign-in");
        });
        own.MapGet("/account/password", async (HttpContext http, ReaderOf reader, SignedIn signedIn) =>
            signedIn.Person!.Must is Must.ChangePassword ? Pages.Show<PasswordPage>(http, await reader(http)) : Results.Redirect("/account"));
        own.MapPost("/account/password", PasswordByForm);
        own.MapGet("/account/second-factor", async (HttpContext http, ReaderOf reader, SignedIn signedIn, Vault vault, PeopleSettings settings) =>
            signedIn.Person!.HasSecondFactor ? Results.Redirect("/account")
                : Pages.Show<SecondFactorPage>(http, await reader(http), new { Offer = SetUpSecondFactor.New(signedIn.Person.Account, vault, settings) }));
        own.MapPost("/account/second-factor", SecondFactorByForm);

        var desk = app.MapGroup("").ExcludeFromDescription().SignedInOnly();
        desk.MapGet("/account", (MyAccount account, CancellationToken stop) => account.Show(null, stop));
        desk.MapPost("/account/sessions", async (HttpContext http, SignedIn signedIn, Clerk clerk, CancellationToken stop) =>
        {
            var session = (await http.Request.ReadFormAsync(stop))["session"].ToString();
            if (session == "others") await SignOut.Others(signedIn.Person!, clerk, stop);
            else await SignOut.Run(session, signedIn.Person!.Caller, clerk, stop);
            return Results.Redirect("/account");
        });
        desk.MapPost("/posts/current", async (HttpContext http, SignedIn signedIn, Clerk clerk, CancellationToken stop) =>
        {
            var form = await http.Request.ReadFormAsync(stop);
            await TakePost.Run(new(form["post"].ToString()), signedIn.Person!, clerk, stop);
            return Results.Redirect(Safe(form["back"]));
        });
        AdministratorPages.Map(desk);
    }

    static async Task<IResult> SignInByForm(
        HttpContext http, ReaderOf reader, SignInDesk desk, PeopleSettings settings, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        // To the door of the district that stands behind the name; the form goes along.
        if (Account.DistrictOf(form["account"].ToString()) is { } other && other != settings.District && settings.IsKnown(other))
            return Results.Redirect($"/{other}/sign-in", preserveMethod: true);

        var (account, password, ticket) = (form["account"].ToString(), form["password"].ToString(), form["ticket"].ToString());
        var (refusal, begun) = await desk.Run(
            new(account, password, form["code"]) { Ticket = ticket.Length > 0 ? ticket : null }, Where.From(http), stop);
        if (begun is not null)
        {
            http.Response.Cookies.Append(SignedInCookie.Name, begun.Token, SignedInCookie.Options(http, begun.Expires));
            return Results.Redirect(Safe(form["back"]));
        }

        // The page asks for the code next; that it was not given before is no error of the person's.
        var isAsked = refusal!.Code == No.CodeNeeded.Code;
        if (ticket.Length == 0 && isAsked) ticket = await desk.Ticket(account, password, stop) ?? "";
        var goesOn = isAsked || refusal.Code == No.WrongCode.Code;
        return Pages.Show<SignInPage>(http, await reader(http), new
        {
            Account = account, Back = form["back"].ToString(), Ticket = goesOn && ticket.Length > 0 ? ticket : null,
            Refusal = isAsked && form["code"].Count == 0 ? null : refusal,
        }, Problems.Status(refusal));
    }

    static async Task<IResult> PasswordByForm(
        HttpContext http, ReaderOf reader, SignedIn signedIn, Clerk clerk, Store store, Throttle throttle, MyAccount account, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var answer = await ChangePassword.Run(new(form["present"].ToString(), form["password"].ToString()), signedIn.Person!, clerk, store, throttle, Where.From(http), stop);
        if (answer.IsYes) return Results.Redirect(signedIn.Person!.Must is Must.Nothing ? "/account" : "/");
        return signedIn.Person!.Must is Must.ChangePassword
            ? Pages.Show<PasswordPage>(http, await reader(http), new { answer.Refusal }, Problems.Status(answer.Refusal!))
            : await account.Show(answer.Refusal, stop);
    }

    static async Task<IResult> SecondFactorByForm(
        HttpContext http, ReaderOf reader, SignedIn signedIn, Clerk clerk, Vault vault, PeopleSettings settings, TimeProvider time, CancellationToken stop)
    {
        var form = await http.Request.ReadFormAsync(stop);
        var (person, ticket) = (signedIn.Person!, form["ticket"].ToString());
        var answer = await SetUpSecondFactor.Run(new(ticket, form["code"].ToString()), person, clerk, vault, time, stop);
        return answer.IsYes ? Results.Redirect(person.Must is Must.Nothing ? "/account" : "/")
            : Pages.Show<SecondFactorPage>(http, await reader(http), new
            {
                answer.Refusal,
                Offer = SetUpSecondFactor.Again(ticket, person.Account, vault, settings) ?? SetUpSecondFactor.New(person.Account, vault, settings),
            }, Problems.Status(answer.Refusal!));
    }

    /// <summary>An address within this site: never another host that somebody put into a link.</summary>
    internal static string Safe(string? back) =>
        back is ['/', not ('/' or '\\'), ..] && !back.StartsWith("/sign-", StringComparison.Ordinal) && !back.Any(char.IsControl) ? back : "/";
}

/// <summary>Shows one's own account.</summary>
sealed class MyAccount(IHttpContextAccessor http, ReaderOf reader, SignedIn signedIn, UnitTree tree, Store store)
{
    public async Task<IResult> Show(Refusal? refusal, CancellationToken stop) =>
        Pages.Show<MyAccountPage>(http.HttpContext!, await reader(http.HttpContext!), new
        {
            Person = signedIn.Person!,
            Units = await tree.Of(signedIn.Person!.Caller.District, stop),
            Sessions = await SessionRow.Of(store, signedIn.Person, stop),
            Refusal = refusal,
        }, refusal is null ? 200 : Problems.Status(refusal));
}
