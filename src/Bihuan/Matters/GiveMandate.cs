using System.Globalization;
using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Writes down that somebody acts for the requester, within what their paper says; and that they do no more.</summary>
public static class GiveMandate
{
    /// <summary>The longest that a mandate may last, in days; one that is needed longer is given anew.</summary>
    public const int MostDays = 1096;

    const int LongestName = 40;

    /// <param name="Agent">By name.</param>
    /// <param name="May">Moves of the playbook that residents take.</param>
    /// <param name="Until">The last day, <c>yyyy-MM-dd</c>.</param>
    /// <param name="Paper">Whether the written mandate was shown.</param>
    public sealed record GiveCommand(string? Agent, ImmutableArray<string>? May, string? Until, bool? Paper);

    /// <param name="Mandate">Its number within the matter.</param>
    public sealed record EndCommand(int? Mandate, string? Why);

    public static Act Give { get; } = new Act<GiveCommand>("give-mandate", "mandates", Decide) { Needs = ["agent", "may", "until", "paper"], Closed = Closed };

    public static Act End { get; } = new Act<EndCommand>("end-mandate", "mandate-ends", Decide) { Needs = ["mandate", "why"], IsOpenToInterested = true, Closed = NoneOpen };

    /// <summary>What can be put into a mandate: the moves of the playbook that are the requester's own, but for the mandates themselves.</summary>
    public static IEnumerable<Move> Grantable(Playbook playbook) => playbook.Stages.SelectMany(stage => stage.Moves).Concat(playbook.Anywhere)
        .Where(move => move.By.Any(by => by.Role == "resident") && move.Act is not ("give-mandate" or "end-mandate")).DistinctBy(move => move.Id);

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now) =>
        matter.Mandates.Count(mandate => mandate.IsOpen(now.At)) >= Mandate.Most ? No.MandatesEnough.With(Mandate.Most) : null;

    static Refusal? NoneOpen(Matter matter, Rulebook rules, Stamp now) => matter.Mandates.Any(mandate => mandate.IsOpen(now.At)) ? null : No.SuchMandate;

    public static Decision Decide(Matter matter, GiveCommand command, Rulebook rules, Stamp now)
    {
        if (Closed(matter, rules, now) is { } closed) return closed;
        if (command.Agent?.Trim() is not { Length: > 0 and <= LongestName } agent) return No.MandateAgent.With(LongestName).On("agent");
        ImmutableArray<string> may = [.. (command.May ?? []).SelectMany(line => (line ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()];
        if (may.IsEmpty) return No.MandateNothing.On("may");
        var known = Grantable(rules.Playbook).ToList();
        if (may.FirstOrDefault(id => known.TrueForAll(move => move.Id != id)) is { } other)
            return No.MandateScope.With(other, new Words(string.Join("、", known.Select(move => $"{move.Id}（{move.Title.Zh}）")), string.Join(", ", known.Select(move => $"{move.Id} ({move.Title.En})")))).On("may");
        var today = DateOnly.FromDateTime(now.At.ToOffset(WorkCalendar.Offset).DateTime);
        if (!DateOnly.TryParseExact(command.Until?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until) || until < today || until > today.AddDays(MostDays))
            return No.MandateUntil.With(MostDays).On("until");
        if (command.Paper is not true) return No.MandatePaper.On("paper");

        return new MandateGiven(matter.Mandates.Length + 1, agent, may, until);
    }

    public static Decision Decide(Matter matter, EndCommand command, Rulebook rules, Stamp now)
    {
        if (matter.Mandates.FirstOrDefault(mandate => mandate.Number == command.Mandate) is not { } mandate) return No.SuchMandate.On("mandate");
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");
        return mandate.IsOpen(now.At) ? new MandateEnded(mandate.Number, command.Why.Trim()) : Decision.Nothing;
    }
}
