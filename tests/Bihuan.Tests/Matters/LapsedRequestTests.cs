using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

/// <summary>What a unit asked for ends with what it asked about.</summary>
public class LapsedRequestTests
{
    const string Parent = "0190a0000000700080000000000000b2";
    static readonly object Ours = new { reason = "not-duty", basis = "清单" };
    static readonly Scene Asked = Scene.Signed.Then(Cast.Coco, "ask-extension", new { days = 3, why = "等吊车" });
    static readonly Scene AskedAside = Scene.Signed.Then(Cast.Coco, "ask-suspension", new { why = "等管网", reviewOn = "2026-06-01" });

    [Fact]
    public void an_objection_ends_the_request_of_the_unit_and_says_so()
    {
        Asked.Take(Cast.Coco, "object", Ours).Records(new Objected(1, "not-duty", "清单"), new RequestLapsed("extension"),
            new ClockStarted("adjudicate", null, "1 working-days"), new Moved("object", "disputed"));
        AskedAside.Take(Cast.Coco, "object", Ours).Records(new Objected(1, "not-duty", "清单"), new RequestLapsed("suspension"),
            new ClockStarted("adjudicate", null, "1 working-days"), new Moved("object", "disputed"));
    }

    [Theory]
    [InlineData("uphold"), InlineData("adjudicate"), InlineData("reject-signed")]
    public void none_is_pending_after_the_decision(string move)
    {
        var decided = Asked.Then(Cast.Coco, "object", Ours).Then(Cast.Dan, move, new { finding = "查明", unit = Cast.Housing }).Matter;
        Assert.Null(decided.ExtensionAsked);
        Assert.DoesNotContain(Next.Of(decided, Scene.Playbook, Scene.Calendar), next => next.What == "decide-extension");
    }

    [Fact]
    public void history_from_before_the_request_lapsed_by_itself_is_read_the_same_way()
    {
        foreach (var fact in (Engine.Journal.Fact[])[new ObjectionUpheld(1, "是"), new Adjudicated(2, Cast.Housing, "是", false), new WorkSentBack("否"), new Reworked("否"), new Reopened("否"), new Merged("x", "LS2"), new Closed("resolved", "")])
        {
            Assert.Null(Asked.Add(Cast.Dan, fact).Matter.ExtensionAsked);
            Assert.Null(AskedAside.Add(Cast.Dan, fact).Matter.SuspensionAsked);
        }
    }

    [Fact]
    public void a_merge_ends_it() => Assert.Contains(new RequestLapsed("extension"), Asked.Beside(Scene.Accepted, Parent).Take(Cast.Dan, "merge", new { into = Parent }).Decision.Facts);

    [Fact]
    public void a_decision_is_no_lapse()
    {
        Asked.Take(Cast.Dan, "refuse-extension", new { why = "不充分" }).Records(new ExtensionRefused("不充分"));
        AskedAside.Take(Cast.Dan, "refuse-suspension", new { why = "可先办" }).Records(new SuspensionRefused("可先办"));
    }

    [Fact]
    public void nothing_is_objected_to_while_it_is_set_aside()
    {
        var aside = AskedAside.Then(Cast.Dan, "grant-suspension", new { why = "同意" });
        aside.Take(Cast.Coco, "object", Ours).Refuses("matter.objection-suspended");
        Assert.Null(aside.Then(Cast.Coco, "resume", new { why = "已通" }).Take(Cast.Coco, "object", Ours).Decision.Refusal);
    }

    [Fact]
    public void what_was_merged_is_not_set_aside_any_more() => Assert.Null(AskedAside.Then(Cast.Dan, "grant-suspension", new { why = "同意" })
        .Beside(Scene.Accepted, Parent).Then(Cast.Dan, "merge", new { into = Parent }).Matter.SuspendedUntil);
}
