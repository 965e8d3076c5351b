using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;

namespace Bihuan.Hosting;

/// <summary>
/// Turns refusals into <c>application/problem+json</c>: type, title, status, code, and field when the sentence is about one.
/// Nobody else knows a status code.
/// </summary>
public static partial class Problems
{
    // What HTTP itself has a number for keeps that number, whatever kind of “no” it is to the house.
    static readonly FrozenDictionary<string, int> Numbered = new Dictionary<string, int>
    {
        ["desk.signed-out"] = 401, ["desk.method"] = 405, ["desk.too-large"] = 413, ["desk.media-type"] = 415, ["desk.failed"] = 500,
    }.ToFrozenDictionary();

    /// <summary>The HTTP status of a refusal.</summary>
    public static int Status(Refusal refusal) => Numbered.TryGetValue(refusal.Code, out var status) ? status : refusal switch
    {
        { Kind: RefusalKind.Invalid } => 422,
        { Kind: RefusalKind.Forbidden } => 403,
        { Kind: RefusalKind.Missing } => 404,
        { Kind: RefusalKind.Conflict } => 409,
        { Kind: RefusalKind.Stale } => 412,
        _ => 429,
    };

    /// <summary>True when the reader chose English (`lang`, as on pages), or chose nothing and their first language is English.</summary>
    public static bool ReadsEnglish(HttpRequest request) => (request.Query["lang"].FirstOrDefault() ?? request.Cookies["lang"]) is { Length: > 0 } chosen
        ? chosen == "en" : request.Headers.AcceptLanguage.ToString().StartsWith("en", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a program speaks: it is answered in JSON, whatever goes wrong.</summary>
    public static bool IsApi(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a person reads the answer: everything outside /api that does not ask for JSON.</summary>
    public static bool WantsPage(HttpRequest request) => !IsApi(request)
        && !request.Headers.Accept.ToString().Contains("json", StringComparison.Ordinal);

    /// <summary>Why the request was refused, where the answer was left to a page; null when it was not.</summary>
    public static Refusal? Refused(HttpContext http) => http.Items[typeof(Refusal)] as Refusal;

    /// <summary>Every refusal of the house by its code, read from the classes that the reference is written from.</summary>
    public static FrozenDictionary<string, Refusal> All => Known.Value;

    static readonly Lazy<FrozenDictionary<string, Refusal>> Known = new(() => ((Type[])[.. typeof(Problems).Assembly.GetTypes(), .. typeof(Refusal).Assembly.GetTypes()]).Where(type => type.Name == nameof(No))
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
            await Unread(unreadable, http).AsHttp().ExecuteAsync(http);
        }
        catch (InvalidDataException) when (!http.Response.HasStarted && http.Request.HasFormContentType)
        {
            await No.Unreadable.With(Form).AsHttp().ExecuteAsync(http);
        }
    });

    /// <summary>Words that are no JSON, or not the JSON that is meant.</summary>
    /// <param name="path">Where, as the reader of JSON says it: <c>$.days</c>; null where it is no JSON at all.</param>
    public static Refusal Unreadable(string? path) =>
        path is ['$', '.', .. var field] ? No.Unreadable.With(field).On(field) : No.Unreadable.With("JSON");

    /// <summary>What a bare status under /api means: nobody's handler has spoken.</summary>
    public static Refusal Bare(HttpContext http, int status) => status switch
    {
        401 => No.SignedOut,
        403 => No.NotYours,
        404 => No.Address.With(http.Request.Path.Value ?? ""),
        405 => No.Method.With(http.Request.Method, http.Response.Headers.Allow.ToString()),
        413 => TooLarge(http),
        415 => Media(http),
        >= 500 => No.Failed.With(System.Diagnostics.Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier),
        _ => No.Unreadable.With("HTTP"),
    };

    const string Form = "multipart/form-data";

    // The framework's own sentence is English and names our types: the place in the words is what helps.
    static Refusal Unread(BadHttpRequestException unreadable, HttpContext http) => unreadable switch
    {
        { StatusCode: 413 } => TooLarge(http),
        { StatusCode: 415 } => Media(http),
        { InnerException: System.Text.Json.JsonException json } => Unreadable(json.Path),
        _ => Parameter().Match(unreadable.Message) is { Success: true } match && match.Groups[1].Value is var name
            ? No.Unreadable.With(char.ToLowerInvariant(name[0]) + name[1..]).On(char.ToLowerInvariant(name[0]) + name[1..]) : Unreadable(null),
    };

    static Refusal Media(HttpContext http) => No.MediaType.With(http.Request.ContentType is { Length: > 0 and < 100 } sent ? sent : new Words("没有写明格式的内容", "What names no Content-Type"));

    static Refusal TooLarge(HttpContext http) =>
        No.TooLarge.With((http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? DefaultLimit) / 1024 / 1024);

    // Kestrel's own.
    const long DefaultLimit = 30_000_000;

    [GeneratedRegex(""" parameter "(?:\S+ )?(\w+)" (?:from|was not provided from (?:query|route|header))""")]
    private static partial Regex Parameter();

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
