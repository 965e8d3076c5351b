using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Bihuan.Parts;

/// <summary>Answers a request with a page or a part of one.</summary>
public static class Pages
{
    /// <summary>Renders a page on the server with its reader. The page begins with `Frame` or `Bare`, which write the whole document;
    /// a component without them is answered as a fragment, for htmx.</summary>
    /// <param name="parameters">An object whose properties are the page's parameters; null for none.</param>
    public static IResult Show<TPage>(HttpContext http, Reader reader, object? parameters = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        http.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<Read>(new { Reader = reader, Page = typeof(TPage), Parameters = Named(parameters) })
        {
            StatusCode = status,
            ContentType = "text/html; charset=utf-8",
            PreventStreamingRendering = true,
        };
    }

    static Dictionary<string, object?> Named(object? parameters) => parameters switch
    {
        null => [],
        IReadOnlyDictionary<string, object?> named => new(named, StringComparer.Ordinal),
        _ => parameters.GetType().GetProperties().ToDictionary(p => p.Name, p => p.GetValue(parameters), StringComparer.Ordinal),
    };
}
