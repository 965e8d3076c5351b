namespace Bihuan.Matters;

/// <summary>What was said and by whom: personal data, kept beside the journal.</summary>
/// <param name="Title">One line.</param>
/// <param name="Text">The requester's own words.</param>
/// <param name="Points">The numbered points of the request; at least one.</param>
public sealed record Said(string Title, string Text, ImmutableArray<string> Points)
{
    public string? Name { get; init; }

    public string? Phone { get; init; }

    /// <summary>The door: building, unit, room.</summary>
    public string? Address { get; init; }

    /// <summary>What the playbook's first form held in words, by field; null where it asked for none.</summary>
    public ImmutableDictionary<string, string>? Form { get; init; }

    /// <summary>What stands where the words were, once they have been erased.</summary>
    public static Said Erased { get; } = new("（内容已依申请删除）", "（内容已依申请删除）", []);
}
