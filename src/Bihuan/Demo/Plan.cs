using Bihuan.Grid;

namespace Bihuan.Demo;

/// <summary>What one resident is going to say, when and where, and how the matter is meant to go.</summary>
sealed record Plan(
    int Index, DateTimeOffset Received, DemoRequest Request, string Street, string Title, string Text, IReadOnlyList<string> Points,
    string Address, string Name, string Phone, bool IsAnonymous, Area Area, LonLat Point)
{
    /// <summary>The one turn that its life takes; null leaves every turn to chance.</summary>
    public string? Force { get; init; }

    /// <summary>The stage or the move after which nothing more happens to it.</summary>
    public string? Hold { get; init; }

    /// <summary>Everybody acts within minutes: for matters that must have come far before the present.</summary>
    public bool IsQuick { get; init; }

    /// <summary>Who the work is given to; null leaves it to the coordinator.</summary>
    public string? Handler { get; init; }

    /// <summary>The grid member who found it, or the clerk who heard it at the window.</summary>
    public string? Reporter { get; init; }
}
