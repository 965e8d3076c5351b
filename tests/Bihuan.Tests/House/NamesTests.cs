using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Bihuan.Tests.House;

public partial class NamesTests
{
    static readonly string[] SayNothing = ["Manager", "Helper", "Util", "Utils", "Service", "Processor", "Info", "Data", "Base", "Common", "Impl", "Dto"];

    // Folders under packs/ that hold no platform.
    static readonly string[] NotPacks = ["districts", "calendars", "registers", "demo"];

    [Fact]
    public void no_type_has_a_name_part_that_says_nothing() =>
        Tree.Holds($"Say what it is; these say nothing: {string.Join(", ", SayNothing)}.",
            from type in Solution.Types
            from word in Word().Matches(type.Name).Select(m => m.Value)
            where SayNothing.Contains(word, StringComparer.Ordinal)
            select type.FullName);

    [Fact]
    public void no_method_ends_in_async() =>
        Tree.Holds("No Async suffix: nothing has a synchronous twin.",
            from type in Solution.Types
            where !type.IsInterface || Solution.IsOurs(type)
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            where method.Name.EndsWith("Async", StringComparison.Ordinal) && method.Name[0] != '<' && !method.Name.Contains('.', StringComparison.Ordinal)
            where !IsDemandedFromOutside(type, method)
            select $"{type.FullName}.{method.Name}");

    [Fact]
    public void no_type_is_named_after_a_pack() =>
        Tree.Holds("The code knows the five nouns; the packs know the business:",
            from type in Solution.Types
            from pack in Packs()
            where type.Name.Contains(pack, StringComparison.Ordinal)
            select $"{type.FullName} is named after the pack {pack}");

    static IEnumerable<string> Packs() =>
        Tree.Files.Select(f => f.Split('/')).Where(f => f is ["packs", _, _, ..]).Select(f => f[1]).Distinct(StringComparer.Ordinal)
            .Except(NotPacks, StringComparer.Ordinal)
            .Select(name => string.Concat(name.Split('-').Select(CultureInfo.InvariantCulture.TextInfo.ToTitleCase)));

    static bool IsDemandedFromOutside(Type type, MethodInfo method) =>
        (method.GetBaseDefinition() is var first && first.DeclaringType != type && !Solution.IsOurs(first.DeclaringType!))
        || (!type.IsInterface && type.GetInterfaces().Where(i => !Solution.IsOurs(i)).Any(i => type.GetInterfaceMap(i).TargetMethods.Contains(method)));

    [GeneratedRegex("[A-Z][a-z0-9]*|[a-z0-9]+")]
    private static partial Regex Word();
}
