using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Bihuan.Tests.Commands;

/// <summary>The verbs as one types them: what they say when they cannot, and what they leave alone.</summary>
public sealed class VerbTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("verify"), InlineData("rebuild"), InlineData("export matters"), InlineData("export matters --journal")]
    public async Task refuses_a_folder_in_which_there_is_no_installation(string verb)
    {
        var parent = Directory.CreateTempSubdirectory("bihuan-nothing-").FullName;
        foreach (var folder in (string[])[parent, Path.Combine(parent, "mistyped")])
        {
            var (code, said, wrong) = await Run([.. verb.Split(' '), "--data", folder]);
            Assert.Equal((2, ""), (code, said));
            Assert.Contains("里没有闭环的数据", wrong, StringComparison.Ordinal);
            Assert.Contains("There is no installation in", wrong, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(parent));
        Directory.Delete(parent);
    }

    [Fact]
    public async Task serving_on_a_taken_port_is_said_in_a_sentence()
    {
        var data = Directory.CreateTempSubdirectory("bihuan-taken-").FullName;
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var (code, _, wrong) = await Run(["serve", "--data", data, "--port", $"{port}"]);
        Assert.Equal(1, code);
        Assert.Equal($"端口 {port} 已被占用，请用 --port 换一个。/ Port {port} is taken; choose another with --port.", wrong.Trim());
        Directory.Delete(data, recursive: true);
    }

    static async Task<(int Code, string Said, string Wrong)> Run(string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "bihuan.dll"), .. words])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = System.Text.Encoding.UTF8, StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        start.Environment.Remove("BIHUAN_POSTGRES");
        using var process = Process.Start(start)!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, await said, await wrong);
    }
}
