using System.Globalization;
using Bihuan.Library;
using Bihuan.Matters;

namespace Bihuan.Portal;

/// <summary>What a requester may do by the playbook's own moves, until when, and who may do it for them.</summary>
public static class PublicRights
{
    /// <summary>Acts that have a place of their own on the page.</summary>
    static readonly string[] Elsewhere = ["judge", "supplement", "add-evidence", "ask-reopening", "give-mandate", "end-mandate"];

    /// <summary>The moves that are open now, and those whose time is over, each with its day.</summary>
    public static ImmutableArray<PublicProgress.Right> Of(Matter matter, Rulebook rules, DateTimeOffset now)
    {
        if (matter.MergedInto is not null) return [];
        var own = rules.Playbook.MovesAt(matter.Stage).Where(move => IsOwn(move) && move.When?.Holds(matter.Answers) is not false).ToList();
        var stamp = new Stamp(now, "resident", new("resident", ""));
        var open = own.Select(move => new PublicProgress.Right(move.Id, move.Title, Until(move, matter, rules), TakeMove.Closed(move, matter, rules, stamp) is { } no ? new Words(no.Zh, no.En) : null));
        // Where the time ran out and the clock took the matter on, whoever looks for the button is told why it is gone.
        var gone = from move in rules.Playbook.Stages.SelectMany(stage => stage.Moves).Where(IsOwn).DistinctBy(move => move.Id)
                   where own.TrueForAll(other => other.Id != move.Id)
                   let ran = Rights.Ran(move, matter, rules)
                   where ran is not null
                   select new PublicProgress.Right(move.Id, move.Title, ran, Late(ran.Value));
        return [.. open, .. gone];
    }

    /// <summary>Who acts for the requester, with their codes where it is the requester who reads.</summary>
    public static ImmutableArray<PublicProgress.Agent> Agents(Matter matter, Playbook playbook, DateTimeOffset now, Func<int, string>? codeOf) =>
        [.. matter.Mandates.Select(mandate => new PublicProgress.Agent(mandate.Number, mandate.Agent,
            [.. GiveMandate.Grantable(playbook).Where(move => mandate.May.Contains(move.Id)).Select(move => move.Title)], mandate.Until, mandate.IsOpen(now), mandate.IsOpen(now) ? codeOf?.Invoke(mandate.Number) : null))];

    /// <summary>The page as an agent reads it: what lies outside the mandate is not offered.</summary>
    public static PublicProgress By(this PublicProgress progress, Mandate? mandate, Playbook playbook, string stage)
    {
        if (mandate is null) return progress;
        bool May(string act) => playbook.MovesAt(stage).Any(move => move.Act == act && mandate.May.Contains(move.Id));
        return progress with
        {
            MayJudge = progress.MayJudge && May("judge"),
            MayAskReopening = progress.MayAskReopening && May("ask-reopening"),
            MaySupplement = progress.MaySupplement && May("supplement"),
            Rights = [.. progress.Rights.Where(right => mandate.May.Contains(right.Move))],
            EndsMandate = null,
            Acting = progress.Agents.FirstOrDefault(agent => agent.Number == mandate.Number),
        };
    }

    /// <summary>A move that is the requester's own and has no other place on the page.</summary>
    public static bool IsOwn(Move move) => !Elsewhere.Contains(move.Act) && !move.IsLapse && move.By.Any(by => by.Role == "resident");

    static DateTimeOffset? Until(Move move, Matter matter, Rulebook rules) => matter.Clocks.Values
        .Where(clock => clock.Stopped is null && move.Stops.Contains(clock.Name) && rules.Playbook.Clock(clock.Name) is { IsRight: true }).Select(clock => clock.Due(rules.Calendar).At).FirstOrDefault();

    static Words Late(DateTimeOffset due)
    {
        var day = due.AddMilliseconds(-1).ToOffset(WorkCalendar.Offset);
        return new($"期限到 {day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture)}为止，期限内没有申请，现在不能再申请。", $"The time ended on {day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}; nobody asked within it, and it cannot be asked any more.");
    }
}
