using Bihuan.Matters;
using Bihuan.Parts;

namespace Bihuan.Intake;

/// <summary>What somebody is told who has just said something: what happens next, who calls, by when. Read from the playbook, so it is never more than is promised.</summary>
public static class NextSteps
{
    /// <param name="unit">Whose duty it is by the catalogue; null where that is not known yet.</param>
    public static IReadOnlyList<Words> Of(Matter matter, Playbook playbook, WorkCalendar calendar, Words? unit)
    {
        if (matter.ClosedAt is not null)
            return [new("已经答复，不再派单。还有疑问可以再来电。", "It has been answered; nothing is sent out. Please call again if a question remains.")];

        List<Words> steps = [];
        var running = matter.Clocks.Values.Where(clock => clock.Stopped is null).Select(clock => clock.Due(calendar).At).OfType<DateTimeOffset>().Order().ToList();
        var whose = unit is { } known ? known : new Words("承办单位", "the responsible unit");
        if (running.Count > 0)
            steps.Add(new($"{Zh(running[0])} 前转给{whose.Zh}。", $"By {En(running[0])} it goes to {whose.En}."));
        // Where the whole work has two hours, a day for the first call would be no promise.
        if (!matter.IsAnonymous && Limit(playbook, matter, "contact") is { } contact && !(Limit(playbook, matter, "handle") is { Unit: LimitUnit.Hours } work && work.Amount <= contact.Amount))
            steps.Add(new($"承办单位在转到后 {contact.Chinese}内打电话联系。", $"The unit telephones within {contact.English} of receiving it."));
        if (Limit(playbook, matter, "handle") is { } handle)
            steps.Add(new($"{handle.Chinese}内办理，逐点答复；延长要经批准，并说明理由。",
                $"It is handled within {handle.English}, with an answer to every point; an extension needs approval and a reason."));
        if (!playbook.Offers("call-back"))
        {
            steps.Add(new("办完由另外的人审核；结果写在查进度的页面上，您在那里评价。", "Somebody else checks the work; the result stands on the page where it is followed, and there you judge it."));
            return steps;
        }

        steps.Add(matter.IsAnonymous
            ? new("办完由另外的人核查，结果写在查进度的页面上。", "Somebody else checks the work; the result stands on the page where it is followed.")
            : new("办完由另外的人核查，再电话回访：解决没有、满不满意。", "Somebody else checks the work, then calls back: is it resolved, are you satisfied."));
        return steps;
    }

    static Limit? Limit(Playbook playbook, Matter matter, string clock) => playbook.Clock(clock)?.LimitFor(matter.Answers, matter.ReceivedAt);

    static string Zh(DateTimeOffset at) => Times.DueDay(at, zh: true);

    static string En(DateTimeOffset at) => Times.DueDay(at, zh: false);
}
