using System.Collections.Frozen;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Bihuan.Engine.Journal;

/// <summary>Writes facts as JSON under their kinds and reads them back, old kinds included.</summary>
public sealed class Facts
{
    /// <summary>How facts are written: camel case, no nulls, Chinese as it is.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    readonly FrozenDictionary<string, Type> types;
    readonly FrozenDictionary<Type, string> kinds;
    readonly FrozenDictionary<string, Upcast> upcasts;

    /// <summary>Collects every fact of the assemblies.</summary>
    /// <exception cref="InvalidOperationException">A fact has no kind, or two share one.</exception>
    public Facts(IEnumerable<Assembly> assemblies, IEnumerable<Upcast>? upcasts = null)
    {
        var byKind = new Dictionary<string, Type>();
        foreach (var type in assemblies.SelectMany(a => a.GetTypes()).Where(t => t.IsSubclassOf(typeof(Fact)) && !t.IsAbstract))
        {
            var kind = type.GetCustomAttribute<KindAttribute>()?.Name
                ?? throw new InvalidOperationException($"{type.Name} is a fact without a kind.");
            if (!byKind.TryAdd(kind, type))
                throw new InvalidOperationException($"{type.Name} and {byKind[kind].Name} share the kind {kind}.");
        }

        types = byKind.ToFrozenDictionary();
        kinds = byKind.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);
        this.upcasts = (upcasts ?? []).ToFrozenDictionary(u => u.From);
    }

    /// <summary>Every kind that is written today.</summary>
    public IEnumerable<string> Kinds => types.Keys;

    /// <summary>Every kind that was written once and is read by an upcast.</summary>
    public IEnumerable<string> OldKinds => upcasts.Keys;

    /// <summary>The kinds of those facts that are also <typeparamref name="T"/>.</summary>
    public IEnumerable<string> KindsOf<T>() => types.Where(pair => pair.Value.IsAssignableTo(typeof(T))).Select(pair => pair.Key);

    /// <summary>The kind under which a fact is stored.</summary>
    public string KindOf(Fact fact) => kinds[fact.GetType()];

    /// <summary>The fact as stored: compact JSON.</summary>
    public string Write(Fact fact) => JsonSerializer.Serialize(fact, fact.GetType(), Json);

    /// <summary>Reads a stored fact; an old kind is brought up to date first.</summary>
    /// <exception cref="InvalidOperationException">The kind is unknown: the journal is newer than the program.</exception>
    public Fact Read(string kind, string body)
    {
        if (types.TryGetValue(kind, out var type)) return (Fact)JsonSerializer.Deserialize(body, type, Json)!;
        if (!upcasts.TryGetValue(kind, out var upcast))
            throw new InvalidOperationException($"The journal holds the kind {kind}, which this program does not know.");

        var renewed = JsonNode.Parse(body)!.AsObject();
        upcast.Renew(renewed);
        return Read(upcast.To, renewed.ToJsonString(Json));
    }
}

/// <summary>Brings an old kind of fact up to date as it is read; the stored one stays as it was written.</summary>
/// <param name="From">The kind once written.</param>
/// <param name="To">The kind it becomes, which may itself be old.</param>
/// <param name="Renew">Changes the body in place.</param>
public sealed record Upcast(string From, string To, Action<JsonObject> Renew);
