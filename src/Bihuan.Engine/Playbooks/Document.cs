using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Bihuan.Engine.Playbooks;

/// <summary>A paper that a matter issues: numbered, kept with it, its text made of what is known.</summary>
/// <param name="Id">ASCII: <c>notice</c>.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Text">A paragraph a line; <c>{word}</c> stands for what the matter knows.</param>
public sealed partial record Document(string Id, Words Title, string Text)
{
    /// <summary>The words that every matter knows, beside the playbook's own fields.</summary>
    public static readonly ImmutableSortedSet<string> Known = ["number", "paper-number", "title", "text", "place", "category", "unit", "due", "received", "today", "requester"];

    /// <summary>Who issues it.</summary>
    public ImmutableArray<Whose> By { get; init; } = [];

    /// <summary>At which stages.</summary>
    public ImmutableArray<string> At { get; init; } = [];

    /// <summary>The words its text asks for.</summary>
    public IEnumerable<string> Asks => Braces().Matches(Text).Select(match => match.Groups[1].Value).Distinct();

    [GeneratedRegex(@"\{([A-Za-z][A-Za-z0-9-]*)\}")]
    private static partial Regex Braces();
}
