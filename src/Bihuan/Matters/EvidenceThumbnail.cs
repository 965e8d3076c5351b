using System.ComponentModel;
using System.Diagnostics;

namespace Bihuan.Matters;

/// <summary>
/// Makes small pictures with vipsthumbnail (Debian's libvips-tools) in a process of its own, limited in time and memory, so that a bad file
/// can harm nothing else. Without the tool there are no small pictures, and the page shows the large ones.
/// </summary>
public static class EvidenceThumbnail
{
    const string Tool = "/usr/bin/vipsthumbnail", Limiter = "/usr/bin/prlimit";
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Two at a time: pictures must not take the machine from those who work.
    static readonly SemaphoreSlim Turns = new(2);

    /// <summary>Whether this machine can make small pictures: then a file without one is a file that nobody could read.</summary>
    public static bool IsThere => File.Exists(Tool);

    /// <summary>A JPEG of at most 448 × 336, upright and without a word about its maker; of a PDF the first page. Null when none can be made.</summary>
    public static async Task<byte[]?> Of(byte[] file, string media, CancellationToken stop)
    {
        if (!IsThere) return null;

        var folder = Directory.CreateTempSubdirectory("bihuan-");
        await Turns.WaitAsync(stop);
        try
        {
            var (from, to) = (Path.Combine(folder.FullName, "in"), Path.Combine(folder.FullName, "out.jpg"));
            await File.WriteAllBytesAsync(from, file, stop);
            return await Run(from, to, media, stop) && File.Exists(to) ? await File.ReadAllBytesAsync(to, stop) : null;
        }
        finally
        {
            Turns.Release();
            folder.Delete(recursive: true);
        }
    }

    static async Task<bool> Run(string from, string to, string media, CancellationToken stop)
    {
        string[] words = [Tool, from, "--size", "448x336>", "--output", $"{to}[Q=80,strip,background=255]"];
        if (File.Exists(Limiter)) words = [Limiter, "--as=1500000000", "--cpu=10", .. words];
        var start = new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // Readers that were not made for strangers' files stay shut, but for the one that draws a paper's first page.
        if (media != "application/pdf") start.Environment["VIPS_BLOCK_UNTRUSTED"] = "1";
        start.Environment["VIPS_CONCURRENCY"] = "1";
        try
        {
            using var process = Process.Start(start)!;
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
            patience.CancelAfter(Patience);
            try
            {
                await process.WaitForExitAsync(patience.Token);
                return process.ExitCode == 0;
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
                return false;
            }
        }
        catch (Win32Exception)
        {
            // The tool is there and cannot be started: the page does without.
            return false;
        }
    }
}
