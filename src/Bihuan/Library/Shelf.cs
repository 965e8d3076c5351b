using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Bihuan.Library;

/// <summary>The playbooks and the calendar as they stand on the shelf: read from the packs' folders, every version that a matter may be pinned to.</summary>
public sealed class Shelf
{
    const int MostNodes = 50_000;
    const int MostDepth = 40;

    readonly ConcurrentDictionary<(string Name, int Version), Playbook> playbooks = new();
    readonly ConcurrentDictionary<(string Name, int Version), Origin> origins = new();
    readonly ConcurrentDictionary<string, Playbook> newest = new(StringComparer.Ordinal);

    /// <summary>Reads every playbook under a folder of packs.</summary>
    /// <exception cref="InvalidDataException">A playbook has faults: their sentences are the message.</exception>
    public Shelf(string packs, WorkCalendar calendar)
    {
        Calendar = calendar;
        foreach (var file in Directory.EnumerateFiles(packs, "*.playbook.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var (playbook, faults) = ReadFile(file);
            if (faults.Length > 0)
                throw new InvalidDataException($"{file}: {string.Join(' ', faults.Select(f => f.Sentence.En))}");
            Put(playbook, new(Path.GetRelativePath(packs, file).Replace('\\', '/'), File.ReadAllText(file)) { Examples = Beside(file, playbook.Name), Templates = Drawn(file, playbook) });
        }
    }

    /// <summary>The working calendar in force.</summary>
    public WorkCalendar Calendar { get; set; }

    /// <summary>Every playbook, every version.</summary>
    public IEnumerable<Playbook> All => playbooks.Values;

    /// <summary>The newest version of a playbook; null when there is none of that name.</summary>
    public Playbook? Newest(string name) => newest.GetValueOrDefault(name);

    /// <summary>Every playbook in its newest version, by name.</summary>
    public IEnumerable<Playbook> Current => newest.Values.OrderBy(p => p.Name, StringComparer.Ordinal);

    /// <summary>Every version of a playbook, the oldest first.</summary>
    public IEnumerable<Playbook> Versions(string name) => playbooks.Values.Where(p => p.Name == name).OrderBy(p => p.Version);

    /// <summary>The version a matter is pinned to. A journal that names a version nobody has any more is answered with the newest.</summary>
    public Playbook Find(string name, int version) =>
        playbooks.TryGetValue((name, version), out var playbook) ? playbook : Newest(name) ?? new Playbook(name, version, new(name, name), "", "");

    /// <summary>Exactly that version; null when the shelf does not hold it.</summary>
    public Playbook? Exactly(string name, int version) => playbooks.GetValueOrDefault((name, version));

    /// <summary>Where a version came from; null when the shelf does not hold it.</summary>
    public Origin? OriginOf(Playbook playbook) => origins.GetValueOrDefault((playbook.Name, playbook.Version));

    /// <summary>Puts a version on the shelf.</summary>
    public void Put(Playbook playbook, Origin origin)
    {
        origins[(playbook.Name, playbook.Version)] = origin;
        playbooks[(playbook.Name, playbook.Version)] = playbook;
        newest.AddOrUpdate(playbook.Name, playbook, (_, known) => known.Version > playbook.Version ? known : playbook);
    }

    /// <summary>The file in a pack's folder by which a document is made, of the newest version that has one; null where its text stands for it.</summary>
    public byte[]? TemplateOf(string playbook, string document) =>
        Versions(playbook).Reverse().Select(version => OriginOf(version)?.Templates.GetValueOrDefault(document)).FirstOrDefault(file => file is not null);

    /// <summary>The Word files in a folder beside a playbook's file that are named after its documents.</summary>
    /// <exception cref="InvalidDataException">One of them cannot be a template.</exception>
    static ImmutableSortedDictionary<string, byte[]> Drawn(string file, Playbook playbook)
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, byte[]>(StringComparer.Ordinal);
        foreach (var paper in playbook.Documents)
        {
            var path = Path.Combine(Path.GetDirectoryName(file)!, "templates", $"{paper.Id}.docx");
            if (!File.Exists(path)) continue;
            var look = TemplateDesk.Look(playbook, paper, File.ReadAllBytes(path), null);
            files[paper.Id] = look.Refusal is { } no ? throw new InvalidDataException($"{path}: {no.En}") : look.Bytes;
        }

        return files.ToImmutable();
    }

