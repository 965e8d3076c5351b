using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Bihuan.Hosting;

/// <summary>A way in that only those find open who are signed in.</summary>
public sealed record ForSignedIn;

/// <summary>A way in that writes once for one Idempotency-Key although nobody is signed in.</summary>
public sealed record OncePerKey;

/// <summary>A POST that asks and writes nothing.</summary>
public sealed record OnlyAsks;

/// <summary>Says in /api/openapi.json what holds for every way in: who may, which headers count, how a no looks.</summary>
public static class ApiDocument
{
    /// <summary>The document's name in the house; there is one.</summary>
    public const string Name = "v1";

    const string Bearer = "bearer";
    const string Problem = "Problem";

    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        // Every verb names its words Command: in the document each goes by the verb's own name.
        options.CreateSchemaReferenceId = type => type.Type.DeclaringType is { } verb
            ? $"{verb.Name}{type.Type.Name}" : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        options.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Bihuan 闭环";
            document.Info.Description = "所有拒绝都是 application/problem+json，凭 code 判断；句子按 Accept-Language 给中文或英文。/ Every refusal is application/problem+json: branch on code; the sentence is Chinese, or English by Accept-Language.";
            // What the framework wrote where the house says more: nothing points at it any longer.
            foreach (var bare in (string[])["ProblemDetails", "JsonObject"]) document.Components?.Schemas?.Remove(bare);
            return Task.CompletedTask;
        });
    });

    static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var (document, metadata) = (context.Document!, context.Description.ActionDescriptor.EndpointMetadata);
        var path = context.Description.RelativePath ?? "";
        var changes = context.Description.HttpMethod is not "GET";
        var isPost = context.Description.HttpMethod is "POST" && !metadata.OfType<OnlyAsks>().Any();
        var signedIn = metadata.OfType<ForSignedIn>().Any();
        var one = path.Contains('{', StringComparison.Ordinal);
        operation.Parameters ??= [];
        if (signedIn)
        {
            document.Components ??= new();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "POST /api/sessions 返回的 token。/ The token that POST /api/sessions answers.",
            };
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
        }

        if (isPost && (signedIn || metadata.OfType<OncePerKey>().Any()))
            operation.Parameters.Add(Header("Idempotency-Key", "同一个键只办一次：没收到答复就原样再发。/ Written once under one key: when an answer was lost, send the same again.", 200));
        if (changes && signedIn && one)
            operation.Parameters.Add(Header("If-Match", "看到的版本（ETag）；已经变了就回 412，不办。/ The version you have seen (ETag); 412 and nothing done when it has changed.", null));

        operation.Responses ??= [];
        if (signedIn && !path.EndsWith(".xlsx", StringComparison.Ordinal) && (one || isPost) && operation.Responses.GetValueOrDefault("200") is OpenApiResponse yes)
        {
            yes.Headers ??= new Dictionary<string, IOpenApiHeader>();
            yes.Headers["ETag"] = new OpenApiHeader { Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Description = "版本 / The version" };
        }

        foreach (var status in Refusals(signedIn, one, changes, operation.RequestBody is not null, operation.Parameters.Any(p => p.In == ParameterLocation.Query)))
            operation.Responses[status] = Refused(status, document);
        foreach (var declared in operation.Responses.Keys.Where(key => key[0] == '4').ToList())
            operation.Responses[declared] = Refused(declared, document);
    }

    static IEnumerable<string> Refusals(bool signedIn, bool one, bool changes, bool hasBody, bool hasQuery)
    {
        if (signedIn) yield return "401";
        if (signedIn) yield return "403";
        if (one) yield return "404";
        if (changes && signedIn) yield return "409";
        if (changes && signedIn && one) yield return "412";
        if (hasBody) yield return "415";
        if (hasBody || hasQuery) yield return "422";
        // Whatever else is refused looks the same.
        yield return "4XX";
    }

    static OpenApiResponse Refused(string status, OpenApiDocument document)
    {
        document.Components ??= new();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas.TryAdd(Problem, Sheet);
        return new()
        {
            Description = Means.GetValueOrDefault(status, "不予办理 / Refused"),
            Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(Problem, document) } },
        };
    }

    static readonly Dictionary<string, string> Means = new()
    {
        ["401"] = "请先登录 / Sign in first", ["403"] = "您的岗位不能办 / Not from your post", ["404"] = "没有，或您无权知道 / No such thing, or none you may know of",
        ["409"] = "现在不能办 / Not in this state", ["412"] = "版本旧了 / You were looking at an old version", ["415"] = "格式不对 / Another media type is expected",
        ["422"] = "内容不对，field 说是哪一项 / The words make no sense; field says which", ["429"] = "太频繁，请稍等 / Too often: wait a minute",
    };

    static OpenApiSchema Sheet => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "type", "title", "status", "code" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text("说明这个代码的网页 / The page that explains the code", "/problems/desk.stale"),
            ["title"] = Text("一句话：哪里不对，怎么办 / One sentence: what is wrong, then what to do", null),
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
            ["code"] = Text("不变的代码，程序凭它判断 / Stable; programs branch on it", "desk.stale"),
            ["field"] = Text("说的是哪一项；说整体时没有 / The field it is about; absent where it is about the whole", null),
        },
    };

    static OpenApiSchema Text(string description, string? example) =>
        new() { Type = JsonSchemaType.String, Description = description, Examples = example is null ? null : [JsonValue.Create(example)] };

    static OpenApiParameter Header(string name, string description, int? most) => new()
    {
        Name = name, In = ParameterLocation.Header, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = most },
    };
}
