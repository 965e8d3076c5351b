using System.Text.Json.Nodes;

namespace Bihuan.Demo;

/// <summary>What the unit does with its order.</summary>
sealed partial class Life
{
    string Lead => matter.Lead!.Unit;

    Actor Coordinator => dice.Of(play.Cast.Of("coordinator", Lead));

    IReadOnlyList<Actor> Handlers => play.Cast.Of("handler", Lead) is { Count: > 0 } some ? some : play.Cast.Of("coordinator", Lead);

    /// <summary>From the order's arrival to the unit's desk.</summary>
    async Task Signed()
    {
        if (plan.Hold == "dispatched") await Rest();
        if (Turns("object", 0.055) && matter.Orders.All(o => !o.HasObjected))
        {
            await Disputed();
            return;
        }

        await Do(Coordinator, "sign", Office(8, dice.Chance(0.03) ? 700 : 200));
        foreach (var co in matter.CoOrders.Where(o => o.IsOpen))
            await Do(play.Cast.Of("coordinator", co.Unit), "sign-task", Office(5, 60));
        await Worked();
    }

    async Task Disputed()
    {
        var unit = Lead;
        var why = dice.Of(play.Words.Replies.Objections);
        var reason = why.Reason switch
        {
            "territory" => "not-territory",
            "ownership" => "not-owner",
            "taken-back" => "taken-back",
            "overlap" or "cooperating" => "overlap",
            _ => "not-duty",
        };
        if (!await Do(Coordinator, "object", Office(15, 240), new() { ["reason"] = reason, ["basis"] = $"{why.Text}（{why.Basis}）" })) return;

        // Whoever sent it does not judge alone whether it was sent rightly.
        var judge = play.Cast.Named("dispatcher3", "dispatcher");
        var way = plan.Force is "object" ? plan.Index % 3 : dice.Between(0, 3) % 3;
        if (way == 0)
        {
            await Do(judge, "reject", Office(30, 240), new() { ["finding"] = play.Words.Odd.Rejected });
            await Signed();
        }
        else if (way == 1)
        {
            await Do(judge, "uphold", Office(30, 240), new() { ["finding"] = play.Words.Odd.Upheld });
            await ToUnit(unit);
        }
        else
        {
            var other = play.StreetOf(matter.Area) is var street && street != unit ? street : "LS.CG";
            var words = new JsonObject { ["unit"] = other, ["finding"] = play.Words.Odd.Adjudicated, ["becomesRow"] = play.TakesRow() };
            await Do(judge, "adjudicate", Office(60, 300), words);
            await Signed();
        }
    }

    /// <summary>From the unit's desk to its result.</summary>
    async Task Worked()
    {
        if (plan.Hold == "signed") await Rest();
        var handler = plan.Handler is { } named ? play.Cast.Named(named, "handler") : dice.Of(Handlers);
        if (handler.Post.Role == "handler" && !Turns("unassigned", 0.06))
            await Do(Coordinator, "assign", Office(5, 90), new() { ["person"] = handler.Account });
        else handler = Coordinator;

        await Contacted(handler);
        if (IsPictured && matter.Evidence.IsEmpty) await Picture(handler, "before", In(15, 120));
        await Beside(handler);
        var due = matter.Clocks.GetValueOrDefault("handle")?.Due(Calendar).At ?? now.AddDays(3);
        await Hindered(handler, due);
        await HandedIn(handler);
    }

    /// <summary>Nearly everybody calls within the day. Some call late, and some not at all: the response rate says so.</summary>
    async Task Contacted(Actor handler)
    {
        if (Turns("silent", 0.035)) return;
        var due = matter.Clocks.Values.FirstOrDefault(clock => clock is { Name: "contact", Stopped: null })?.Due(Calendar).At;
        var isLate = Turns("contact-late", 0.05) && due > now && !IsPressing;
        var at = isLate ? due!.Value.AddMinutes(dice.Between(20, 900)) : IsPressing ? In(5, 50) : Office(20, 240);
        if (await Do(handler, "contact", at, new() { ["note"] = Contact() })) contacted = now;
    }

