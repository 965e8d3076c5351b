using System.Text.Json.Nodes;
using Bihuan.Matters;

namespace Bihuan.Demo;

/// <summary>From what was said to whose duty it is.</summary>
sealed partial class Life
{
    const string Supervisors = "LS.DC";

    /// <summary>The whole life.</summary>
    public async Task Live()
    {
        await play.Clock.Until(plan.Received);
        var receiver = Receiver();
        var answer = await play.Desk.Receive(play.Clerk.For(play.Cast.At(receiver, now)), Words(), play.Stop);
        if (answer.Refusal is { } no)
        {
            play.Refuse($"receive: {no.Code}");
            return;
        }

        matter = answer.Story;
        play.Began();
        // Who says it online or sees it on the way has a picture; whoever calls has none yet.
        if (IsPictured && receiver.Post.Role is "resident" or "grid-member") await Picture(receiver, "before", now.AddSeconds(20));
        await Accepted(receiver);
    }

    /// <summary>The life of a part that was split off.</summary>
    public async Task Grow(Matter child)
    {
        matter = child;
        now = child.ReceivedAt;
        await Reach(In(2, 20));
        await Accepted(play.Cast.Resident);
    }

    ReceiveMatter.Command Words() => new(plan.Text, plan.Title, [.. plan.Points], plan.IsAnonymous ? null : plan.Name, plan.IsAnonymous ? null : plan.Phone,
        plan.Address, plan.IsAnonymous, Request.Source is "web" or "app" && plan.Hold == "received" ? null : Request.Category, plan.Area.Code,
        plan.Point.Lon, plan.Point.Lat, Source, Request.Kind, Request.Urgency, Request.Sensitivity is not null);

    string Source => plan.Reporter is { } reporter ? play.Cast.Reporter(reporter).Post.Role == "clerk" ? "window" : "grid" : Request.Source;

    Actor Receiver()
    {
        if (plan.Reporter is { } reporter) return play.Cast.Reporter(reporter);
        var near = Request.Source switch
        {
            "grid" => play.Cast.Of("grid-member").Where(a => a.Area?.StartsWith(plan.Street, StringComparison.Ordinal) == true).ToList(),
            "window" => play.Cast.Of("clerk").Where(a => a.Area is null || a.Area == plan.Street).ToList(),
            "web" or "app" => [play.Cast.Resident],
            _ => play.Cast.Of("agent"),
        };
        return dice.Of(near);
    }

    async Task Accepted(Actor receiver)
    {
        if (plan.Hold == "received") await Rest();
        if (receiver.Post.Role == "grid-member" && Turns("self-handle", 0.4) || receiver.Post.Role == "clerk" && plan.Force == "self-handle")
        {
            await Do(receiver, "self-handle", In(10, 50), new() { ["result"] = dice.Of(play.Words.Odd.Solved) });
            return;
        }

        // Who took the call goes on with it; what came by itself waits for somebody at the desk.
        var agent = receiver.Post.Role == "agent" ? receiver : dice.Of(play.Cast.Of("agent"));
        var at = receiver == agent ? In(2, 7) : plan.IsQuick ? In(4, 10) : In(6, dice.Chance(0.02) ? 260 : 95);
        if (await AnsweredAtOnce(agent, at)) return;
        if (!await Do(agent, "accept", at, new() { ["category"] = Request.Category })) return;

        await ToUnit(null);
    }

    async Task<bool> AnsweredAtOnce(Actor agent, DateTimeOffset at)
    {
        var share = Request.Kind switch { "consult" => 0.55, "praise" => 0.9, "suggest" => 0.35, _ => 0 };
        if (Turns("answer", share))
        {
            var reply = play.Words.Odd.Answers.GetValueOrDefault(Request.Kind) ?? play.Words.Odd.Answers["consult"];
            var points = string.Concat(plan.Points.Select(p => $"{p}：{play.Words.Odd.Answers["point"]}"));
            await Do(agent, "answer", at, new() { ["reply"] = Fill(reply, points) });
            await Aftermath();
            return true;
        }

        if (Turns("decline", matter.Category.Split('-')[0] is "ZF" or "LD" or "JW" ? 0.1 : 0.03))
        {
            var why = plan.Force == "decline" && plan.Index < play.Words.Replies.Declines.Count
                ? play.Words.Replies.Declines[plan.Index] : dice.Of(play.Words.Replies.Declines);
            var code = why.Reason switch { "secret" => "secrets", "unlawful" => "illegal", var same => same };
            await Do(agent, "decline", at, new() { ["reason"] = code, ["reply"] = Fill(why.Text) });
            await Aftermath();
            return true;
        }

        if (!Turns("redirect", Request.Kind is "report" or "complaint" ? 0.02 : 0.01)) return false;
        var channel = dice.Of(play.Words.Odd.Channels);
        await Do(agent, "redirect", at, new() { ["reason"] = channel.Reason, ["channel"] = channel.Where, ["reply"] = channel.Text });
        return true;
    }

    /// <summary>The dispatcher's part: joined, taken apart, or sent to the unit whose duty it is.</summary>
    async Task ToUnit(string? refused)
    {
        var dispatcher = dice.Of(play.Cast.Of("dispatcher"));
        if (refused is null && await Joined(dispatcher)) return;
        if (matter.Said.Points.Length > 2 && Turns("split", 0.04)) await TakenApart(dispatcher);

        var duty = await play.Desk.Suggest(play.District, matter, play.Stop);
        var unit = duty?.Unit ?? play.StreetOf(matter.Area);
        var words = new JsonObject { ["unit"] = unit };
        if (refused is not null && unit == refused)
        {
            unit = duty!.Co.FirstOrDefault(u => u != refused) ?? (play.StreetOf(matter.Area) is var street && street != refused ? street : "LS.CG");
            words = new() { ["unit"] = unit, ["basis"] = play.Words.Odd.Upheld };
        }
        else if (unit.StartsWith(matter.Centre, StringComparison.Ordinal))
        {
            // The centre cannot check and call back its own work: what is said against it goes to those who supervise it.
            words = new() { ["unit"] = Supervisors, ["basis"] = duty!.Row.Basis.Zh };
        }
        else if (duty is null) words["basis"] = play.Words.Odd.Basis;
        else words["row"] = duty.Row.Row;
        if (duty is { Co.Length: > 0 } && refused is null && Turns("co", 0.1)) words["co"] = new JsonArray(duty.Co[0]);
        if (await Do(dispatcher, "dispatch", IsPressing ? In(3, 18) : Office(4, 100), words)) await Signed();
    }

    async Task<bool> Joined(Actor dispatcher)
    {
        // Told once, handled once: what another open matter already says about the same place.
        if (Turns("merge", 0.12) && play.Same(matter, plan) is { } other)
        {
            await Do(dispatcher, "merge", In(4, 40), new() { ["into"] = other, ["why"] = dice.Of(play.Words.Odd.Merges) });
            return matter.IsClosed;
        }

        play.Remember(matter, plan);
        if (Turns("link", 0.05) && play.Near(matter, plan) is { } near)
            await Do(dispatcher, "link", In(2, 20), new() { ["matter"] = near, ["why"] = dice.Of(play.Words.Odd.Links) });
        return false;
    }

    async Task TakenApart(Actor dispatcher)
    {
        var before = matter.Version;
        await Do(dispatcher, "split", In(3, 20), new() { ["points"] = new JsonArray(matter.Said.Points.Length) });
        if (matter.Version != before) await play.GrowChildren(matter, plan, dice.Between(1, int.MaxValue - 1));
    }
}
