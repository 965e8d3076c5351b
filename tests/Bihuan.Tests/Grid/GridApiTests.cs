using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Bihuan.Grid;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;

namespace Bihuan.Tests.Grid;

public class GridApiTests : IAsyncLifetime
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    WebApplication app = null!;
    HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddGrid(Laoshan.Folder);
        app = builder.Build();
        app.MapGrid();
        await app.StartAsync(Stop);
        client = app.GetTestClient();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task a_sheet_is_fetched_once()
    {
        var first = await client.GetAsync(new Uri("/areas/370212.geojson?level=street", UriKind.Relative), Stop);
        Assert.Equal("application/geo+json", first.Content.Headers.ContentType?.MediaType);

        using var again = new HttpRequestMessage(HttpMethod.Get, "/areas/370212.geojson?level=street");
        again.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(first.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, (await client.SendAsync(again, Stop)).StatusCode);
    }

    [Theory]
    [InlineData("/areas/370299.geojson")]
    [InlineData("/areas/370212.geojson?level=planet")]
    [InlineData("/api/areas?parent=370299")]
    public async Task the_unknown_is_not_found(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri(address, UriKind.Relative), Stop)).StatusCode);

    [Theory]
    [InlineData("/api/areas", 1)]
    [InlineData("/api/areas?parent=370212", 5)]
    [InlineData("/api/areas?parent=370212001", 22)]
    public async Task lists_the_areas_directly_below(string address, int count)
    {
        using var json = JsonDocument.Parse(await client.GetStringAsync(new Uri(address, UriKind.Relative), Stop));
        Assert.Equal(count, json.RootElement.GetArrayLength());
    }

    [Fact]
    public async Task answers_candidates_with_their_reasons()
    {
        using var json = JsonDocument.Parse(await client.GetStringAsync(new Uri("/api/places?text=" + Uri.EscapeDataString("张村社区3号楼东边垃圾桶"), UriKind.Relative), Stop));
        Assert.False(json.RootElement.GetProperty("ambiguous").GetBoolean());
        var found = json.RootElement.GetProperty("candidates")[0];
        Assert.Equal("370212001019", found.GetProperty("area").GetString());
        Assert.Equal(3, found.GetProperty("chain").GetArrayLength());
        Assert.Equal("“张村社区”是中韩街道的社区", found.GetProperty("reason").GetString());
    }
}
