using Bihuan.Hosting;

namespace Bihuan.Library;

[Kind("library.categories-entered")]
public sealed record CategoriesEntered(ImmutableArray<EnteredCategory> Categories) : Fact;

/// <summary>A category that was entered by code and name. Codes are paths, as in a district's pack.</summary>
public sealed record EnteredCategory(string Code, Words Title);

/// <summary>The categories of a district that no pack ships.</summary>
public sealed record EnteredCategories : IStory<EnteredCategories>
{
    public const string Noun = "categories";

    /// <summary>One in each district.</summary>
    public static Stream Stream { get; } = Stream.Of(Noun, "entered");

    public static EnteredCategories Empty { get; } = new();

    public ImmutableArray<EnteredCategory> All { get; init; } = [];

    /// <inheritdoc/>
    public EnteredCategories Apply(Entry entry) => entry.Fact is CategoriesEntered f ? this with { All = All.AddRange(f.Categories) } : this;
}

/// <summary>Enters the categories that a district has not yet; what it has stays as it is.</summary>
public static class EnterCategories
{
    public sealed record Command(ImmutableArray<EnteredCategory> Categories);

    public static Task<Answer<EnteredCategories>> Run(Command command, Clerk clerk, CancellationToken stop) =>
        clerk.Record<EnteredCategories>(EnteredCategories.Stream, command, (entered, now) => Decide(entered, command, now), stop);

    public static Decision Decide(EnteredCategories entered, Command command, Stamp now)
    {
        if (now.Role is not "setup") return Hosting.No.NotYours;
        var known = entered.All.Select(category => category.Code).ToHashSet(StringComparer.Ordinal);
        var fresh = command.Categories.Where(category => known.Add(category.Code)).OrderBy(category => category.Code, StringComparer.Ordinal).ToImmutableArray();
        return fresh.IsEmpty ? Decision.Nothing : new CategoriesEntered(fresh);
    }
}
