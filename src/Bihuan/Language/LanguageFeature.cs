namespace Bihuan.Language;

/// <summary>What words mean: what a district has learned from its own matters, in memory.</summary>
public static class LanguageFeature
{
    /// <param name="tree">The tree of the district's categories, made when it is first asked for.</param>
    public static IServiceCollection AddLanguage(this IServiceCollection services, Func<IServiceProvider, LabelTree> tree) =>
        services.AddSingleton(tree).AddSingleton<CategoryMemory>().AddSingleton<UnitMemory>();
}
