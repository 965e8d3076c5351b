using System.Text.Json.Nodes;

namespace Bihuan.Demo;

/// <summary>From the result to its end: checked, called back, closed, and sometimes not the end.</summary>
sealed partial class Life
{
    async Task Verified(Actor handler)
    {
        if (plan.Hold == "finished") await Rest();
        var verifier = dice.Of(Verifiers());
        var holds = matter.SentBack > 0 || !Turns("send-back", 0.06);
        var finding = dice.Of(play.Words.Replies.Findings.Where(f => f.Holds == holds).ToList()).Text;
        var at = Office(30, 420);
        if (!holds)
        {
            var back = matter.Lead!.Handler is null ? "send-back-unit" : "send-back";
            if (!await Do(verifier, back, at, new() { ["finding"] = finding })) return;
            await Reach(Office(200, 900));
            await HandedIn(handler, again: true);
            return;
        }

        if (await Do(verifier, "verify", at, new() { ["finding"] = finding })) await CalledBack(handler);
    }

    /// <summary>Those of the hotline centre, or of a street where the centre itself did the work.</summary>
    List<Actor> Verifiers()
    {
        List<Actor> free = [.. play.Cast.Of("verifier").Where(v => !matter.Interested.Contains(v.Account) && !matter.Workers.Contains(v.Account)
            && !play.Cast.Of("verifier", Lead).Contains(v))];
        List<Actor> centre = [.. free.Where(v => v.Post.Unit.StartsWith(matter.Centre, StringComparison.Ordinal))];
        return centre.Count > 0 ? centre : free;
    }

    async Task CalledBack(Actor handler)
    {
        if (plan.Hold == "verified") await Rest();
        var caller = dice.Of(play.Cast.Of("callback"));
        var at = Office(20, 300);
        while (!matter.IsAnonymous && matter.CallbackTries < 3 && Turns("unreached", 0.12))
        {
            if (!await Do(caller, "no-answer", at, new() { ["note"] = dice.Of(play.Words.Odd.Recalled) })) return;
            at = Office(60, 240);
        }

        if (matter.IsAnonymous)
            while (!IsUnreached)
                if (!await Do(caller, "no-answer", In(2, 30))) return;
        if (IsUnreached)
        {
            if (await Do(caller, "unreachable", In(1, 4))) await Closed(handler, null);
            return;
        }

        var call = Call();
        var words = new JsonObject
        {
            ["resolved"] = call.Solved,
            ["satisfied"] = call.Satisfied switch { "satisfied" => dice.Chance(0.45) ? "very" : "satisfied", "dissatisfied" => dice.Chance(0.15) ? "very-dissatisfied" : "dissatisfied", var same => same },
            ["attitude"] = call.Satisfied == "dissatisfied" ? dice.Chance(0.5) ? "fair" : "poor" : dice.Chance(0.9) ? "good" : "fair",
            ["note"] = call.Remark,
        };
        if (await Do(caller, "call-back", at, words)) await Closed(handler, call);
    }

    bool IsUnreached => matter.Answers["unreached"] == "yes";

    DemoCall Call()
    {
        var all = play.Words.Replies.Callbacks;
        var solved = matter.Reworks > 0 || !Turns("unsolved", 0.065);
        var content = !Turns("displeased", solved ? 0.03 : 0.55) && plan.Force != "unsolved";
        return dice.Weighted([.. all.Where(c => c.Solved == solved && c.Satisfied == "dissatisfied" != content)], c => c.Satisfied == "basically" ? 0.4 : 1);
    }

    async Task Closed(Actor handler, DemoCall? call)
    {
        if (plan.Hold == "called-back") await Rest();
        if (call is { Solved: false, Satisfied: "dissatisfied" } && matter.Reworks == 0 && Turns("unsolved", 0.6))
        {
            if (!await Do("dispatcher", matter.Lead!.Handler is null ? "rework-unit" : "rework", Office(30, 240), new() { ["why"] = dice.Of(play.Words.Odd.Rework) })) return;
            await Reach(Office(300, 1000));
            await HandedIn(handler, again: true);
            return;
        }

        var outcome = matter.Result!.Outcome;
        if (call is { Solved: false } && outcome == "resolved") outcome = "long-term";
        if (!await Do(dice.Chance(0.7) ? "callback" : "dispatcher", "close", Office(10, 200), new() { ["outcome"] = outcome })) return;

        play.Forget(matter, plan);
        await Aftermath();
        if (matter.IsClosed) return;
        await Reach(Office(200, 900));
        await HandedIn(handler, again: true);
    }

    /// <summary>What the resident does afterwards: a verdict of their own, or a second round.</summary>
    async Task Aftermath()
    {
        if (Turns("judge", 0.2) && matter.Stage is not ("declined" or "redirected"))
        {
            var well = dice.Chance(0.93);
            await Do(play.Cast.Resident, "judge", In(60, 3 * 1440), new()
            {
                ["resolved"] = well, ["satisfied"] = well ? "satisfied" : "dissatisfied", ["attitude"] = well ? "good" : "fair",
                ["words"] = dice.Of(play.Words.Replies.Callbacks.Where(c => c.Solved == well).ToList()).Remark,
            });
        }

        if (matter.Reopenings > 0 || matter.Lead is null || !Turns("reopen", 0.03)) return;
        var reopen = play.Words.Odd.Reopen;
        if (!await Do(play.Cast.Resident, "ask-reopening", plan.IsQuick ? In(30, 90) : In(1440, 12 * 1440), new() { ["why"] = dice.Of(reopen.Ask) })) return;
        await Do("dispatcher", matter.Lead.Handler is null ? "reopen" : "reopen-assigned", Office(60, 480), new() { ["why"] = reopen.Grant });
    }
}
