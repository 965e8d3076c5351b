using System.Reflection;
using System.Runtime.CompilerServices;

namespace Bihuan.Tests.House;

/// <summary>The compiled engine, product and benches, as the House tests read them.</summary>
static class Solution
{
    public static Assembly Engine { get; } = Assembly.Load("Bihuan.Engine");

    public static Assembly Product { get; } = Assembly.Load("bihuan");

    public static Assembly Bench { get; } = Assembly.Load("bihuan-bench");

    /// <summary>The types that people wrote: not those of the compiler or a generator.</summary>
    public static IReadOnlyList<Type> Types { get; } =
        [.. Engine.GetTypes().Concat(Product.GetTypes()).Concat(Bench.GetTypes()).Where(t => IsOurs(t) && !IsMade(t))];

    public static bool IsOurs(Type type) => type.Namespace is "Bihuan" || type.Namespace?.StartsWith("Bihuan.", StringComparison.Ordinal) == true;

    static bool IsMade(Type type) =>
        type.Name.StartsWith('<') || type.IsDefined(typeof(CompilerGeneratedAttribute), false) || (type.DeclaringType is { } outer && IsMade(outer));
}
