namespace Bihuan.Matters.Learning;

/// <summary>What handled matters teach: read from the book, heard from the Clerk, asked by intake and dispatch.</summary>
public static class LearningFeature
{
    /// <summary>Whoever serves lets the <see cref="Apprentice"/> run; whoever only reads asks nothing.</summary>
    public static IServiceCollection AddLearning(this IServiceCollection services) =>
        services.AddSingleton<LessonBook>().AddSingleton<NamedPlaces>().AddSingleton<LikeCases>().AddSingleton<LearnCategories>().AddSingleton<Apprentice>().AddSingleton<UnitReplies>();
}
