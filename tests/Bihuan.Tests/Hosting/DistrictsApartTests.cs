using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Bihuan.Matters;
using Bihuan.Tests.Hosts;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Bihuan.Tests.Hosting;

/// <summary>
/// Two districts in one database never see each other: every way in that the running site has is walked with the other district's identifiers,
/// as administrators, as those who work and as nobody; nothing of the other's is answered, and nothing there has changed.
/// </summary>
public sealed class DistrictsApartTests(PostgresHost postgres) : IClassFixture<PostgresHost>
{
    // What an address may ask that no thing of a district is named by. A new name belongs here, or among the identifiers of TwoDistricts.
    static readonly Dictionary<string, string[]> Plain = new()
    {
        ["move"] = ["accept", "note"], ["makes"] = ["notes"], ["document"] = ["notice"], ["post"] = ["1"], ["session"] = ["others"], ["key"] = ["0123456789abcdef"], ["level"] = ["street"],
        ["file"] = ["app.css"], ["part"] = ["x"], ["act"] = ["notes"], ["problem"] = ["matter.missing"], ["documentName"] = ["v1"], ["share"] = ["1"], ["secret"] = ["0123456789abcdef0123456789abcdef"],
    };

    // What may be asked behind the question mark, each by itself; the lists' own filters are added.
    static readonly string[] Asked =
        ["q", "sought", "number", "account", "unit", "role", "after", "before", "person", "area", "category", "text", "parent", "level", "register", "back", "period", "handler", "code", "map", "kind", "month", "year", "hash", "id", "tab", "view", "cell", "note", "gap", "street", "field", "day", "n", "leader", "days", "by"];

    [Fact]
    public Task two_districts_never_see_each_other_on_sqlite() => Walk(null);

    [Fact]
    public async Task two_districts_never_see_each_other_on_postgres()
    {
        Assert.SkipUnless(PostgresHost.IsHere, PostgresHost.Missing);
        await Walk(postgres.Connection);
    }

    static async Task Walk(string? connection)
    {
        await using var two = await TwoDistricts.Open(connection);
        Assert.True(two.Endpoints.Count > 100, $"{two.Endpoints.Count} endpoints");
        foreach (var (mine, other) in new[] { (two.One, two.Two), (two.Two, two.One) })
        {
            using var walk = new OneWay(two, mine, other);
            foreach (var endpoint in two.Endpoints) walk.Know(endpoint);
            Assert.True(walk.Unknown.IsEmpty, "The walk has no answer for: " + string.Join(", ", walk.Unknown.Keys.Order(StringComparer.Ordinal)));
            var before = await two.Kept(other.Code);
            await walk.Go();
            Assert.True(walk.Seen.Count == 0, string.Join('\n', walk.Seen.Take(40)));
            // Who is not shown anything at all sees nothing of the other's either: the walker did get into its own district.
            Assert.True(walk.Own > 100, $"{walk.Own} answers of its own of {walk.Answers}");
            Assert.Equal(before, await two.Kept(other.Code));
        }
    }

    sealed class OneWay(TwoDistricts two, TwoDistricts.Filled mine, TwoDistricts.Filled other) : IDisposable
    {
        readonly HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new(two.Address), Timeout = TimeSpan.FromSeconds(60) };

        public ConcurrentDictionary<string, bool> Unknown { get; } = [];

        public List<string> Seen { get; } = [];

        public int Own { get; private set; }

        public int Answers { get; private set; }

        public void Dispose() => client.Dispose();

        /// <summary>Notes what an endpoint asks that the walk has no answer for.</summary>
        public void Know(RouteEndpoint endpoint) => _ = (Paths(endpoint).Count(), Queries(endpoint, "").Count());

        public async Task Go()
        {
            foreach (var role in TwoDistricts.Roles.Append(""))
            {
                foreach (var endpoint in two.Endpoints)
                    foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                        await Visit(endpoint, method, role);
            }
        }

        async Task Visit(RouteEndpoint endpoint, string method, string role)
        {
            var paths = Paths(endpoint).ToList();
            foreach (var path in paths)
            {
                if (method is "GET" or "HEAD" or "OPTIONS")
                {
                    await Ask(method, path, role, null);
                    if (path == paths[0])
                        foreach (var query in Queries(endpoint, role)) await Ask(method, $"{path}?{query}", role, null);
                    continue;
                }

                if (path.StartsWith("/api", StringComparison.Ordinal)) await Ask(method, path, role, () => new StringContent(JsonSerializer.Serialize(Words()), Encoding.UTF8, "application/json"));
                else await Ask(method, path, role, () => new FormUrlEncodedContent(Words()));
            }
        }

