namespace Bihuan.Engine.Journal;

/// <summary>The name of one story: <c>noun-</c> and an identifier, for example <c>matter-</c> and 32 hex digits.</summary>
public readonly record struct Stream(string Name)
{
    /// <summary>The stream of a thing with a UUID.</summary>
    public static Stream Of(string noun, Guid id) => new($"{noun}-{id:N}");

    /// <summary>The stream of a thing that has a name of its own.</summary>
    public static Stream Of(string noun, string id) => new($"{noun}-{id}");

    /// <summary>What kind of thing the story is about: the part before the first dash.</summary>
    public string Noun => Name[..Name.IndexOf('-', StringComparison.Ordinal)];

    /// <summary>The part after the first dash.</summary>
    public string Id => Name[(Name.IndexOf('-', StringComparison.Ordinal) + 1)..];

    /// <summary>The stored form.</summary>
    public override string ToString() => Name;
}
