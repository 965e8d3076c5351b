using System.Net.Http.Headers;
using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>What stands before every way in: who is it, does the form come from here, may they go on.</summary>
public static class Ways
{
    /// <summary>Finds out who is behind the request, and refuses changes by cookie without the proof of a form.</summary>
    internal static async Task Meet(HttpContext http, RequestDelegate next)
    {
        var services = http.RequestServices;
        var (token, byCookie) = TokenOf(http.Request);
        if (token is not null)
        {
            var settings = services.GetRequiredService<PeopleSettings>();
            var signedIn = services.GetRequiredService<SignedIn>();
            signedIn.Person = await services.GetRequiredService<Door>().Open(
                settings.District, token, byCookie, CommandKey(http.Request), Seen(http.Request),
                session => Note(services, settings.District, session), http.RequestAborted);
            if (signedIn.Person is { ByCookie: true } && Changes(http.Request)
                && !await services.GetRequiredService<Forms>().Carries(http, http.RequestAborted))
            {
                await No.FormExpired.AsHttp().ExecuteAsync(http);
                return;
            }
        }

        await next(http);
    }

    /// <summary>Lets only those in who are signed in: an API is told 401, a page is sent to the sign-in page.</summary>
    /// <param name="evenIfOwing">Lets in who must still change their password or set up a second factor.</param>
    public static TBuilder SignedInOnly<TBuilder>(this TBuilder builder, bool evenIfOwing = false) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new ForSignedIn()).AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var signedIn = http.RequestServices.GetRequiredService<SignedIn>();
            if (signedIn.Fault is not { } fault || (evenIfOwing && signedIn.Person is not null)) return await next(context);
            if (Problems.IsApi(http.Request) || !HttpMethods.IsGet(http.Request.Method)) return fault.AsHttp();

            var back = Uri.EscapeDataString(http.Request.Path + http.Request.QueryString);
            return Results.Redirect(signedIn.Person?.Must switch
            {
                Must.ChangePassword => "/account/password",
                Must.SetUpSecondFactor => "/account/second-factor",
                _ => $"/sign-in?back={back}",
            });
        });

    /// <summary>Demands the proof of a form from visitors too; who is signed in by cookie is asked for it in any case.</summary>
    public static TBuilder RequireForm<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.AddEndpointFilter(async (context, next) =>
            !Changes(context.HttpContext.Request)
            || await context.HttpContext.RequestServices.GetRequiredService<Forms>().Carries(context.HttpContext, context.HttpContext.RequestAborted)
                ? await next(context) : No.FormExpired.AsHttp());

    static (string? Token, bool ByCookie) TokenOf(HttpRequest request)
    {
        if (request.Headers.Authorization.Count > 0)
            return (AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
                && header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? header.Parameter : null, false);
        return (request.Cookies[SignedInCookie.Name], true);
    }

    static string? CommandKey(HttpRequest request) =>
        request.Headers["Idempotency-Key"].ToString() is { Length: > 0 and <= 200 } key && Changes(request) ? key : null;

    // Something that is no version of ours is the version of nothing.
    static long? Seen(HttpRequest request) => request.Headers.IfMatch.ToString() is { Length: > 0 } match && match != "*" && Changes(request)
        ? long.TryParse(match.Trim('"'), out var version) ? version : -1 : null;

    static bool Changes(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);

    static Task Note(IServiceProvider services, string district, string session) =>
        services.GetRequiredService<Clerk>().For(Caller.Clock(district)).Record<Session>(Session.StreamOf(session),
            (found, now) => found.IsLive(now.At) && now.At - found.Used >= Session.Noted ? new SessionUsed() : Decision.Nothing, CancellationToken.None);
}
