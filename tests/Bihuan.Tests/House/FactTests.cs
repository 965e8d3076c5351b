using System.Text;
using System.Text.RegularExpressions;

namespace Bihuan.Tests.House;

/// <summary>A fact is stored under a permanent kind, never under its class name.</summary>
public partial class FactTests
{
    static readonly List<(string Kind, Type Type)> Facts =
    [
        .. from type in Solution.Types
           from mark in type.GetCustomAttributesData()
           where mark.AttributeType.FullName is "Bihuan.Engine.Journal.KindAttribute"
           let kind = mark.ConstructorArguments[0].Value?.ToString() ?? ""
           orderby kind
           select (kind, type),
    ];

    [Fact]
    public void every_kind_is_used_once() =>
        Tree.Holds("The same kind twice:",
            Facts.GroupBy(f => f.Kind, StringComparer.Ordinal).Where(g => g.Count() > 1)
                .Select(g => $"{g.Key}: {string.Join(", ", g.Select(f => f.Type.FullName))}"));

    [Fact]
    public void every_kind_reads_noun_dot_words() =>
        Tree.Holds("A kind is `noun.past-tense`:", Facts.Where(f => !Kind().IsMatch(f.Kind)).Select(f => f.Kind));

    [Fact]
    public void every_fact_has_a_kind() =>
        Tree.Holds("A fact without [Kind(\"…\")] cannot be stored:",
            from type in Solution.Types
            where type is { IsAbstract: false, IsInterface: false } && IsFact(type) && Facts.All(f => f.Type != type)
            select type.FullName);

    [Fact]
    public void every_kind_is_documented()
    {
        var page = new StringBuilder("# Facts 事实\n\nWritten by a test from the code. A kind is permanent; what it holds changes by upcasting only.\n\n");
        page.Append(Facts.Count == 0 ? "None yet.\n" : "| kind | holds |\n|---|---|\n");
        foreach (var (kind, type) in Facts)
            page.Append($"| `{kind}` | {string.Join(", ", Fields(type))} |\n");
        Reference.Says("facts.md", page.ToString());
    }

    // A record's primary constructor is what is stored.
    static IEnumerable<string> Fields(Type type) =>
        type.GetConstructors().MaxBy(c => c.GetParameters().Length)?.GetParameters().Select(p => $"{p.Name}: {Word(p.ParameterType)}") ?? [];

    static string Word(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? Word(inner) + "?"
        : type.IsArray ? Word(type.GetElementType()!) + "[]"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}({string.Join(", ", type.GetGenericArguments().Select(Word))})"
        : type.Name;

    static bool IsFact(Type type) =>
        Bases(type).Concat(type.GetInterfaces()).Any(t => t.FullName is "Bihuan.Engine.Journal.Fact" or "Bihuan.Engine.Journal.IFact");

    static IEnumerable<Type> Bases(Type type)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType) yield return parent;
    }

    [GeneratedRegex(@"^[a-z]+(-[a-z]+)*\.[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Kind();
}
