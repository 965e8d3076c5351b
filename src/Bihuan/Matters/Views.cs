namespace Bihuan.Matters;

/// <summary>The lists that somebody keeps by name, and how theirs look where the address says nothing: one story a person, and one a unit for what its people share.</summary>
public sealed record Views : IStory<Views>
{
    public const string Noun = "views";

    /// <summary>The most lists kept by one person, and shared by one unit.</summary>
    public const int Most = 30;

    public static Views Empty { get; } = new();

    /// <summary>In the order in which they were kept.</summary>
    public ImmutableArray<View> All { get; init; } = [];

    /// <summary>The last number given; none is given twice.</summary>
    public int Last { get; init; }

    /// <summary>The key of the list that opens first; null is the list of open matters.</summary>
    public string? First { get; init; }

    /// <summary>The columns where the address names none; empty is the house's own list.</summary>
    public string Columns { get; init; } = "";

    /// <summary>What one person keeps.</summary>
    public static Stream Of(string account) => Stream.Of(Noun, $"person.{account}");

    /// <summary>What the people of a unit share.</summary>
    public static Stream OfUnit(string unit) => Stream.Of(Noun, $"unit.{unit}");

    /// <inheritdoc/>
    public Views Apply(Entry entry) => entry.Fact switch
    {
        ViewKept f => this with { All = All.Add(new(f.Number, f.Name, f.Query, entry.Stamp.By)), Last = f.Number },
        ViewRenamed f => this with { All = [.. All.Select(view => view.Number == f.Number ? view with { Name = f.Name } : view)] },
        ViewRemoved f => this with { All = All.RemoveAll(view => view.Number == f.Number) },
        ViewPutFirst f => this with { First = f.Key },
        ListLaidOut f => this with { Columns = f.Columns },
        _ => this,
    };
}

/// <summary>A list kept by name.</summary>
/// <param name="Query">The address of the list behind its question mark.</param>
/// <param name="By">Who kept it.</param>
public sealed record View(int Number, string Name, string Query, string By);

/// <summary>A list was kept by name.</summary>
[Kind("views.kept")]
public sealed record ViewKept(int Number, string Name, string Query) : Fact;

/// <summary>A kept list has another name.</summary>
[Kind("views.renamed")]
public sealed record ViewRenamed(int Number, string Name) : Fact;

/// <summary>A kept list is kept no longer.</summary>
[Kind("views.removed")]
public sealed record ViewRemoved(int Number) : Fact;

/// <summary>Another list opens first; without a key, that of open matters.</summary>
[Kind("views.put-first")]
public sealed record ViewPutFirst(string? Key) : Fact;

/// <summary>Lists have these columns where the address names none; none is the house's own.</summary>
[Kind("views.columns-chosen")]
public sealed record ListLaidOut(string Columns) : Fact;
