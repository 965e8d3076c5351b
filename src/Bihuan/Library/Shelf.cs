using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Bihuan.Library;

/// <summary>The playbooks and the calendar as they stand on the shelf: read from the packs' folders, every version that a matter may be pinned to.</summary>
public sealed class Shelf
{
    readonly ConcurrentDictionary<(string Name, int Version), Playbook> playbooks = new();

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
            Put(playbook);
        }
    }

    /// <summary>The working calendar in force.</summary>
    public WorkCalendar Calendar { get; set; }

    /// <summary>Every playbook, every version.</summary>
    public IEnumerable<Playbook> All => playbooks.Values;

    /// <summary>The newest version of a playbook; null when there is none of that name.</summary>
    public Playbook? Newest(string name) => playbooks.Values.Where(p => p.Name == name).MaxBy(p => p.Version);

    /// <summary>The version a matter is pinned to. A journal that names a version nobody has any more is answered with the newest.</summary>
    public Playbook Find(string name, int version) =>
        playbooks.TryGetValue((name, version), out var playbook) ? playbook : Newest(name) ?? new Playbook(name, version, new(name, name), "", "");

    /// <summary>Puts a version on the shelf.</summary>
    public void Put(Playbook playbook) => playbooks[(playbook.Name, playbook.Version)] = playbook;

    /// <summary>Reads one playbook's YAML.</summary>
    public static (Playbook Playbook, ImmutableArray<Fault> Faults) Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        using var json = JsonDocument.Parse(Json(stream.Documents[0].RootNode)?.ToJsonString() ?? "{}");
        return PlaybookReader.Read(json.RootElement);
    }

    /// <summary>Reads one playbook's file.</summary>
    public static (Playbook Playbook, ImmutableArray<Fault> Faults) ReadFile(string file) => Read(File.ReadAllText(file));

    static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair =>
            KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Json(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        _ => JsonValue.Create(((YamlScalarNode)node).Value ?? ""),
    };
}
