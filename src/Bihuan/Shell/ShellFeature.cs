using System.Text.Encodings.Web;
using System.Text.Unicode;
using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.Parts.Shown;
using Microsoft.AspNetCore.ResponseCompression;

namespace Bihuan.Shell;

/// <summary>The frame of every page: static files, language, security headers, the pages that say no.</summary>
public static class ShellFeature
{
    // Images may be data addresses: OpenLayers draws its marks so. Nothing comes from outside.
    const string Policy =
        "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddSingleton<Assets>();
        // Pages only, and only where no proxy stands in front with TLS: there the proxy compresses.
        services.AddResponseCompression(options => options.MimeTypes = ["text/html"]);
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = System.IO.Compression.CompressionLevel.Fastest);
        // Without it Chinese leaves the server as &#x4E1C; at four times the bytes.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        return services;
    }

    /// <summary>Says who reads a page; needs the people and the store, which a page of parts alone does without.</summary>
    public static IServiceCollection AddReaders(this IServiceCollection services) => services
        .AddSingleton<Readers>().AddSingleton<ReaderOf>(s => s.GetRequiredService<Readers>().Of);

    /// <summary>Stands first in the pipeline, so that the pages it answers for errors cover everything after it.</summary>
    /// <param name="reader">Makes the reader of a request with its person and ways; a stranger's by default.</param>
    public static WebApplication MapShell(this WebApplication app, Func<HttpContext, Reader>? reader = null)
    {
        reader ??= Stranger;
        app.UseResponseCompression();
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = http => Answer(http, StatusCodes.Status500InternalServerError, Stranger) });
        app.UseStatusCodePages(context => Answer(context.HttpContext, context.HttpContext.Response.StatusCode, reader));
        app.Use(Guard);
        app.Use(Remember);
        app.Use((http, next) => Files(http, next, app.Services.GetRequiredService<Assets>()));

        app.MapGet("/problems", async (HttpContext http, CancellationToken _) => Pages.Show<ProblemsPage>(http, await Known(http, reader))).ExcludeFromDescription();
        app.MapGet("/problems/{code}", async (HttpContext http, string code) => Problems.All.TryGetValue(code, out var refusal)
            ? Pages.Show<ProblemsPage>(http, await Known(http, reader), new { Refusal = refusal }) : Results.NotFound()).ExcludeFromDescription();
        if (app.Environment.IsDevelopment())
            app.MapGet("/parts", (HttpContext http) => Pages.Show<PartsPage>(http, Sample.Dispatcher(reader(http)))).ExcludeFromDescription();
        return app;
    }

    static Reader Stranger(HttpContext http) =>
        Readers.Plain(http, http.RequestServices.GetService<People.Forms>(), (http.RequestServices.GetService<TimeProvider>() ?? TimeProvider.System).GetUtcNow());

    /// <summary>Who is signed in reads in their own frame.</summary>
    static async ValueTask<Reader> Known(HttpContext http, Func<HttpContext, Reader> stranger) =>
        http.RequestServices.GetService<People.SignedIn>()?.Person is not null && http.RequestServices.GetService<ReaderOf>() is { } readerOf
            ? await readerOf(http) : stranger(http);

    static Task Guard(HttpContext http, RequestDelegate next)
    {
        Harden(http.Response.Headers);
        return next(http);
    }

    // Set again on a page that answers an error: what went before has been cleared.
    static void Harden(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
    }

    /// <summary>`?lang=en` or `?lang=zh` is kept for a year.</summary>
    static Task Remember(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Query["lang"].FirstOrDefault() is "zh" or "en")
            http.Response.Cookies.Append("lang", http.Request.Query["lang"].ToString(), new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, IsEssential = true,
            });
        return next(http);
    }

    static async Task Files(HttpContext http, RequestDelegate next, Assets assets)
    {
        if (!await assets.Serve(http)) await next(http);
    }

    // Programs are told in JSON what people are told by a page.
    static async Task Answer(HttpContext http, int status, Func<HttpContext, Reader> reader)
    {
        if (Problems.IsApi(http.Request))
        {
            await Problems.Bare(http, status).AsHttp().ExecuteAsync(http);
            return;
        }

        Harden(http.Response.Headers);
        var trace = status >= 500 ? System.Diagnostics.Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier : null;
        // Where the house itself has failed nothing more is asked of it.
        await Pages.Show<ProblemPage>(http, status >= 500 ? reader(http) : await Known(http, reader), new { Status = status, Trace = trace, Refusal = Problems.Refused(http), Fragment = http.Request.Headers.ContainsKey("HX-Request") }, status).ExecuteAsync(http);
    }
}