    string Contact() => play.Words.Replies.Contacts[matter.IsAnonymous ? ^1 : dice.Between(0, play.Words.Replies.Contacts.Count - 2)];

    /// <summary>What others do while the unit works.</summary>
    async Task Beside(Actor handler)
    {
        if (Turns("note", 0.1)) await Do(dice.Chance(0.5) ? [handler] : play.Cast.Of("agent"), "note", Office(10, 90), new() { ["text"] = dice.Of(play.Words.Odd.Notes) });
        if (Turns("see", 0.1)) await Do(handler, "see-requester", In(1, 5), new() { ["purpose"] = dice.Of(play.Words.Replies.Contacts)[..8] });
        if (Turns("interest", 0.008)) await Do(play.Cast.Named("verifier2", "verifier"), "declare-interest", Office(10, 90), new() { ["why"] = dice.Of(play.Words.Odd.Interests) });
        if (Turns("instruct", 0.02)) await Do("leader", "instruct", Office(30, 400), new() { ["words"] = dice.Of(play.Words.Replies.Instructions) });
        if (Turns("whistle", Lead.Length <= 6 && play.IsStreet(Lead) ? 0.09 : 0)) await Whistled(handler);
    }

    async Task Whistled(Actor handler)
    {
        var call = dice.Of(DemoReason.For(matter.Category, play.Words.Replies.Whistles.Where(w => w.Unit != Lead && matter.CoOrders.All(o => o.Unit != w.Unit))));
        if (!await Do(Coordinator, "whistle", Office(20, 200), new() { ["units"] = new JsonArray(call.Unit), ["ask"] = call.Text })) return;

        var order = matter.Orders[^1].Number;
        await Do(play.Cast.Of("coordinator", call.Unit), "report-in", Office(20, dice.Chance(0.12) ? 420 : 200),
            new() { ["note"] = dice.Of(play.Words.Odd.Reports), ["order"] = order });
        if (dice.Chance(0.85))
            await Do(play.Cast.Of("handler", call.Unit), "finish-task", Office(60, 500), new() { ["result"] = dice.Of(play.Words.Odd.Tasks), ["order"] = order });
    }

    /// <summary>The time the work takes, and what comes between.</summary>
    async Task Hindered(Actor handler, DateTimeOffset due)
    {
        if (!IsPressing && Turns("extension", 0.07))
        {
            await Reach(plan.IsQuick ? In(5, 20) : Earlier(Office(600, 1500), due));
            var words = new JsonObject { ["days"] = dice.Between(3, 10), ["why"] = dice.Of(DemoReason.For(matter.Category, play.Words.Replies.Extensions)).Text };
            if (await Do(handler, "ask-extension", In(1, 5), words))
            {
                var granted = dice.Chance(0.85);
                await Do("dispatcher", granted ? "grant-extension" : "refuse-extension", Office(20, 200),
                    new() { ["why"] = granted ? play.Words.Odd.Granted : play.Words.Odd.Refused });
                due = matter.Clocks["handle"].Due(Calendar).At ?? due;
            }
        }
        else if (!IsPressing && Turns("suspension", 0.025) && await Suspended()) return;

        // Nearly all keep the date; a few do not, and the cards say so.
        var late = Turns("late", 0.035);
        var left = due - now;
        var at = late ? Calendar.After(due, Limit.WorkingMinutes(dice.Between(30, 1500)))
            : IsPressing ? now + left * (0.15 + 0.6 * dice.Share())
            : Earlier(Office(300, (int)Math.Max(400, Calendar.WorkdaysBetween(DateOnly.FromDateTime(now.Date), DateOnly.FromDateTime(due.Date)) * 440)), due);
        if (plan.IsQuick && !late) at = In(10, 40);
        if ((late || dice.Chance(0.015)) && matter.Supervisions == 0 && at > now.AddHours(6))
        {
            await Reach(late ? Earlier(at.AddHours(-2), due.AddHours(dice.Between(2, 30))) : now + (at - now) * 0.7);
            await Do("supervisor", "supervise", In(5, 60), new() { ["why"] = dice.Of(play.Words.Replies.Supervision).Text });
        }

        await Reach(at);
    }

