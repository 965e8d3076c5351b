using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Portal;

/// <summary>Remembers for half an hour that this browser knew the query code, so that judging needs no retyping. Sealed by the vault: it can be neither read nor made outside.</summary>
public sealed class Visits(Vault vault, PeopleSettings settings, TimeProvider time)
{
    const string Cookie = "bihuan-follow";
    static readonly TimeSpan Lasts = TimeSpan.FromMinutes(30);

    /// <summary>Lets this browser in.</summary>
    /// <param name="mandate">The mandate whose code it was; 0 for the requester's own.</param>
    public void Begin(HttpContext http, string number, int mandate = 0)
    {
        var words = string.Create(CultureInfo.InvariantCulture, $"follow {settings.District} {number} {(time.GetUtcNow() + Lasts).ToUnixTimeMilliseconds()} {mandate}");
        http.Response.Cookies.Append(Cookie, Convert.ToBase64String(vault.Wrap(Encoding.UTF8.GetBytes(words))), new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/follow", MaxAge = Lasts, IsEssential = true,
        });
    }

    /// <summary>Whether this browser knew the code of that number a short while ago.</summary>
    public bool Holds(HttpContext http, string number) => Find(http, number) is not null;

    /// <summary>By which mandate this browser came; 0 for the requester.</summary>
    public int MandateOf(HttpContext http, string number) => Find(http, number) ?? 0;

    int? Find(HttpContext http, string number)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 and < 400 } cookie) return null;
        try
        {
            var words = Encoding.UTF8.GetString(vault.Unwrap(Convert.FromBase64String(cookie))).Split(' ');
            return words is ["follow", var district, var known, var until, var mandate] && district == settings.District && known == number
                && long.Parse(until, CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeMilliseconds() ? int.Parse(mandate, CultureInfo.InvariantCulture) : null;
        }
        catch (Exception made) when (made is FormatException or CryptographicException)
        {
            // Somebody's browser sent something that was not sealed here: it opens nothing.
            return null;
        }
    }

    /// <summary>Shuts it again: a shared computer should not remember.</summary>
    public static void End(HttpContext http) => http.Response.Cookies.Delete(Cookie, new CookieOptions { Path = "/follow" });
}
