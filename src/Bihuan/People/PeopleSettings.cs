namespace Bihuan.People;

/// <summary>What the installation says about itself.</summary>
/// <param name="District">The district's division code; the first part of every key.</param>
/// <param name="Name">The district's name.</param>
/// <param name="IsDemo">Whether the sign-in page offers the demo accounts.</param>
public sealed record PeopleSettings(string District, Words Name, bool IsDemo = false)
{
    /// <summary>Accounts the sign-in page of a demo offers; empty otherwise.</summary>
    public IReadOnlyList<DemoAccount> Demo { get; init; } = [];

    /// <summary>Whether the house has a district of that code; a house of one has no other.</summary>
    public Func<string, bool> IsKnown { get; init; } = _ => false;

    /// <summary>The password all demo accounts share; null when this is not a demo.</summary>
    public string? DemoPassword { get; init; }
}

/// <summary>An account that anybody may try.</summary>
public sealed record DemoAccount(string Account, Words Name, Words Title, Words Does);
