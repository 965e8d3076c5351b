using System.Text.RegularExpressions;
using Bihuan.Matters;
using Bihuan.Tests.Matters.Pages;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Bihuan.Tests.Hosting;

/// <summary>/api/openapi.json is enough to make a client of: it is read here as such a tool reads it.</summary>
public sealed partial class ApiDocumentTests(Office office) : IClassFixture<Office>
{
    async Task<OpenApiDocument> Document()
    {
        using var client = new HttpClient { BaseAddress = new(office.Address) };
        var (document, diagnostic) = await OpenApiDocument.LoadAsync(await client.GetStreamAsync("/api/openapi.json", Office.Stop), "json", cancellationToken: Office.Stop);
        Assert.Empty(diagnostic!.Errors);
        return document!;
    }

    [Fact]
    public async Task every_way_in_stands_in_it()
    {
        var document = await Document();
        var written = document.Paths.SelectMany(path => path.Value.Operations!.Keys.Select(method => $"{method} {path.Key}")).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var mapped = office.Of<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(way => way.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal) && !way.RoutePattern.RawText.EndsWith("openapi.json", StringComparison.Ordinal))
            .SelectMany(way => way.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} /{Constraint().Replace(way.RoutePattern.RawText!.Trim('/'), "")}")).ToList();
        Assert.True(mapped.Count > 60);
        Assert.Empty(mapped.Except(written, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task every_move_says_its_fields_with_type_need_codes_length_and_both_languages()
    {
        var document = await Document();
        foreach (var act in Acts.All)
        {
            var body = document.Paths[$"/api/matters/{{id}}/{act.Makes}"].Operations![HttpMethod.Post].RequestBody!.Content!["application/json"].Schema!;
            // What needs no word, such as going before the organ above, is asked for none.
            Assert.Equal(act.Words.GetProperties().Length == 0, body.Properties is null or { Count: 0 });
            Assert.Equal(act.Needs.Order(), (body.Required ?? new HashSet<string>()).Order());
            foreach (var (name, field) in body.Properties ?? new Dictionary<string, IOpenApiSchema>())
            {
                Assert.True(field.Type is not null, $"{act.Name}.{name}");
                Assert.Matches(InBoth(), field.Description ?? "");
                if (field is { Type: JsonSchemaType.String, Format: null }) Assert.True(field.MaxLength > 0, $"{act.Name}.{name}");
            }
        }

        var any = document.Paths["/api/matters/{id}/moves/{move}"].Operations![HttpMethod.Post];
        Assert.Superset(Acts.All.SelectMany(act => act.Needs).ToHashSet(), any.RequestBody!.Content!["application/json"].Schema!.Properties!.Keys.ToHashSet());
        Assert.Contains("hand-in", any.Parameters!.Single(p => p.Name == "move").Schema!.Enum!.Select(code => code.ToString()));
        var outcome = document.Components!.Schemas!["HandInCommand"].Properties!["outcome"];
        Assert.Equal(["resolved", "explained", "referred", "long-term", "not-supported"], outcome.Enum!.Select(code => code.ToString()));
        Assert.Contains("not-duty", document.Components.Schemas["ObjectionRaiseCommand"].Properties!["reason"].Enum!.Select(code => code.ToString()));
        Assert.Equal(1000, document.Components.Schemas["SupplementCommand"].Properties!["words"].MaxLength);
        Assert.Equal(JsonSchemaType.Array, document.Components.Schemas["WhistleCommand"].Properties!["units"].Type);
    }

    [Fact]
    public async Task each_sheet_goes_by_the_verb_it_belongs_to()
    {
        var schemas = (await Document()).Components!.Schemas!;
        Assert.Contains("ReceiveMatterCommand", schemas.Keys);
        Assert.DoesNotContain(schemas.Keys, id => id is "Command" or "ProblemDetails" or "JsonObject" || CountedCommand().IsMatch(id));
    }

    [Fact]
    public async Task headers_refusals_and_the_token_are_declared_where_they_hold()
    {
        var document = await Document();
        var take = document.Paths["/api/matters/{id}/moves/{move}"].Operations![HttpMethod.Post];
        Assert.Equal(["Idempotency-Key", "If-Match"], take.Parameters!.Where(p => p.In == ParameterLocation.Header).Select(p => p.Name));
        Assert.Contains("ETag", take.Responses!["200"].Headers!.Keys);
        Assert.Equal(["200", "401", "403", "404", "409", "412", "415", "422", "4XX"], take.Responses.Keys.Order());
        foreach (var (path, item) in document.Paths)
            foreach (var (method, operation) in item.Operations!)
            {
                foreach (var (status, answer) in operation.Responses!.Where(answer => answer.Key[0] == '4'))
                    Assert.Equal(["code", "field", "status", "title", "type"], answer.Content!["application/problem+json"].Schema!.Properties!.Keys.Order());
                Assert.True(operation.Responses!.ContainsKey("4XX") || !path.StartsWith("/api/", StringComparison.Ordinal), path);
                var signedIn = path.StartsWith("/api/", StringComparison.Ordinal) && !(Open().IsMatch(path) || method == HttpMethod.Get && Ground().IsMatch(path));
                Assert.True(signedIn == operation.Security is { Count: > 0 }, $"{method} {path}");
                var honours = method == HttpMethod.Post && (signedIn && path is not ("/api/intake/suggestions" or "/api/intake/similar") || path == "/api/public/requests");
                Assert.True(honours == (operation.Parameters?.Any(p => p.Name == "Idempotency-Key") ?? false), $"{method} {path}");
            }

        var scheme = document.Components!.SecuritySchemes!["bearer"];
        Assert.Equal((SecuritySchemeType.Http, "bearer"), (scheme.Type!.Value, scheme.Scheme));
    }

    [Fact]
    public async Task the_filters_of_a_list_are_declared_with_their_codes()
    {
        var list = (await Document()).Paths["/api/matters"].Operations![HttpMethod.Get].Parameters!;
        Assert.Equal(ListFilter.All.Select(filter => filter.Key), list.Select(p => p.Name));
        Assert.Equal(ListMatters.States, list.Single(p => p.Name == "state").Schema!.Enum!.Select(code => code.ToString()));
    }

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}.* / .*[A-Za-z]")]
    private static partial Regex InBoth();

    [GeneratedRegex(@"^Command\d*$")]
    private static partial Regex CountedCommand();

    [GeneratedRegex("^/api/(sessions$|public/)")]
    private static partial Regex Open();

    // Where things are anybody may ask; who draws it is signed in.
    [GeneratedRegex("^/api/(areas|places)")]
    private static partial Regex Ground();

    /// <summary>What a part of an address must be, which the document says in its schema.</summary>
    [GeneratedRegex(@":\w+(?=\})")]
    private static partial Regex Constraint();
}
