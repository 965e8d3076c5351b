namespace Bihuan.Rounds;

/// <summary>Says where rounds are walked: the fire zone, say. Without it they are walked everywhere.</summary>
public static class SetGround
{
    const int LongestWhy = 200;

    /// <param name="Areas">Codes of streets, communities or grids; none for the whole district.</param>
    public sealed record Command(IReadOnlyList<string>? Areas, string? Why = null);

    public static Decision Decide(RoundBook book, Command command, Playbook playbook, Func<string, bool> isArea, Stamp now)
    {
        if (playbook.Begins?.Every is not { } every) return No.SuchRounds;
        if (!every.By.Contains(now.Role)) return Hosting.No.NotYours;
        ImmutableArray<string> areas = [.. (command.Areas ?? []).Select(area => area.Trim()).Where(area => area.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        if (areas.FirstOrDefault(area => !isArea(area)) is { } unknown) return No.GradeArea.With(unknown).On("areas");
        if (command.Why is { Length: > LongestWhy }) return Matters.No.TooLong.With(LongestWhy).On("why");
        if (areas.SequenceEqual(book.GroundOf(playbook.Name)?.Areas ?? [])) return Decision.Nothing;

        return new GroundSet(playbook.Name, areas, command.Why?.Trim() ?? "");
    }
}
