using System.Security.Cryptography;
using System.Text;
using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>
/// The proof that a form was opened here. With a session's cookie it is an HMAC of the session, demanded of every request that changes
/// something; without one it is a random cookie that the form repeats. A bearer needs none: no browser sends it by itself.
/// </summary>
public sealed class Forms(Vault vault, PeopleSettings settings)
{
    /// <summary>The hidden field.</summary>
    public const string Field = "form";

    /// <summary>The header, for scripts.</summary>
    public const string Header = "X-Form";

    const string Cookie = "bihuan-form";

    /// <summary>The proof to put into a form on this page.</summary>
    public string Token(HttpContext http)
    {
        if (http.RequestServices.GetRequiredService<SignedIn>().Person is { ByCookie: true } person) return Of(person);
        if (http.Request.Cookies[Cookie] is { Length: > 0 } before) return Anonymous(before);
        if (http.Items[Cookie] is string made) return Anonymous(made);

        var fresh = Tokens.New();
        http.Items[Cookie] = fresh;
        http.Response.Cookies.Append(Cookie, fresh, SignedInCookie.Options(http));
        return Anonymous(fresh);
    }

    /// <summary>Whether the request carries its proof.</summary>
    public async ValueTask<bool> Carries(HttpContext http, CancellationToken stop)
    {
        var person = http.RequestServices.GetRequiredService<SignedIn>().Person;
        if (person is { ByCookie: false }) return true;

        var right = person is not null ? Of(person) : http.Request.Cookies[Cookie] is { Length: > 0 } cookie ? Anonymous(cookie) : null;
        var sent = http.Request.Headers[Header].ToString();
        if (sent.Length == 0 && http.Request.HasFormContentType) sent = (await http.Request.ReadFormAsync(stop))[Field].ToString();
        return right is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(right), Encoding.UTF8.GetBytes(sent));
    }

    string Of(Person person) => vault.Mark(settings.District, $"form {person.Session}");

    // Marked, so that a cookie planted from a neighbouring host is of no use without our key.
    // The same in every district of the house: whoever signs in with ana@440310 has opened the form before another one's door.
    string Anonymous(string cookie) => vault.Mark("", $"visitor {cookie}");
}

/// <summary>The cookie that carries a session's token.</summary>
public static class SignedInCookie
{
    public const string Name = "bihuan";

    /// <summary>Not for scripts, not for other sites, encrypted where the site is.</summary>
    public static CookieOptions Options(HttpContext http, DateTimeOffset? expires = null) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/", Expires = expires, IsEssential = true };
}
