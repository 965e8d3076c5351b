using System.Collections.Immutable;

namespace Bihuan.Engine.Playbooks;

/// <summary>When many matters that speak of one thing in one place become one matter of this playbook, tied to all of them.</summary>
/// <param name="From">The playbooks whose matters are listened to.</param>
/// <param name="Days">How far back it looks, in natural days.</param>
/// <param name="People">From how many different persons on it is worth one.</param>
public sealed record Gathering(ImmutableArray<string> From, int Days, int People)
{
    /// <summary>What counts as one place.</summary>
    public static ImmutableArray<string> Places { get; } = ["district", "street", "community"];

    /// <summary>A year: what is older has gone.</summary>
    public const int LongestDays = 366;

    /// <summary>Nobody waits for more.</summary>
    public const int MostPeople = 1000;

    /// <summary>Matters of two such areas are about different things; <c>street</c> by default.</summary>
    public string Place { get; init; } = "street";

    /// <summary>The move of the first stage that the same press takes, so that it has an owner at once; null where the first stage's own owner goes on.</summary>
    public string? Takes { get; init; }

    /// <summary>By how many per cent what still comes in must have fallen for the work to have had an effect; 50 by default.</summary>
    public int Falls { get; init; } = 50;

    /// <summary>For how many natural days after the result what still comes in is measured; 28 by default.</summary>
    public int Watched { get; init; } = 28;

    /// <summary>All of it in one line, for comparing versions.</summary>
    internal Words Told => new(
        $"{string.Join("、", From)}，{Days} 天内同一处（{Place}）{People} 人以上{(Takes is null ? "" : $"，同时 {Takes}")}；结果后 {Watched} 天来件降 {Falls}% 才算见效",
        $"{string.Join(", ", From)}: {People} people or more in one {Place} within {Days} days{(Takes is null ? "" : $", with {Takes}")}; effective when inflow falls by {Falls}% in {Watched} days after the result");
}
