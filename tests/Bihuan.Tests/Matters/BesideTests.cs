using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

public class SuperviseTests
{
    static readonly Scene Pressed = Scene.Handling.Then(Cast.Sue, "supervise", new { why = "多次反映" });

    [Fact]
    public void row_153_pressing_again_must_be_meant() => Pressed.Take(Cast.Sue, "supervise", new { why = "还没办", again = true }).Records(new Supervised("还没办"));

    [Fact]
    public void an_end_is_not_pressed() =>
        Assert.Equal("matter.already-closed", Supervise.Decide(Scene.Closed.Matter, new("还没办"), Scene.Rules, Scene.Closed.Stamp(Cast.Sue)).Refusal?.Code);
}

public class InstructTests
{
    [Fact]
    public void an_end_is_not_instructed() =>
        Assert.Equal("matter.already-closed", Instruct.Decide(Scene.Closed.Matter, new("快办"), Scene.Rules, Scene.Closed.Stamp(Cast.Leo)).Refusal?.Code);

    [Fact]
    public void no_clock_moves_by_it() => Assert.Equal(Scene.Handling.Matter.Clocks, Scene.Handling.Then(Cast.Leo, "instruct", new { words = "快办" }).Matter.Clocks);
}

public class AddNoteTests
{
    [Fact]
    public void no_clock_and_no_stage_moves_by_it()
    {
        var noted = Scene.Handling.At("2026-03-12 10:00").Then(Cast.Ana, "note", new { text = "钥匙在门卫" }).Matter;
        Assert.Equal(Scene.Handling.Matter.Clocks, noted.Clocks);
        Assert.Equal(Scene.Handling.Matter.StageSince, noted.StageSince);
    }
}

public class AddEvidenceTests
{
    const string Hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public void refuses_a_file_that_did_not_arrive() =>
        Scene.Handling.Take(Cast.Ana, "add-evidence", new { hash = "abc", name = "a", media = "image/png", size = 1 }).Refuses("matter.file");

    [Fact]
    public void a_phase_that_is_unknown_is_other() => Scene.Handling.Take(Cast.Ana, "add-evidence", new { hash = Hash, name = "a", media = "image/png", size = 1, phase = "mid" })
        .Records(new EvidenceAdded(Hash, "a", "image/png", 1, "other"));
}

public class DeclareInterestTests
{
    [Fact]
    public void the_one_who_declared_can_do_nothing_more_whatever_post_they_take()
    {
        var declared = Scene.Finished.Then(Cast.Ben, "declare-interest", new { why = "邻居" });
        declared.Take(Cast.Ben, "verify", new { finding = "好" }).Refuses("matter.interested");
        declared.Take(Cast.Ben.As("dispatcher", "LS.RX.PD"), "note", new { text = "好" }).Refuses("matter.interested");
    }
}

public class SeeRequesterTests
{
    [Fact]
    public void the_looking_is_recorded() => Scene.Handling.Take(Cast.Ana, "see-requester", new { purpose = "约时间" }).Records(new RequesterSeen("约时间"));
}

public class TimersTests
{
    [Fact]
    public void yellow_one_working_day_before_and_red_on_the_first_working_day_after()
    {
        // Dispatched Monday 9:00, five working days: due Monday 16 March 18:00.
        Scene.Handling.At("2026-03-13 17:59").Tick().DoesNothing();
        var yellow = Scene.Handling.At("2026-03-13 18:00").Tick().Records(new CardFell("handle", "yellow")).After;
        yellow.At("2026-03-17 07:59").Tick().DoesNothing();
        yellow.At("2026-03-17 08:00").Tick().Records(new CardFell("handle", "red"));
    }

    [Fact]
    public void a_card_falls_once()
    {
        var both = Scene.Handling.At("2026-03-20 18:00").Tick().Records(new CardFell("handle", "yellow"), new CardFell("handle", "red")).After;
        both.At("2026-03-30 18:00").Tick().DoesNothing();
        Assert.Null(Timers.Next(both.Matter, Scene.Playbook, Scene.Calendar));
    }

    [Fact]
    public void another_round_of_rework_has_cards_of_its_own()
    {
        var late = Scene.Finished.Then(Cast.Ben, "send-back", new { finding = "还有一半" }).At("2026-03-20 18:00").Tick().Records(new CardFell("rework", "yellow"), new CardFell("rework", "red")).After;
        var again = late.Then(Cast.Ana, "hand-in", Scene.Result()).Then(Cast.Ben, "send-back", new { finding = "还是一半" });
        again.At("2026-04-20 18:00").Tick().Records(new CardFell("rework", "yellow"), new CardFell("rework", "red"));
    }

    [Fact]
    public void zammad_3140_no_card_falls_once_the_work_is_handed_in() => Scene.Finished.At("2026-05-01 09:00").Tick().DoesNothing();

    [Fact]
    public void no_card_falls_while_it_is_set_aside() => Scene.Handling.Then(Cast.Coco, "ask-suspension", new { why = "等", reviewOn = "2026-06-01" })
        .Then(Cast.Dan, "grant-suspension", new { why = "同意" }).At("2026-05-01 09:00").Tick().DoesNothing();

    [Fact]
    public void digit_an_order_that_nobody_was_assigned_to_is_not_skipped() => Scene.Signed.At("2026-03-20 18:00").Tick().Records(new CardFell("handle", "yellow"), new CardFell("handle", "red"));

    [Fact]
    public void digit_nothing_that_is_edited_moves_the_due_time()
    {
        var before = Scene.Handling.Matter.Clocks["handle"];
        var edited = Scene.Handling.At("2026-03-12 10:00").Then(Cast.Ana, "note", new { text = "看过" }).Then(Cast.Leo, "instruct", new { words = "快" })
            .Then(Cast.Coco, "assign", new { person = "abe" }).Then(Cast.Sue, "supervise", new { why = "催" });
        Assert.Equal(before, edited.Matter.Clocks["handle"]);
    }

    [Fact]
    public void glpi_1911_reassignment_restarts_nothing() => Assert.Equal(Scene.Dispatched.Matter.Clocks["handle"],
        Scene.Handling.At("2026-03-11 10:00").Then(Cast.Coco, "revoke", new { why = "休假" }).Then(Cast.Coco, "assign", new { person = "abe" }).Matter.Clocks["handle"]);

    [Fact]
    public void zammad_5177_a_later_contact_does_not_overrule_the_first_contacts_clock()
    {
        var late = Scene.Handling.At("2026-03-11 10:00").Then(Cast.Ana, "contact", new { note = "已联系" });
        var clock = late.Then(Cast.Ana, "contact", new { note = "又联系" }).Matter.Clocks["contact/1"];
        Assert.Equal((Scene.Time("2026-03-10 09:00"), Scene.Time("2026-03-11 10:00")), (clock.Due(Scene.Calendar).At, clock.Stopped));
    }
}
