using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bihuan.Library;

/// <summary>
/// One version of a playbook as one file: its text, its examples, the Word templates it uses, and a manifest with the SHA-256 of every part and of the whole. The same version
/// makes the same bytes, so that two districts can compare what they have by one number.
/// </summary>
public static partial class PackFile
{
    public const string Extension = ".pack.zip";
    public const string Media = "application/zip";

    /// <summary>The most that a file may hold, packed and unpacked.</summary>
    public const int MostBytes = 4 << 20;

    /// <summary>The most parts.</summary>
    public const int MostParts = 200;

    const string Form = "bihuan-pack/1";
    const string ManifestName = "manifest.json";
    const string PlaybookName = "playbook.yaml";
    const string ExamplesFolder = "examples/";
    const string TemplatesFolder = "templates/";
    const string TemplateEnd = ".docx";

    // A file of the same content is the same file, whenever it was made.
    static readonly DateTimeOffset Moment = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="Format">Which form the file has.</param>
    /// <param name="Sha256">Of the whole: of the lines “hash, two spaces, path, line feed” of all parts in order.</param>
    sealed record Manifest(string Format, string Name, int Version, Words Title, ImmutableArray<Part> Parts, string Sha256);

    sealed record Part(string Path, string Sha256, int Bytes);

    /// <summary>What a file holds, read and compared with its hashes; the refusal when it must not be trusted.</summary>
    public sealed record Read(string Yaml, ImmutableArray<string> Examples, string Sha256, Refusal? Refusal = null)
    {
        /// <summary>The Word templates, by document; looked at when the file is taken in.</summary>
        public ImmutableSortedDictionary<string, byte[]> Templates { get; init; } = ImmutableSortedDictionary<string, byte[]>.Empty;

        internal static Read No(Refusal refusal) => new("", [], "", refusal.On("file"));
    }

    /// <summary>What the file is called.</summary>
    public static string NameOf(Playbook playbook) => $"{playbook.Name}-{playbook.Version}{Extension}";

    /// <summary>Writes a version.</summary>
    /// <param name="templates">The Word files by which its papers are made, by document; null where its text stands for all.</param>
    public static byte[] Write(Playbook playbook, Origin origin, IReadOnlyDictionary<string, byte[]>? templates = null)
    {
        var parts = origin.Examples.Select((text, n) => (Path: $"{ExamplesFolder}{n + 1:00}-{Safe(Shelf.ReadExample(text).Example.Name)}.yaml", Text: text))
            .Prepend((Path: PlaybookName, Text: origin.Yaml)).Select(part => (part.Path, Bytes: Encoding.UTF8.GetBytes(part.Text)))
            .Concat((templates ?? ImmutableSortedDictionary<string, byte[]>.Empty).OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => (Path: $"{TemplatesFolder}{file.Key}{TemplateEnd}", Bytes: file.Value))).ToList();
        ImmutableArray<Part> told = [.. parts.Select(part => new Part(part.Path, Hash(part.Bytes), part.Bytes.Length))];
        var manifest = new Manifest(Form, playbook.Name, playbook.Version, playbook.Title, told, Whole(told));
        using var into = new MemoryStream();
        using (var zip = new ZipArchive(into, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, bytes) in parts.Prepend((ManifestName, JsonSerializer.SerializeToUtf8Bytes(manifest, Indented))))
            {
                var entry = zip.CreateEntry(path, CompressionLevel.SmallestSize);
                entry.LastWriteTime = Moment;
                using var stream = entry.Open();
                stream.Write(bytes);
            }

        return into.ToArray();
    }

    /// <summary>Whether bytes begin as a zip does.</summary>
    public static bool IsZip(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\u0003\u0004"u8);

    /// <summary>Reads a file and checks every hash.</summary>
    public static Read Open(byte[] bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostParts || bytes.Length > MostBytes) return Read.No(No.PackTooLarge.With(MostBytes >> 20, MostParts));
            var left = MostBytes;
            var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            foreach (var entry in zip.Entries)
            {
                if (Unpacked(entry, left) is not { } content) return Read.No(No.PackTooLarge.With(MostBytes >> 20, MostParts));
                left -= content.Length;
                if (!found.TryAdd(entry.FullName, content)) return Read.No(No.PackPart.With(entry.FullName));
            }

            return Check(found);
        }
        catch (InvalidDataException)
        {
            return Read.No(No.PackUnreadable);
        }
    }

    static Read Check(Dictionary<string, byte[]> found)
    {
        if (!found.Remove(ManifestName, out var written) || Parsed(written) is not { } manifest) return Read.No(No.PackUnreadable);
        var read = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var part in manifest.Parts)
        {
            if (!found.Remove(part.Path, out var bytes)) return Read.No(No.PackMissing.With(part.Path));
            if (Hash(bytes) != part.Sha256 || bytes.Length != part.Bytes) return Read.No(No.PackPart.With(part.Path));
            if (part.Path != PlaybookName && !part.Path.StartsWith(ExamplesFolder, StringComparison.Ordinal) && !IsTemplate(part.Path)) return Read.No(No.PackForeign.With(part.Path));
            read[part.Path] = bytes;
        }

        if (found.Keys.FirstOrDefault() is { } foreign) return Read.No(No.PackForeign.With(foreign));
        if (Whole(manifest.Parts) != manifest.Sha256) return Read.No(No.PackPart.With(ManifestName));
        if (!read.TryGetValue(PlaybookName, out var yaml)) return Read.No(No.PackMissing.With(PlaybookName));
        return new(Encoding.UTF8.GetString(yaml), [.. manifest.Parts.Where(part => part.Path.StartsWith(ExamplesFolder, StringComparison.Ordinal)).Select(part => Encoding.UTF8.GetString(read[part.Path]))], manifest.Sha256)
        {
            Templates = read.Where(part => IsTemplate(part.Key)).ToImmutableSortedDictionary(part => part.Key[TemplatesFolder.Length..^TemplateEnd.Length], part => part.Value, StringComparer.Ordinal),
        };
    }

    static bool IsTemplate(string path) => path.StartsWith(TemplatesFolder, StringComparison.Ordinal) && path.EndsWith(TemplateEnd, StringComparison.Ordinal)
        && path.Length > TemplatesFolder.Length + TemplateEnd.Length;

    static Manifest? Parsed(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<Manifest>(bytes, Facts.Json) is { Format: Form, Parts.IsDefault: false } manifest
                && manifest.Parts.All(part => part is { Path: not null, Sha256: not null }) ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A part's bytes; null when there are more than may be. What a heading claims is not believed.</summary>
    internal static byte[]? Unpacked(ZipArchiveEntry entry, int most)
    {
        using var from = entry.Open();
        using var into = new MemoryStream();
        var buffer = new byte[16 << 10];
        for (int read; (read = from.Read(buffer)) > 0;)
        {
            if (into.Length + read > most) return null;
            into.Write(buffer, 0, read);
        }

        return into.ToArray();
    }

    static JsonSerializerOptions Indented { get; } = new(Facts.Json) { WriteIndented = true };

    static string Whole(ImmutableArray<Part> parts) => Hash(Encoding.UTF8.GetBytes(string.Concat(parts.Select(part => $"{part.Sha256}  {part.Path}\n"))));

    static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    static string Safe(string name) => Unsafe().Replace(name, "-") is { Length: > 0 } safe ? safe[..Math.Min(safe.Length, 60)] : "example";

    [GeneratedRegex("[^a-z0-9-]+")]
    private static partial Regex Unsafe();
}
