using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bihuan.Engine;
using Bihuan.Engine.Journal;
using Bihuan.Engine.Playbooks;
using Bihuan.Grid;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.People;

namespace Bihuan.Tests.Matters.Pages;

public partial class FactWordsTests
{
    static readonly string District = Path.Combine(Bihuan.Hosting.Settings.FindPacks(), "districts", "laoshan");

    static readonly FactWords Words = new(new(
        new Playbook("x", 1, new("流程", "Playbook"), "", ""), new Units([]), Categories.Load(Path.Combine(District, "categories.yaml")),
        AreaMap.Load(District), new Dictionary<string, Words>()));

    public static TheoryData<string> Facts => [.. typeof(Matter).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Fact)) && type.Namespace == typeof(Matter).Namespace)
        // Of a matter's own story; views and batches have stories of their own.
        .Where(type => type.GetCustomAttributesData().Any(mark => mark.ConstructorArguments is [{ Value: string kind }] && kind.StartsWith("matter.", StringComparison.Ordinal)))
        .Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Facts))]
    public void says_every_fact_in_both_languages(string name)
    {
        var told = Words.Of(Make(name));

        Assert.NotNull(told);
        Assert.Matches(Chinese(), told.Did.Zh);
        Assert.Matches("[A-Za-z]", told.Did.En);
        Assert.DoesNotMatch(Chinese(), told.Did.En);
    }

    /// <summary>A fact of that name with something in every place.</summary>
    public static Fact Make(string name)
    {
        var type = typeof(Matter).Assembly.GetTypes().Single(t => t.IsSubclassOf(typeof(Fact)) && t.Name == name);
        var made = type.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        return (Fact)made.Invoke([.. made.GetParameters().Select(p => Value(p.Name!, p.ParameterType))]);
    }

    static object? Value(string name, Type type) =>
        name is "Limit" or "HandleLimit" ? "5 working-days"
        : type == typeof(string) ? "abc"
        : type == typeof(ImmutableArray<string>) ? ImmutableArray.Create("abc")
        : type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;

    [GeneratedRegex(@"[\u4e00-\u9fff]")]
    private static partial Regex Chinese();
}
