using System.Text.Json;

namespace Bihuan.Parts;

/// <summary>Carries one sentence over a redirect, in a cookie that is read once.</summary>
public static class Notices
{
    const string Cookie = "notice";

    /// <summary>Puts a sentence where the next page finds it.</summary>
    public static void Leave(HttpContext http, Notice notice) => http.Response.Cookies.Append(
        Cookie, Uri.EscapeDataString(JsonSerializer.Serialize(notice)),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = TimeSpan.FromMinutes(1), IsEssential = true });

    /// <summary>Takes it, so that it is shown once.</summary>
    public static Notice? Take(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 } left) return null;
        http.Response.Cookies.Delete(Cookie);
        try
        {
            return JsonSerializer.Deserialize<Notice>(Uri.UnescapeDataString(left));
        }
        catch (JsonException)
        {
            // Somebody's browser sent something else; there is no notice then.
            return null;
        }
    }
}