    async Task<bool> Suspended()
    {
        var review = DateOnly.FromDateTime(now.ToOffset(WorkCalendar.Offset).DateTime).AddDays(dice.Between(20, 120));
        var words = new JsonObject { ["why"] = dice.Of(DemoReason.For(matter.Category, play.Words.Replies.Suspensions)).Text, ["reviewOn"] = review.ToString("yyyy-MM-dd", null) };
        if (!await Do(Coordinator, "ask-suspension", Office(200, 900), words)) return false;

        var granted = dice.Chance(0.8);
        await Do("dispatcher", granted ? "grant-suspension" : "refuse-suspension", Office(30, 240),
            new() { ["why"] = granted ? play.Words.Odd.Granted : play.Words.Odd.Refused });
        if (granted && dice.Chance(0.5))
            await Do(Coordinator, "resume", In(8 * 1440, 19 * 1440), new() { ["why"] = play.Words.Odd.Resumed });
        else if (granted)
            // The review date wakes it by itself.
            await Reach(new DateTimeOffset(review.ToDateTime(new(9, dice.Between(0, 59))), WorkCalendar.Offset));
        await Reach(Office(100, 700));
        return true;
    }

    /// <summary>The result: an answer to every point.</summary>
    async Task HandedIn(Actor handler, bool again = false)
    {
        if (plan.Hold == "handling") await Rest();
        var reply = play.ReplyFor(matter.Category, dice);
        var replies = plan.Points.Select((_, n) => Fill(again && n == 0 ? dice.Of(play.Words.Odd.Returned) : reply.Answers[Math.Min(n, reply.Answers.Count - 1)]))
            .Take(Math.Max(1, matter.Points)).ToList();
        while (replies.Count < matter.Points) replies.Add(Fill(reply.Answers[^1]));
        var points = string.Concat(replies.Select((r, n) => $"{"一二三四五六七八九十"[n % 10]}、关于“{matter.Said.Points.ElementAtOrDefault(n) ?? plan.Title}”，{r}。"));
        var words = new JsonObject
        {
            ["outcome"] = reply.Outcome,
            ["replies"] = new JsonArray([.. replies.Select(r => (JsonNode)r)]),
            ["reply"] = Fill(reply.Text, points),
        };
        if (matter.CoOrders.Any(o => o.IsOpen))
        {
            foreach (var co in matter.CoOrders.Where(o => o.IsOpen && (o.Whistle is null || o.ReportedInAt is not null) && dice.Chance(0.8)).ToList())
                await Do(play.Cast.Of("coordinator", co.Unit), "finish-task", In(5, 40), new() { ["result"] = dice.Of(play.Words.Odd.Tasks), ["order"] = co.Number });
            if (matter.CoOrders.Any(o => o.IsOpen)) words["unfinished"] = play.Words.Odd.Unfinished;
        }

        if (matter.IsContactOwed) words["uncontacted"] = play.Words.Odd.Uncontacted;
        var by = matter.Lead?.Handler is { } assigned ? play.Cast.Of("handler", Lead).FirstOrDefault(a => a.Account == assigned) ?? handler : handler;
        if (IsPictured) await Picture(by, "after", In(3, 20));
        if (await Do(by, "hand-in", In(5, 40), words)) await Verified(by);
    }

    static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset limit) => one < limit.AddMinutes(-40) ? one : limit.AddMinutes(-40);
}
