using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Bihuan.Commands;

/// <summary>Sends the same kind of HTTP request over a fixed number of kept-alive connections as fast as answers come: little work of its own, so that the server is measured.</summary>
sealed class Load(int port, int connections)
{
    /// <summary>What came of it.</summary>
    /// <param name="Answers">Bodies of the answers, where they were asked for.</param>
    public sealed record Result(long Done, long Failed, TimeSpan Took, double[] Millis, IReadOnlyCollection<string> Answers)
    {
        public double PerSecond => Done / Took.TotalSeconds;

        /// <summary>A quantile of the answer times in milliseconds.</summary>
        public double At(double quantile) => Millis.Length == 0 ? 0 : Millis[Math.Min(Millis.Length - 1, (int)(Millis.Length * quantile))];
    }

    /// <summary>Runs until the time is over.</summary>
    /// <param name="request">Makes the whole request of a connection's n-th turn.</param>
    /// <param name="keep">Keeps the bodies, so that they can be checked afterwards.</param>
    public async Task<Result> Run(TimeSpan time, Func<int, int, byte[]> request, bool keep)
    {
        var answers = new ConcurrentBag<string>();
        var times = new ConcurrentBag<List<double>>();
        var (done, failed) = (0L, 0L);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(c => Task.Run(async () =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port);
            var buffer = new byte[1 << 20];
            var mine = new List<double>();
            for (var n = 0; watch.Elapsed < time; n++)
            {
                var start = Stopwatch.GetTimestamp();
                await socket.SendAsync(request(c, n));
                var (status, body) = await Answer(socket, buffer, keep);
                mine.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                if (status is >= 200 and < 300)
                {
                    Interlocked.Increment(ref done);
                    if (keep && body is not null) answers.Add(body);
                }
                else
                {
                    Interlocked.Increment(ref failed);
                }
            }

            times.Add(mine);
        })));
        var took = watch.Elapsed;
        double[] all = [.. times.SelectMany(t => t).Order()];
        return new(done, failed, took, all, answers);
    }

    /// <summary>A request with a body.</summary>
    public static byte[] Post(string path, string body, string? token) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{Bearer(token)}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <summary>A request without one.</summary>
    public static byte[] Get(string path, string? token, string? accept = null) => Encoding.UTF8.GetBytes(
        $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{(accept is null ? "" : $"Accept: {accept}\r\n")}{Bearer(token)}\r\n");

    static string Bearer(string? token) => token is null ? "" : $"Authorization: Bearer {token}\r\n";

    static async Task<(int Status, string? Body)> Answer(Socket socket, byte[] buffer, bool keep)
    {
        var held = 0;
        while (true)
        {
            if (held == buffer.Length) throw new InvalidOperationException("The answer is larger than a megabyte.");
            var read = await socket.ReceiveAsync(buffer.AsMemory(held));
            if (read == 0) throw new IOException("The server closed the connection.");
            held += read;
            var head = buffer.AsSpan(0, held).IndexOf("\r\n\r\n"u8);
            if (head < 0) continue;
            var headers = Encoding.ASCII.GetString(buffer, 0, head);
            var status = int.Parse(headers.AsSpan(9, 3));
            var length = headers.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
            if (length >= 0)
            {
                var end = headers.IndexOf('\r', length);
                var size = int.Parse(headers.AsSpan(length + 16, (end < 0 ? headers.Length : end) - length - 16));
                if (held < head + 4 + size) continue;
                return (status, keep ? Encoding.UTF8.GetString(buffer, head + 4, size) : null);
            }

            if (status == 204 || buffer.AsSpan(0, held).EndsWith("\r\n0\r\n\r\n"u8))
                return (status, keep ? Encoding.UTF8.GetString(buffer, head + 4, held - head - 4) : null);
        }
    }
}