    /// <summary>The examples in a folder beside a playbook's file that are of it.</summary>
    static ImmutableArray<string> Beside(string file, string playbook)
    {
        var folder = Path.Combine(Path.GetDirectoryName(file)!, "examples");
        if (!Directory.Exists(folder)) return [];
        return [.. Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllText)
            .Where(text => ReadExample(text).Example.Of == playbook)];
    }

    /// <summary>Reads one example's YAML.</summary>
    /// <exception cref="InvalidDataException">It is no YAML, or not one that describes an example.</exception>
    public static (PlaybookExample Example, ImmutableArray<Fault> Faults) ReadExample(string yaml)
    {
        using var json = Document(yaml);
        return PlaybookExample.Read(json.RootElement);
    }

    /// <summary>Reads one playbook's YAML.</summary>
    /// <exception cref="InvalidDataException">It is no YAML, or far more than a playbook.</exception>
    public static (Playbook Playbook, ImmutableArray<Fault> Faults) Read(string yaml)
    {
        using var json = Document(yaml);
        return PlaybookReader.Read(json.RootElement);
    }

    /// <summary>Where a text stops being YAML; null where it is YAML.</summary>
    public static YamlSlip? SlipOf(string yaml)
    {
        try
        {
            Document(yaml).Dispose();
            return null;
        }
        catch (InvalidDataException unreadable)
        {
            return YamlSlip.In(unreadable);
        }
    }

    /// <summary>Reads one playbook's file.</summary>
    public static (Playbook Playbook, ImmutableArray<Fault> Faults) ReadFile(string file) => Read(File.ReadAllText(file));

    static JsonDocument Document(string yaml)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException unreadable)
        {
            throw YamlSlip.Of(yaml, unreadable).Thrown(unreadable);
        }
        catch (InvalidOperationException)
        {
            // What the parser does over a bracket that stays open is its own mistake.
            throw YamlSlip.Open(yaml).Thrown();
        }

        var left = MostNodes;
        var root = stream.Documents.Count == 0 ? null : Json(yaml, stream.Documents[0].RootNode, MostDepth, ref left);
        return JsonDocument.Parse(root?.ToJsonString() ?? "{}");
    }

    // A pasted text may name a part of itself again and again, or within itself.
    static JsonNode? Json(string yaml, YamlNode node, int depth, ref int left)
    {
        if (depth == 0 || --left < 0) throw YamlSlip.TooMuch(yaml, (int)node.Start.Line,
            new($"一份流程最多 {MostNodes} 个部分、{MostDepth} 层，这里超过了", $"a playbook has at most {MostNodes} parts, {MostDepth} within each other; here there are more")).Thrown();
        switch (node)
        {
            case YamlMappingNode map:
                var members = new JsonObject();
                foreach (var (key, value) in map.Children) members[(key as YamlScalarNode)?.Value ?? ""] = Json(yaml, value, depth - 1, ref left);
                return members;
            case YamlSequenceNode list:
                var items = new JsonArray();
                foreach (var item in list.Children) items.Add(Json(yaml, item, depth - 1, ref left));
                return items;
            default:
                return JsonValue.Create((node as YamlScalarNode)?.Value ?? "");
        }
    }
}

/// <summary>Where a playbook's version came from.</summary>
/// <param name="File">The file under packs/; null when it was published in the browser.</param>
/// <param name="Yaml">Its text.</param>
public sealed record Origin(string? File, string Yaml)
{
    /// <summary>Who published it, and when; null when it came with a pack.</summary>
    public Stamp? Published { get; init; }

    /// <summary>The texts of its examples.</summary>
    public ImmutableArray<string> Examples { get; init; } = [];

    /// <summary>Word files that came beside the text, by document.</summary>
    public ImmutableSortedDictionary<string, byte[]> Templates { get; init; } = ImmutableSortedDictionary<string, byte[]>.Empty;

    /// <summary>The SHA-256 of the text, in hex.</summary>
    public string Sha256 => HashOf(Yaml);

    /// <summary>The SHA-256 of a text in UTF-8, in hex.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
