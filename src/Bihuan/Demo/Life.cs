using System.Globalization;
using System.Text.Json.Nodes;
using Bihuan.Matters;

namespace Bihuan.Demo;

/// <summary>One matter's life: the right people take the moves of its playbook, each at their moment, until the present stops it.</summary>
sealed partial class Life(Play play, Plan plan, Dice dice)
{
    Matter matter = Matter.Empty;
    DateTimeOffset now = plan.Received;
    DateTimeOffset contacted;

    static WorkCalendar? calendar;

    WorkCalendar Calendar => calendar ??= play.Shelf.Calendar;

    DemoRequest Request => plan.Request;

    bool IsPressing => matter.Urgency is "urgent" or "incident";

    /// <summary>A turn of the story: drawn, unless the plan names the one turn it takes.</summary>
    bool Turns(string turn, double share)
    {
        var drawn = dice.Chance(share);
        return plan.Force is null ? drawn && plan.Hold is null : plan.Force == turn;
    }

    Task<bool> Do(string role, string move, DateTimeOffset at, JsonObject? words = null) => Do(play.Cast.Of(role), move, at, words);

    async Task<bool> Do(IReadOnlyList<Actor> who, string move, DateTimeOffset at, JsonObject? words = null)
    {
        if (who.Count == 0)
        {
            play.Refuse($"{move}: nobody");
            return false;
        }

        return await Do(dice.Of(who), move, at, words);
    }

    async Task<bool> Do(Actor who, string move, DateTimeOffset at, JsonObject? words = null)
    {
        await Reach(at);
        var answer = await play.Desk.Take(play.Clerk.For(play.Cast.At(who, now)), matter.Id, move, words ?? [], play.Stop);
        if (answer.Refusal is { } no)
        {
            // Two lives may meet in one moment: what the other has ended meanwhile goes on by itself.
            if (no.Code != No.MergedIntoClosed.Code) play.Refuse($"{move} at {matter.Stage} by {who.Account}: {no.Code}");
            return false;
        }

        matter = answer.Story;
        if (plan.Hold is { } hold && (hold == move || hold == matter.Stage)) await Rest();
        return true;
    }

    /// <summary>Somebody adds a drawn picture.</summary>
    async Task Picture(Actor who, string phase, DateTimeOffset at)
    {
        if (play.Pictures.Of(matter.Category.Length > 0 ? matter.Category : Request.Category, phase) is not { } picture) return;
        await Reach(at);
        var answer = await play.Evidence.Add(play.Clerk.For(play.Cast.At(who, now)), matter.Id, picture, phase, play.Stop);
        if (answer.Refusal is { } no) play.Refuse($"add-evidence at {matter.Stage} by {who.Account}: {no.Code}");
        else matter = answer.Story;
    }

    /// <summary>Whether this is one of the matters with pictures: a tenth, and most of those on the demo accounts' desks.</summary>
    bool IsPictured { get; } = plan.Force == "plain" ? plan.Index % 2 == 0 : plan.Index % 10 == 0;

    /// <summary>Nothing more is done; the clock goes on.</summary>
    Task Rest() => Reach(DateTimeOffset.MaxValue);

    /// <summary>Lets time pass up to a moment; what the clock owes on the way is recorded at its moment.</summary>
    async Task Reach(DateTimeOffset at)
    {
        if (at <= now) at = now.AddSeconds(dice.Between(20, 90));
        var before = -1L;
        while (matter.Exists && Timers.Next(matter, play.Shelf.Find(matter.Playbook, matter.PlaybookVersion), Calendar) is { } timer
            && timer <= at && matter.Version != before)
        {
            before = matter.Version;
            if (timer > now) now = timer;
            await play.Clock.Until(now);
            matter = (await play.Desk.Tick(play.Clerk.For(play.Cast.Clock(now)), matter.Id, play.Stop)).Story;
        }

        await play.Clock.Until(at);
        now = at;
    }

    /// <summary>In so many minutes by the clock on the wall.</summary>
    DateTimeOffset In(int from, int to) => now.AddSeconds(dice.Between(from * 60, to * 60));

    /// <summary>In so many minutes of office hours; at once where it is pressing.</summary>
    DateTimeOffset Office(int from, int to) => plan.IsQuick ? In(3, 12)
        : IsPressing ? In(Math.Max(1, from / 4), Math.Max(3, to / 4))
        : Calendar.After(Calendar.NextOpening(now), Limit.WorkingMinutes(dice.Between(Math.Max(from, 1), to))).AddSeconds(dice.Between(0, 59));

    string Day(DateTimeOffset at) => at.ToOffset(WorkCalendar.Offset).ToString("M月d日", CultureInfo.InvariantCulture);

    /// <summary>An official text with its blanks filled.</summary>
    string Fill(string text, string points = "") => text
        .Replace("{points}", points, StringComparison.Ordinal)
        .Replace("{title}", plan.Title, StringComparison.Ordinal)
        .Replace("{unit}", matter.Lead is { } lead ? play.UnitName(lead.Unit) : play.UnitName(matter.Centre), StringComparison.Ordinal)
        .Replace("{contact}", Day(contacted == default ? now : contacted), StringComparison.Ordinal)
        .Replace("{date}", Day(now), StringComparison.Ordinal)
        .Replace("{due}", Day(now.AddDays(45)), StringComparison.Ordinal)
        .Replace("{number}", matter.Number, StringComparison.Ordinal)
        .Replace("{progress}", "正在办理", StringComparison.Ordinal);
}
