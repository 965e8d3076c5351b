using System.Net;
using System.Net.Sockets;
using System.Text;
using Bihuan.Bench.Loads;

namespace Bihuan.Tests.Bench;

/// <summary>An answer is read as it was sent, in whatever pieces it comes.</summary>
public sealed class WireTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n~hello", 200, "hello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r~\nhel~lo\r\n1~0\r\n0\r\n\r\n0\r\n\r\n0\r\n\r\n1\r\n~0\r\n~\r\n", 200, "hello0\r\n\r\n0\r\n\r\n0\r\n\r\n1")]
    [InlineData("HTTP/1.1 204 No Content\r\n~\r\n", 204, "")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno", 404, "no")]
    public async Task reads_an_answer_in_pieces(string sent, int status, string body)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync(Stop);
            client.NoDelay = true;
            var stream = client.GetStream();
            _ = await stream.ReadAsync(new byte[1000], Stop);
            foreach (var piece in sent.Split('~')) await stream.WriteAsync(Encoding.ASCII.GetBytes(piece), Stop);
        }, Stop);
        using var wire = new Wire(((IPEndPoint)listener.LocalEndpoint).Port);
        wire.Ask(Request.Get("/", null));
        Assert.Equal((status, body), (wire.Status, wire.Text));
        await serving;
    }

    [Fact]
    public void a_stencil_writes_into_its_places_only()
    {
        var form = new Registration("/api/matters", "token", 7);
        var first = Encoding.UTF8.GetString(form.Turn(12));
        var second = Encoding.UTF8.GetString(form.Turn(123456));
        Assert.Contains("小区07号楼的住户，0000012，", first, StringComparison.Ordinal);
        Assert.Contains("小区07号楼的住户，0123456，", second, StringComparison.Ordinal);
        Assert.Contains("\"area\":\"370212003\"", first, StringComparison.Ordinal);
        Assert.Contains("\"area\":\"370212002\"", second, StringComparison.Ordinal);
        Assert.Equal(first.Length, second.Length);
    }
}
