using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Bihuan.Hosting;

/// <summary>
/// Turns refusals into <c>application/problem+json</c>: type, title, status, code, and field when the sentence is about one.
/// Nobody else knows a status code.
/// </summary>
public static class Problems
{
    /// <summary>The HTTP status of a refusal.</summary>
    public static int Status(Refusal refusal) => refusal switch
    {
        { Code: "desk.signed-out" } => 401,
        { Kind: RefusalKind.Invalid } => 422,
        { Kind: RefusalKind.Forbidden } => 403,
        { Kind: RefusalKind.Missing } => 404,
        { Kind: RefusalKind.Conflict } => 409,
        { Kind: RefusalKind.Stale } => 412,
        _ => 429,
    };

    /// <summary>True when the reader's first language is English; everything else is answered in Chinese.</summary>
    public static bool ReadsEnglish(HttpRequest request) =>
        request.Headers.AcceptLanguage.ToString().StartsWith("en", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a person reads the answer: everything outside /api that does not ask for JSON.</summary>
    public static bool WantsPage(HttpRequest request) => !request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && !request.Headers.Accept.ToString().Contains("json", StringComparison.Ordinal);

    /// <summary>Why the request was refused, where the answer was left to a page; null when it was not.</summary>
    public static Refusal? Refused(HttpContext http) => http.Items[typeof(Refusal)] as Refusal;

    /// <summary>Every refusal of the house by its code, read from the classes that the reference is written from.</summary>
    public static FrozenDictionary<string, Refusal> All => Known.Value;

    static readonly Lazy<FrozenDictionary<string, Refusal>> Known = new(() => typeof(Problems).Assembly.GetTypes().Where(type => type.Name == nameof(No))
        .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(field => field.GetValue(null)).OfType<Refusal>()
        .ToFrozenDictionary(refusal => refusal.Code));

    /// <summary>A refusal as an answer.</summary>
    public static IResult AsHttp(this Refusal refusal) => new Answered(refusal, 0, null);

    /// <summary>A verb's answer without a body: 204 with the story's version as ETag, or the refusal.</summary>
    public static IResult AsHttp<T>(this Answer<T> answer) => new Answered(answer.Refusal, answer.Version, null);

    /// <summary>A verb's answer with a body: 200 with the story's version as ETag, or the refusal.</summary>
    public static IResult AsHttp<T>(this Answer<T> answer, Func<T, object> body) =>
        new Answered(answer.Refusal, answer.Version, answer.IsYes ? body(answer.Story) : null);

    /// <summary>Answers words that cannot be read with the refusal of the house.</summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException unreadable) when (!http.Response.HasStarted)
        {
            // The framework's own sentence is English and names our types: the place in the words is what helps.
            var place = (unreadable.InnerException as System.Text.Json.JsonException)?.Path is { Length: > 0 } path ? path : "JSON";
            await No.Unreadable.With(place).AsHttp().ExecuteAsync(http);
        }
    });

    sealed class Answered(Refusal? refusal, long version, object? body) : IResult
    {
        public Task ExecuteAsync(HttpContext http)
        {
            if (refusal is not null)
            {
                http.Response.StatusCode = Status(refusal);
                http.Response.Headers.CacheControl = "no-store";
                if (WantsPage(http.Request))
                {
                    // Without a body: whoever frames the pages shows the sentence in the house's look.
                    http.Items[typeof(Refusal)] = refusal;
                    return Task.CompletedTask;
                }

                return http.Response.WriteAsJsonAsync(
                    new Problem($"/problems/{refusal.Code}", ReadsEnglish(http.Request) ? refusal.En : refusal.Zh,
                        http.Response.StatusCode, refusal.Code, refusal.Field),
                    Facts.Json, "application/problem+json", http.RequestAborted);
            }

            if (version > 0) http.Response.Headers.ETag = $"\"{version}\"";
            if (body is not null) return http.Response.WriteAsJsonAsync(body, body.GetType(), Facts.Json, http.RequestAborted);
            http.Response.StatusCode = 204;
            return Task.CompletedTask;
        }
    }

    sealed record Problem(
        string Type, string Title, int Status, string Code,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field);
}
