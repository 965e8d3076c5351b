using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

/// <summary>Every act climbs the same ladder: unknown, not yours, interested, wrong state, words missing, done, done twice.</summary>
public class LadderTests
{
    const string Other = "0190a0000000700080000000000000b2";
    const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    /// <param name="Twice">The code of the refusal; <c>nothing</c> when it has happened already; <c>again</c> when it may happen any number of times.</param>
    sealed record Rung(string Act, string Move, Scene Scene, Who Who, object? Words, string Twice);

    static readonly Scene Beside = Scene.Handling.Beside(Scene.Received, Other);
    static readonly Scene Asked = Scene.Handling.Then(Cast.Ana, "ask-extension", new { days = 3, why = "需协调吊车" });
    static readonly Scene AskedAside = Scene.Handling.Then(Cast.Coco, "ask-suspension", new { why = "等待管网改造", reviewOn = "2026-06-01" });
    static readonly Scene Aside = AskedAside.Then(Cast.Dan, "grant-suspension", new { why = "同意" });
    static readonly Scene Whistled = Scene.Handling.Then(Cast.Coco, "whistle", new { units = new[] { Cast.Transport }, ask = "清障" });
    static readonly Scene ReportedIn = Whistled.Then(Cast.Tom, "report-in", new { note = "已到场" });

    static readonly Rung[] Rungs =
    [
        new("answer", "answer", Scene.Received, Cast.Eva, new { reply = "九点开门" }, "matter.not-now"),
        new("self-handle", "self-handle", Scene.Said(Cast.Gus), Cast.Gus, new { result = "当场扶正" }, "matter.not-now"),
        // Once accepted, filing it otherwise is the dispatcher's.
        new("accept", "accept", Scene.Received, Cast.Eva, new { category = "CJ-01-03" }, "matter.not-your-move"),
        new("decline", "decline", Scene.Received, Cast.Eva, new { reason = "beyond-duty", reply = "请找物业" }, "matter.not-now"),
        new("redirect", "redirect", Scene.Received, Cast.Eva, new { reason = "statutory-channel", channel = "法院", reply = "请起诉" }, "matter.not-now"),
        new("dispatch", "dispatch", Scene.Accepted, Cast.Dan, new { unit = Cast.Bureau, basis = "职责" }, "matter.not-now"),
        new("sign", "sign", Scene.Dispatched, Cast.Coco, null, "matter.not-now"),
        new("object", "object", Scene.Dispatched, Cast.Coco, new { reason = "not-duty", basis = "清单" }, "matter.not-now"),
        new("decide-objection", "reject", Scene.Disputed, Cast.Dan, new { finding = "属其职责" }, "matter.not-now"),
        new("adjudicate", "adjudicate", Scene.Disputed, Cast.Dan, new { unit = Cast.Housing, finding = "物业问题" }, "matter.not-now"),
        new("contact", "contact", Scene.Signed, Cast.Ana, new { note = "已电话联系" }, "again"),
        new("assign", "assign", Scene.Signed, Cast.Coco, new { person = "ana" }, "nothing"),
        new("revoke-assignment", "revoke", Scene.Handling, Cast.Coco, new { why = "休假" }, "matter.not-now"),
        new("ask-extension", "ask-extension", Scene.Handling, Cast.Ana, new { days = 3, why = "等配件" }, "matter.not-now"),
        new("decide-extension", "grant-extension", Asked, Cast.Dan, new { why = "同意" }, "matter.not-now"),
        new("ask-suspension", "ask-suspension", Scene.Handling, Cast.Coco, new { why = "等管网", reviewOn = "2026-06-01" }, "matter.not-now"),
        new("decide-suspension", "grant-suspension", AskedAside, Cast.Dan, new { why = "同意" }, "matter.not-now"),
        new("resume", "resume", Aside, Cast.Coco, new { why = "管网已通" }, "matter.not-now"),
        new("whistle", "whistle", Scene.Handling, Cast.Coco, new { units = new[] { Cast.Transport }, ask = "清障" }, "matter.whistled-twice"),
        new("report-in", "report-in", Whistled, Cast.Tom, new { note = "已到场" }, "nothing"),
        new("finish-task", "finish-task", ReportedIn, Cast.Tom, new { result = "已清障" }, "matter.no-task"),
        new("hand-in", "hand-in", Scene.Handling, Cast.Ana, Scene.Result(), "matter.not-now"),
        new("verify", "verify", Scene.Finished, Cast.Ben, new { finding = "属实" }, "matter.not-now"),
        new("call-back", "call-back", Scene.Verified, Cast.Cal, Scene.Judgement(), "matter.not-now"),
        new("rework", "rework", Scene.CalledBack, Cast.Dan, new { why = "没清干净" }, "matter.not-now"),
        new("close", "close", Scene.CalledBack, Cast.Dan, new { outcome = "resolved" }, "matter.not-now"),
        new("ask-reopening", "ask-reopening", Scene.Closed, Cast.Rita, new { why = "又堆了" }, "nothing"),
        new("refuse-reopening", "refuse-reopening", Scene.Closed.Then(Cast.Rita, "ask-reopening", new { why = "又堆了" }), Cast.Dan, new { why = "现场复核无垃圾" }, "matter.not-now"),
        new("reopen", "reopen-assigned", Scene.Closed, Cast.Dan, new { why = "复查属实" }, "matter.not-now"),
        new("judge", "judge", Scene.Closed, Cast.Rita, new { resolved = true, satisfied = "very", attitude = "good" }, "again"),
        new("supplement", "supplement", Scene.Handling, Cast.Rita, new { words = "六楼也停了" }, "again"),
        new("merge", "merge", Beside, Cast.Dan, new { into = Other }, "matter.not-now"),
        new("name-points", "name-points", Scene.Received, Cast.Eva, new { demands = "清运垃圾\n换掉破桶" }, "nothing"),
        new("split", "split", Scene.Said(points: 2), Cast.Eva, new { points = new[] { 2 } }, "matter.split-only"),
        new("link", "link", Beside, Cast.Dan, new { matter = Other }, "nothing"),
        new("instruct", "instruct", Scene.Handling, Cast.Leo, new { words = "三日内办好" }, "again"),
        new("supervise", "supervise", Scene.Handling, Cast.Sue, new { why = "群众多次反映" }, "matter.already-pressed"),
        new("note", "note", Scene.Handling, Cast.Ana, new { text = "钥匙在门卫" }, "again"),
        new("add-evidence", "add-evidence", Scene.Handling, Cast.Ana, new { hash = Hash, name = "前.jpg", media = "image/jpeg", size = 12 }, "nothing"),
        new("declare-interest", "declare-interest", Scene.Handling, Cast.Ana, new { why = "亲戚" }, "nothing"),
        new("see-requester", "see-requester", Scene.Handling, Cast.Ana, new { purpose = "约时间" }, "again"),
    ];

