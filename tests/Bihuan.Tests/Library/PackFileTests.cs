using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Bihuan.Library;
using Bihuan.Tests.House;
using Bihuan.Tests.Lists;

namespace Bihuan.Tests.Library;

/// <summary>A version leaves as one file and comes in from one; a changed byte does not.</summary>
public sealed class PackFileTests
{
    static readonly string Second = Tree.Text("packs/hotline/request.playbook.yaml").Replace("version: 1\n", "version: 2\n", StringComparison.Ordinal);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static byte[] Whole(string yaml = "", params string[] examples)
    {
        var origin = Scene.Shelf.OriginOf(Scene.Playbook)!;
        return yaml.Length == 0 ? PackFile.Write(Scene.Playbook, origin) : PackFile.Write(Shelf.Read(yaml).Playbook, new(null, yaml) { Examples = [.. examples] });
    }

    static byte[] Changed(Action<ZipArchive> change)
    {
        using var bytes = new MemoryStream();
        bytes.Write(Whole());
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true)) change(zip);
        return bytes.ToArray();
    }

    static void Put(ZipArchive zip, string name, Func<string, string> change)
    {
        var entry = zip.GetEntry(name)!;
        string text;
        using (var reader = new StreamReader(entry.Open())) text = reader.ReadToEnd();
        entry.Delete();
        using var writer = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
        writer.Write(change(text));
    }

    [Fact]
    public void what_goes_in_comes_out_and_the_same_version_makes_the_same_bytes()
    {
        var origin = Scene.Shelf.OriginOf(Scene.Playbook)!;
        var pack = PackFile.Open(Whole());
        Assert.Null(pack.Refusal);
        Assert.Equal(origin.Yaml, pack.Yaml);
        Assert.Equal(origin.Examples, pack.Examples);
        Assert.Equal(Whole(), Whole());
        using var zip = new ZipArchive(new MemoryStream(Whole()));
        Assert.Equal(["manifest.json", "playbook.yaml", "examples/01-objection.yaml", "examples/02-ordinary.yaml", "examples/03-overdue.yaml"], zip.Entries.Select(entry => entry.FullName));
        using var manifest = JsonDocument.Parse(zip.GetEntry("manifest.json")!.Open());
        Assert.Equal(("request", 1, origin.Sha256, pack.Sha256), (manifest.RootElement.GetProperty("name").GetString(), manifest.RootElement.GetProperty("version").GetInt32(),
            manifest.RootElement.GetProperty("parts")[0].GetProperty("sha256").GetString(), manifest.RootElement.GetProperty("sha256").GetString()));
    }

    [Fact]
    public void a_changed_byte_is_refused_with_the_part_that_holds_it()
    {
        foreach (var (bytes, code, part) in ((byte[], string, string)[])
        [
            (Changed(zip => Put(zip, "playbook.yaml", text => text.Replace("2 hours", "3 hours", StringComparison.Ordinal))), "library.pack-part", "“playbook.yaml”"),
            (Changed(zip => Put(zip, "examples/02-ordinary.yaml", text => text + " ")), "library.pack-part", "“examples/02-ordinary.yaml”"),
            (Changed(zip => Put(zip, "manifest.json", text => text.Replace("\"sha256\": \"" + PackFile.Open(Whole()).Sha256, "\"sha256\": \"" + new string('0', 64), StringComparison.Ordinal))), "library.pack-part", "“manifest.json”"),
            (Changed(zip => zip.GetEntry("examples/03-overdue.yaml")!.Delete()), "library.pack-missing", "“examples/03-overdue.yaml”"),
            (Changed(zip => zip.CreateEntry("more.yaml")), "library.pack-foreign", "“more.yaml”"),
            (Changed(zip => zip.GetEntry("manifest.json")!.Delete()), "library.pack-unreadable", "manifest.json"),
            (Changed(zip => Put(zip, "manifest.json", _ => "{}")), "library.pack-unreadable", "manifest.json"),
            ("nothing"u8.ToArray(), "library.pack-unreadable", "zip"),
            (Changed(zip => { using var stream = zip.CreateEntry("big.yaml").Open(); stream.Write(new byte[PackFile.MostBytes + 1]); }), "library.pack-too-large", "4 MB"),
        ])
        {
            var refusal = PackFile.Open(bytes).Refusal;
            Assert.Equal((code, true), (refusal?.Code ?? "yes", refusal?.En.Contains(part, StringComparison.Ordinal) ?? false));
        }
    }

    [Fact]
    public async Task the_page_exports_one_and_takes_one_in_as_any_draft()
    {
        await using var office = await Office.Open();
        using var sys = await office.Client("sys");
        using var leader = await office.Client("leader");
        Assert.Contains("/library/request/1.pack.zip", await leader.GetStringAsync("/library/request", Stop), StringComparison.Ordinal);
        var answer = await leader.GetAsync("/library/request/1.pack.zip", Stop);
        Assert.Equal(("application/zip", "request-1.pack.zip"), (answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.FileName));
        Assert.Equal(Whole(), await answer.Content.ReadAsByteArrayAsync(Stop));
        Assert.Equal(HttpStatusCode.NotFound, (await leader.GetAsync("/library/request/9.pack.zip", Stop)).StatusCode);

        async Task<(HttpStatusCode, string)> Look(byte[] file)
        {
            using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "request-2.pack.zip" } };
            var page = await sys.PostAsync("/library/publish/preview", form, Stop);
            return (page.StatusCode, WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync(Stop)));
        }

        var good = Whole(Second, [.. Scene.Shelf.OriginOf(Scene.Playbook)!.Examples]);
        var (status, words) = await Look(good);
        Assert.Equal(HttpStatusCode.OK, status);
        foreach (var said in (string[])["文件完整", PackFile.Open(good).Sha256, "发布第 2 版", "10 步全部相符"]) Assert.Contains(said, words, StringComparison.Ordinal);
        (status, words) = await Look(Changed(zip => Put(zip, "playbook.yaml", text => text + "\n")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("“playbook.yaml”与清单里的 SHA-256 不符", words, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Forbidden, (await leader.PostAsync("/api/library/packs", new ByteArrayContent(good), Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sys.PostAsync("/api/library/packs", new ByteArrayContent([1, 2]), Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await sys.PostAsync("/api/library/packs", new ByteArrayContent(good), Stop)).StatusCode);
        Assert.Equal(Second, office.Of<Shelf>().OriginOf(office.Of<Shelf>().Newest("request")!)!.Yaml);
    }

    [Fact]
    public async Task the_command_line_exports_one_and_imports_it_elsewhere()
    {
        var folder = Directory.CreateTempSubdirectory("bihuan-pack-").FullName;
        var (file, data) = (Path.Combine(folder, "request-2.pack.zip"), Path.Combine(folder, "data"));
        await File.WriteAllBytesAsync(file, Whole(Second, [.. Scene.Shelf.OriginOf(Scene.Playbook)!.Examples]), Stop);
        Assert.Contains("request 第 2 版已发布", (await Run(0, "import", "pack", file, "--data", data)), StringComparison.Ordinal);
        Assert.Contains("已在架上", await Run(0, "import", "pack", file, "--data", data), StringComparison.Ordinal);
        var again = Path.Combine(folder, "again.pack.zip");
        await Run(0, "export", "pack", "request", "--out", again, "--data", data);
        Assert.Equal(await File.ReadAllBytesAsync(file, Stop), await File.ReadAllBytesAsync(again, Stop));
        Assert.Contains("library.no-version", await Run(1, "export", "pack", "request", "--version", "7", "--out", again, "--data", data), StringComparison.Ordinal);
        await File.WriteAllBytesAsync(file, Changed(zip => Put(zip, "playbook.yaml", text => text + "#")), Stop);
        Assert.Contains("library.pack-part", await Run(1, "import", "pack", file, "--data", data), StringComparison.Ordinal);
        await Run(2, "import", "pack", Path.Combine(folder, "none.zip"), "--data", data);
        Directory.Delete(folder, recursive: true);
    }

    static async Task<string> Run(int code, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "bihuan.dll"), .. words])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Remove("BIHUAN_POSTGRES");
        using var process = Process.Start(start)!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
        await process.WaitForExitAsync(Stop);
        var all = await said + await wrong;
        Assert.True(code == process.ExitCode, all);
        return all;
    }
}