        /// <summary>The address with every identifier that the other district has for it.</summary>
        IEnumerable<string> Paths(RouteEndpoint endpoint)
        {
            var names = endpoint.RoutePattern.Parameters.Select(p => p.Name).ToList();
            foreach (var name in names.Where(name => Values(name).Length == 0)) Unknown[$"{endpoint.RoutePattern.RawText} {{{name}}}"] = true;
            var most = names.Select(name => Values(name).Length).DefaultIfEmpty(1).Max();
            return Enumerable.Range(0, most).Select(n => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
            {
                RoutePatternLiteralPart literal => literal.Content,
                RoutePatternSeparatorPart separator => separator.Content,
                RoutePatternParameterPart parameter when Values(parameter.Name) is { Length: > 0 } values => Uri.EscapeDataString(values[n % values.Length]),
                _ => "x",
            })))));
        }

        string[] Values(string name) => other.Ids.GetValueOrDefault(name) ?? Plain.GetValueOrDefault(name) ?? [];

        /// <summary>Each parameter by itself: those the handler names, and for the leader, who sees most, everything that any list knows.</summary>
        IEnumerable<string> Queries(RouteEndpoint endpoint, string role)
        {
            var route = endpoint.RoutePattern.Parameters.Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var handler = endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters() ?? [];
            var named = handler.Where(p => IsWord(p.ParameterType) && !route.Contains(p.Name!)).Select(p => p.Name!).ToList();
            foreach (var name in named.Where(name => !Asked.Contains(name) && ListFilter.All.All(filter => filter.Key != name) && !Known.Contains(name))) Unknown[$"{endpoint.RoutePattern.RawText} ?{name}"] = true;
            var asks = role is "leader" ? named.Concat(Asked).Concat(ListFilter.All.Select(filter => filter.Key)).Distinct() : named;
            return asks.SelectMany(name => Said(name).Select(value => $"{name}={Uri.EscapeDataString(value)}"));
        }

        // Words of an address that only choose how something is shown.
        static readonly string[] Known = ["lang", "size", "state", "photos", "weeks", "about", "result", "preview", "phone", "duty", "show", "documentName", "v", "to", "from", "against", "version", "page", "lon", "lat", "without", "row"];

        IEnumerable<string> Said(string name) => name switch
        {
            "q" or "sought" or "text" or "by" => [other.Mark, other.Ids["number"][0]],
            "person" or "handler" or "after" or "before" => [other.Ids["account"][0]],
            "parent" => [other.Ids["area"][0][..6], other.Ids["unit"][0]],
            _ => other.Ids.GetValueOrDefault(name) ?? Plain.GetValueOrDefault(name) ?? ["1"],
        };

        static bool IsWord(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var plain && (plain == typeof(string) || plain.IsPrimitive || plain == typeof(DateTimeOffset));

        /// <summary>Everything of the other's that a command may name.</summary>
        Dictionary<string, string> Words()
        {
            var words = other.Ids.ToDictionary(pair => pair.Key, pair => pair.Value[0]);
            foreach (var (name, value) in ((string, string)[])
            [
                ("into", other.Ids["id"][0]), ("matter", other.Ids["number"][0]), ("person", other.Ids["account"][0]), ("role", "handler"), ("text", "话"), ("reason", "话"), ("why", "话"),
                ("title", "话"), ("name", "话"), ("nameEn", "words"), ("kind", "office"), ("contact", "anonymous"), ("stage", "received"), ("numbers", other.Ids["number"][0]),
            ]) words[name] = value;
            return words;
        }

        readonly Dictionary<string, string> tokens = [];

        async Task Ask(string method, string path, string role, Func<HttpContent>? body)
        {
            using var request = new HttpRequestMessage(new(method), new Uri($"/{mine.Code}{path}", UriKind.Relative)) { Content = body?.Invoke() };
            if (role.Length > 0)
            {
                var letter = mine.Code == TwoDistricts.First ? "a" : "b";
                if (!tokens.TryGetValue(role, out var token)) tokens[role] = token = await two.SignIn(mine.Code, $"{role}-{letter}");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            }

            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, TestContext.Current.CancellationToken);
            // The walk goes past every way out: whoever went begins again.
            if (answer.StatusCode == HttpStatusCode.Unauthorized || method is not "GET" && path.Contains("session", StringComparison.Ordinal) || path.Contains("sign-out", StringComparison.Ordinal)) tokens.Remove(role);
            var said = Text(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)) + answer.Headers + answer.Content.Headers;
            Answers++;
            if (said.Contains(mine.Mark, StringComparison.Ordinal)) Own++;
            if (said.Replace(Uri.EscapeDataString(path), "", StringComparison.Ordinal).Contains(other.Mark, StringComparison.Ordinal) && !path.Contains(other.Mark, StringComparison.Ordinal))
                Seen.Add($"{role} {method} {path}: {(int)answer.StatusCode}");
            if ((int)answer.StatusCode == 500) Seen.Add($"{role} {method} {path}: 500");
        }

        static string Text(byte[] bytes)
        {
            if (bytes is not [(byte)'P', (byte)'K', ..]) return Encoding.UTF8.GetString(bytes);
            using var zip = new ZipArchive(new MemoryStream(bytes));
            return string.Concat(zip.Entries.Select(entry =>
            {
                using var reader = new StreamReader(entry.Open());
                return reader.ReadToEnd();
            }));
        }
    }
}