    public static TheoryData<string> Names => [.. Rungs.Select(rung => rung.Act)];

    static Rung Of(string act) => Rungs.Single(rung => rung.Act == act);

    [Fact]
    public void no_act_is_left_out() => // What the hotline's playbook does not offer stands in others and has tests of its own.
        Assert.Equal(Acts.All.Where(act => Scene.Playbook.Offers(act.Name)).Select(act => act.Name), Rungs.Select(rung => rung.Act));

    [Theory, MemberData(nameof(Names))]
    public void refuses_a_matter_that_is_not_there(string act) =>
        new Scene().Take(Of(act).Who, Of(act).Move, Of(act).Words).Refuses("matter.missing");

    [Theory, MemberData(nameof(Names))]
    public void refuses_somebody_whose_move_it_is_not(string act) =>
        Of(act).Scene.Take(Cast.Max, Of(act).Move, Of(act).Words).Refuses("matter.not-your-move");

    [Theory, MemberData(nameof(Names))]
    public void an_interest_blocks_every_act_but_declaring_and_the_requesters_own(string act)
    {
        var rung = Of(act);
        var told = rung.Scene.Add(rung.Who, new InterestDeclared(rung.Who.Account, "亲戚")).Take(rung.Who, rung.Move, rung.Words);

        if (act is "declare-interest" or "judge" or "ask-reopening" or "supplement") Assert.Null(told.Decision.Refusal);
        else told.Refuses("matter.interested");
    }

    [Theory, MemberData(nameof(Names))]
    public void refuses_it_at_a_stage_that_does_not_offer_it(string act)
    {
        Scene[] stages = [Scene.Answered, Scene.Received, Scene.Closed, Scene.Disputed];
        var elsewhere = stages.First(scene => Scene.Playbook.MovesAt(scene.Matter.Stage).All(move => move.Act != act));

        elsewhere.Take(Of(act).Who, act, Of(act).Words).Refuses("matter.not-now");
    }

    [Theory, MemberData(nameof(Names))]
    public void refuses_each_missing_word_by_its_field(string act)
    {
        var rung = Of(act);
        var move = Scene.Playbook.MovesAt(rung.Scene.Matter.Stage).First(m => m.Id == rung.Move);
        foreach (var asked in move.Form.Where(asked => asked.Required))
            foreach (var empty in (string?[])[null, "  "])
            {
                var words = Scene.Json(rung.Words);
                words[asked.Field] = empty;
                var told = rung.Scene.Take(rung.Who, rung.Move, words);
                told.Refuses("matter.required");
                Assert.Equal(asked.Field, told.Decision.Refusal!.Field);
            }
    }

    [Theory, MemberData(nameof(Names))]
    public void records_it_once(string act)
    {
        var rung = Of(act);
        var told = rung.Scene.Take(rung.Who, rung.Move, rung.Words);

        Assert.Null(told.Decision.Refusal?.Code);
        Assert.NotEmpty(told.Decision.Facts);
        var again = told.After.Take(rung.Who, rung.Move, rung.Words);
        switch (rung.Twice)
        {
            case "again":
                Assert.NotEmpty(again.After.Entries);
                break;
            case "nothing":
                again.DoesNothing();
                break;
            default:
                again.Refuses(rung.Twice);
                break;
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void words_of_the_wrong_shape_are_refused_and_never_break_it(string act)
    {
        var rung = Of(act);
        var written = Scene.Json(rung.Words);
        foreach (var (field, _) in written.ToList())
            foreach (var odd in (string[])["""[null]""", """{"a":1}""", """[""]""", "-1", "true", "\"\\u0000\""])
            {
                var words = Scene.Json(rung.Words);
                words[field] = System.Text.Json.Nodes.JsonNode.Parse(odd);
                var told = rung.Scene.Take(rung.Who, rung.Move, words);
                Assert.True(told.Decision.Refusal is null || told.Decision.Facts.IsEmpty);
            }
    }
}
