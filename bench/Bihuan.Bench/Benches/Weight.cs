using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Bihuan.Bench.Benches;

/// <summary>The bytes that a browser is sent for a page, heads included: the first time with styles, scripts and pictures, and the next time with what it holds already.</summary>
static partial class Weight
{
    public static async Task<int> Measure(Run run, CancellationToken stop)
    {
        await using var store = await LoadedStore.Open(run, run.Matters[0], writes: false, [Crew.Dispatcher, Crew.Coordinator], stop);
        await using var server = await Server.Serve(store.Settings, stop);
        foreach (var (who, page, account) in ((string, string, string?)[])[
            ("staff", "/matters?state=open", Crew.Coordinator), ("staff", "/dispatch", Crew.Dispatcher), ("resident", "/portal", null), ("resident", "/say", null), ("resident", "/follow", null)])
        {
            using var browser = new Browser(server.Port, account is null ? null : store.Tokens[account]);
            var first = browser.Open(page);
            run.Say(store, new($"{who} page {page}, first", first / 1000.0, "kB"));
            run.Say(store, new($"{who} page {page}, next", browser.Open(page) / 1000.0, "kB"));
        }

        return 0;
    }

    /// <summary>As much of a browser as counts bytes.</summary>
    sealed partial class Browser(int port, string? token) : IDisposable
    {
        readonly Wire wire = new(port);

        // By address: null where it need not be asked for again, its tag otherwise.
        readonly Dictionary<string, string?> held = new(StringComparer.Ordinal);

        /// <summary>Opens a page with everything it needs.</summary>
        public long Open(string page)
        {
            var bytes = Fetch(page, null);
            var waiting = new Queue<string>(Needs(page));
            var seen = new HashSet<string>(StringComparer.Ordinal);
            while (waiting.TryDequeue(out var address))
            {
                if (!seen.Add(address)) continue;
                if (held.TryGetValue(address, out var tag) && tag is null) continue;
                bytes += Fetch(address, tag);
                if (wire.Status == 304) continue;
                held[address] = wire.Header("Cache-Control:"u8)?.Contains("immutable", StringComparison.Ordinal) is true ? null : wire.Header("ETag:"u8) ?? "";
                foreach (var more in Needs(address)) waiting.Enqueue(more);
            }

            return bytes;
        }

        long Fetch(string address, string? tag)
        {
            var fault = wire.Ask(Request.Page(address, token, tag is { Length: > 0 } ? tag : null));
            if (fault is not null && wire.Status != 304) throw new InvalidOperationException($"{address}: {fault}");
            return wire.Head.Length + wire.Body.Length;
        }

        /// <summary>What the last answer names: styles, scripts, pictures, the icons' sheet, fonts, parts of scripts.</summary>
        List<string> Needs(string address)
        {
            var type = wire.Header("Content-Type:"u8) ?? "";
            if (!type.Contains("html", StringComparison.Ordinal) && !type.Contains("css", StringComparison.Ordinal) && !type.Contains("javascript", StringComparison.Ordinal)) return [];
            return [.. Named().Matches(Plain()).Select(m => m.Groups["at"].Value)
                .Where(at => !at.StartsWith("data:", StringComparison.Ordinal))
                .Select(at => new Uri(new Uri(new($"http://127.0.0.1:{port}"), address), WebUtility.HtmlDecode(at))).Where(uri => uri.Port == port).Select(uri => uri.PathAndQuery)];
        }

        string Plain()
        {
            using var packed = new MemoryStream(wire.Body.ToArray());
            using System.IO.Stream? opened = wire.Header("Content-Encoding:"u8) switch
            {
                "br" => new BrotliStream(packed, CompressionMode.Decompress),
                "gzip" => new GZipStream(packed, CompressionMode.Decompress),
                _ => null,
            };
            using var reader = new StreamReader(opened ?? packed, Encoding.UTF8);
            return reader.ReadToEnd();
        }

        public void Dispose() => wire.Dispose();

        [GeneratedRegex("""
            <link\b(?=[^>]*\brel="(stylesheet|icon|preload|modulepreload|manifest)")[^>]*?\bhref="(?<at>[^"]+)" | <(script|img)\b[^>]*?\bsrc="(?<at>[^"]+)"
            | <use\b[^>]*?\bhref="(?<at>[^"\x23]+) | \burl\(["']?(?<at>[^)"'\x23]+) | \b(import|from)\s*"(?<at>\.[^"]+)"
            """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
        private static partial Regex Named();
    }
}
