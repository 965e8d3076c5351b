using System.Diagnostics;
using System.Net.Sockets;
using Bihuan.Hosting;

namespace Bihuan.Bench.Stores;

/// <summary>The process that is measured: the product, or what its ceiling is measured with.</summary>
sealed class Server : IAsyncDisposable
{
    readonly Process process;

    Server(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    /// <summary>From the start of the process to its first ready answer.</summary>
    public TimeSpan Took { get; private set; }

    /// <summary>Serves a store with the product.</summary>
    public static Task<Server> Serve(Settings settings, CancellationToken stop) =>
        Start(Product, ["serve", "--data", settings.Data, .. Postgres(settings.Postgres)], stop);

    /// <summary>Runs a verb of the product to its end.</summary>
    /// <returns>The exit code and how long it took.</returns>
    public static async Task<(int Code, string Said, TimeSpan Took)> Do(Settings settings, string verb, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        using var doing = Process(Product, [verb, "--data", settings.Data, .. Postgres(settings.Postgres)]);
        try
        {
            var said = await doing.StandardOutput.ReadToEndAsync(stop);
            await doing.WaitForExitAsync(stop);
            return (doing.ExitCode, said, watch.Elapsed);
        }
        finally
        {
            if (!doing.HasExited) doing.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The bare server of the ceiling.</summary>
    public static Task<Server> Bare(string data, string? postgres, CancellationToken stop) =>
        Start(typeof(Server).Assembly.Location, ["ceiling", "--data", data, .. Postgres(postgres)], stop);

    /// <summary>What the kernel says of its memory, in MB: <c>VmRSS</c> now, <c>VmHWM</c> at most.</summary>
    public double Memory(string line)
    {
        var said = File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith(line + ":", StringComparison.Ordinal));
        return long.Parse(string.Concat(said.Where(char.IsAsciiDigit))) / 1024.0;
    }

    static string Product => typeof(Settings).Assembly.Location;

    static IEnumerable<string> Postgres(string? postgres) => postgres is null ? [] : ["--postgres", postgres];

    static async Task<Server> Start(string program, IEnumerable<string> words, CancellationToken stop)
    {
        var port = FreePort();
        var watch = Stopwatch.StartNew();
        var server = new Server(Process(program, [.. words, "--port", $"{port}"]), port);
        // Nobody reads what it says; a full pipe would stop it.
        server.process.OutputDataReceived += (_, _) => { };
        server.process.BeginOutputReadLine();
        try
        {
            await server.Ready(stop);
            server.Took = watch.Elapsed;
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    async Task Ready(CancellationToken stop)
    {
        using var wire = new Wire(Port);
        var asked = Request.Get("/health", null);
        for (var until = Stopwatch.GetTimestamp() + 300 * Stopwatch.Frequency; Stopwatch.GetTimestamp() < until;)
        {
            if (wire.Ask(asked) is null) return;
            if (process.HasExited) throw new InvalidOperationException($"The server ended with {process.ExitCode} before it was ready.");
            await Task.Delay(5, stop);
        }

        throw new TimeoutException("The server did not become ready within five minutes.");
    }

    static Process Process(string program, IEnumerable<string> words)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. words]) { RedirectStandardOutput = true, UseShellExecute = false };
        // What is measured is what was asked for, whatever this shell is used for otherwise.
        start.Environment.Remove("BIHUAN_POSTGRES");
        return System.Diagnostics.Process.Start(start)!;
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
