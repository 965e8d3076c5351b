using Bihuan.Parts;

namespace Bihuan.Portal;

/// <summary>The first page of whoever is not signed in.</summary>
public static class PortalPages
{
    /// <summary>What can be done here, and how the district does this month.</summary>
    public static async Task<IResult> First(HttpContext http, ReaderOf readerOf, PublicFigures figures, Library.Shelf shelf)
    {
        Large(http);
        return Pages.Show<PortalPage>(http, await readerOf(http), new { Month = await figures.Now(http.RequestAborted), Begun = shelf.Current.Where(playbook => playbook.Begins?.Public is not null).ToList(), Big = IsLarge(http) });
    }

    /// <summary>Whether this reader asked for larger type: the page's own class, kept for a year.</summary>
    public static bool IsLarge(HttpContext http) => (http.Request.Query["size"].FirstOrDefault() ?? http.Request.Cookies["size"]) == "large";

    /// <summary>Keeps the size that was asked for.</summary>
    public static void Large(HttpContext http)
    {
        if (http.Request.Query["size"].FirstOrDefault() is not ("large" or "usual")) return;
        http.Response.Cookies.Append("size", http.Request.Query["size"].ToString(), new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, IsEssential = true,
        });
    }
}
