namespace Bihuan.Tests.Matters;

/// <summary>What the page says of a closed move before anybody tries is what the rule says afterwards.</summary>
public class ClosedMovesTests
{
    static readonly object Ours = new { reason = "not-duty", basis = "清单" };
    static readonly Scene Rejected = Scene.Disputed.Then(Cast.Dan, "reject", new { finding = "属其职责" });
    static readonly Scene Extended = Scene.Handling.Then(Cast.Ana, "ask-extension", new { days = 3, why = "等" }).Then(Cast.Dan, "grant-extension", new { why = "同意" });
    static readonly Scene Aside = Scene.Signed.Then(Cast.Coco, "ask-suspension", new { why = "等管网", reviewOn = "2026-06-01" }).Then(Cast.Dan, "grant-suspension", new { why = "同意" });

    public static TheoryData<string, string> Cases => new()
    {
        { "verify", "matter.own-work" }, { "send-back", "matter.own-office" }, { "call-back", "matter.own-office" }, { "note", "matter.interested" },
        { "object", "matter.second-objection" }, { "object-late", "matter.objection-too-late" }, { "object-aside", "matter.objection-suspended" },
        { "ask-extension", "matter.extension-quota" }, { "ask-extension-late", "matter.extension-too-late" }, { "ask-suspension", "matter.second-suspension" },
        { "hand-in", "matter.still-suspended" }, { "hand-in-asking", "matter.still-asking" }, { "grant-extension", "matter.own-request" },
        { "rework", "matter.too-many-rounds" }, { "ask-reopening", "matter.reopen-too-late" }, { "finish-task", "matter.not-reported-in" },
        { "self-handle", "matter.not-your-finding" }, { "split", "matter.split-only" }, { "close", "matter.own-work" },
    };

    static (Scene Scene, Who Who, string Move, object Words) Of(string name) => name switch
    {
        "verify" => (Scene.Finished, Cast.Ana.As("verifier", "LS.RX.HF"), "verify", new { finding = "好" }),
        "send-back" => (Scene.Finished, Cast.Ben.As("verifier", Cast.Bureau), "send-back", new { finding = "不好" }),
        "call-back" => (Scene.Accepted.Then(Cast.Dan, "dispatch", new { unit = "LS.RX", basis = "热线" }).Then(Cast.Lin, "sign")
            .Then(Cast.Lin, "hand-in", Scene.Result()).Then(Cast.Sue, "verify", new { finding = "好" }), Cast.Cal, "call-back", Scene.Judgement()),
        "note" => (Scene.Handling.Then(Cast.Ana, "declare-interest", new { why = "亲戚" }), Cast.Ana, "note", new { text = "看过" }),
        "object" => (Rejected, Cast.Coco, "object", Ours),
        "object-late" => (Scene.Dispatched.At("2026-03-12 09:00"), Cast.Coco, "object", Ours),
        "object-aside" => (Aside, Cast.Coco, "object", Ours),
        "ask-extension" => (Extended, Cast.Ana, "ask-extension", new { days = 1, why = "再等" }),
        "ask-extension-late" => (Scene.Handling.At("2026-03-18 09:00"), Cast.Ana, "ask-extension", new { days = 1, why = "等" }),
        "ask-suspension" => (Aside.Then(Cast.Coco, "resume", new { why = "已通" }), Cast.Coco, "ask-suspension", new { why = "又等", reviewOn = "2026-06-01" }),
        "hand-in" => (Aside, Cast.Ana, "hand-in", Scene.Result()),
        "hand-in-asking" => (Scene.Handling.Then(Cast.Ana, "ask-extension", new { days = 3, why = "等" }), Cast.Ana, "hand-in", Scene.Result()),
        "grant-extension" => (Scene.Handling.Then(Cast.Ana, "ask-extension", new { days = 3, why = "等" }), Cast.Ana.As("dispatcher", "LS.RX.PD"), "grant-extension", new { why = "同意" }),
        "rework" => (Again(Again(Scene.CalledBack)), Cast.Dan, "rework", new { why = "还有" }),
        "ask-reopening" => (Scene.Closed.At("2026-05-01 09:00"), Cast.Rita, "ask-reopening", new { why = "又堆了" }),
        "finish-task" => (Scene.Handling.Then(Cast.Coco, "whistle", new { units = new[] { Cast.Transport }, ask = "清障" }), Cast.Tom, "finish-task", new { result = "已清" }),
        "self-handle" => (Scene.Received, Cast.Gus, "self-handle", new { result = "扶正" }),
        "split" => (Scene.Received, Cast.Eva, "split", new { points = new[] { 1 } }),
        _ => (Scene.CalledBack, Cast.Ana.As("dispatcher", "LS.RX.PD"), "close", new { outcome = "resolved" }),
    };

    static Scene Again(Scene scene) => scene.Then(Cast.Dan, "rework", new { why = "异味还在" }).Then(Cast.Ana, "hand-in", Scene.Result())
        .Then(Cast.Ben, "verify", new { finding = "好" }).Then(Cast.Cal, "call-back", Scene.Judgement());

    [Theory, MemberData(nameof(Cases))]
    public void the_reason_is_known_before_it_is_tried(string name, string code)
    {
        var (scene, who, move, words) = Of(name);
        Assert.Equal(code, scene.Why(who, move));
        scene.Take(who, move, words).Refuses(code);
    }
}
