using Bihuan.Engine;
using Bihuan.Engine.Playbooks;
using Bihuan.Library;
using Bihuan.Tests.House;

namespace Bihuan.Tests.Playbooks;

/// <summary>The hotline's own playbook, changed in one place at a time: the difference is said in one sentence of each language.</summary>
public class PlaybookDifferenceTests
{
    static readonly string Whole = Tree.Text("packs/hotline/request.playbook.yaml");
    static readonly Playbook Before = Shelf.Read(Whole).Playbook;

    static List<PlaybookChange> Changes(string whole, string other)
    {
        Assert.Contains(whole, Whole, StringComparison.Ordinal);
        return [.. Shelf.Read(Whole.Replace(whole, other, StringComparison.Ordinal)).Playbook.Since(Before, Whoever.Of)];
    }

    [Fact]
    public void the_same_text_has_no_difference() => Assert.Empty(Before.Since(Before, Whoever.Of));

    [Theory]
    [InlineData("en: Hotline request", "en: Hotline call", "title", "The playbook: its title changes from “Hotline request” to “Hotline call”.")]
    [InlineData("    limit: 5 working-days\n", "    limit: 3 working-days\n", "clocks.handle.limit", "The clock “Handling”: its limit changes from “5 working days” to “3 working days”.")]
    [InlineData("      dispatch:\n        title: { zh: 派给承办单位, en: Dispatch }\n        by: [dispatcher@centre]", "      dispatch:\n        title: { zh: 派给承办单位, en: Dispatch }\n        by: [leader]",
        "stages.accepted.moves.dispatch.by", "At “To be dispatched”, the move “Dispatch”: its list of who may take it changes from “the Dispatcher of the receiving office” to “Leader”.")]
    [InlineData("form: [words]", "form: [words?]", "anywhere.instruct.form", "The move of several stages “Instruct”: its form changes from “Words” to “Words (optional)”.")]
    [InlineData("satisfied: { title: { zh: 对结果满意吗, en: Satisfied with the result }", "satisfied: { title: { zh: 对结果满意吗, en: Content with it }", "fields.satisfied.title",
        "The field “Satisfied with the result”: its label changes from “Satisfied with the result” to “Content with it”.")]
    [InlineData("    poor: { title: { zh: 差, en: Poor } }\n", "", "lists.attitude.poor", "In the list “attitude”, the choice “Poor” is gone.")]
    [InlineData("    poor: { title: { zh: 差, en: Poor } }\n", "    poor: { title: { zh: 差, en: Poor } }\n    none: { title: { zh: 没说, en: Not said } }\n", "lists.attitude.none", "In the list “attitude”, the choice “Not said” is new.")]
    public void one_change_is_one_sentence(string whole, string other, string where, string sentence)
    {
        var change = Changes(whole, other).Find(c => c.Where == where);
        Assert.NotNull(change);
        Assert.Equal(sentence, change.Sentence.En);
        Assert.Matches(@"[\u4e00-\u9fff].*。$", change.Sentence.Zh);
    }

    [Fact]
    public void what_is_called_alike_is_told_apart_by_its_id_or_by_the_other_language()
    {
        var move = Before.Stages.SelectMany(s => s.Moves.Select(m => (Stage: s, Move: m))).First(pair => pair.Move.To is not null && pair.Move.To != pair.Stage.Id);
        Playbook With(string id, Words title) => Before with
        {
            Stages = [.. Before.Stages.Select(s => s.Id == move.Stage.Id ? s with { Moves = [.. s.Moves.Select(m => m.Id == move.Move.Id ? m with { To = id } : m)] } : s), new Stage(id, title, title)],
        };
        var (one, other) = (With("here", new("待接单", "To be accepted")), With("there", new("待接单", "To be accepted")));
        var way = Assert.Single(other.Since(one, Whoever.Of), change => change.Where.EndsWith(".to", StringComparison.Ordinal));
        Assert.EndsWith("its way changes from “To be accepted” (here) to “To be accepted” (there).", way.Sentence.En, StringComparison.Ordinal);
        Assert.EndsWith("的去向由“待接单”（here）改为“待接单”（there）。", way.Sentence.Zh, StringComparison.Ordinal);

        var renamed = With("here", new("待签收", "To be accepted")).Since(one, Whoever.Of).Single(change => change.Where == "stages.here.title");
        Assert.Equal("The stage “To be accepted”: its title in Chinese changes from “待接单” to “待签收”.", renamed.Sentence.En);
    }

    [Fact]
    public void a_stage_that_is_new_and_one_that_is_gone_are_said_once_each()
    {
        var after = Before with { Stages = [.. Before.Stages.Where(s => s.Id != "solved"), new Stage("parked", new("搁置", "Parked"), new("搁置", "Parked")) { IsEnd = true }] };
        Assert.Equal(["stages.parked Added", "stages.solved Removed"], after.Since(Before, Whoever.Of).Where(c => c.Kind != ChangeKind.Changed).Select(c => $"{c.Where} {c.Kind}"));
    }

    [Fact]
    public void another_order_of_stages_is_a_difference() =>
        Assert.Equal(["The stages stand in another order."], (Before with { Stages = [.. Before.Stages.Reverse()] }).Since(Before, Whoever.Of).Select(c => c.Sentence.En));

    [Fact]
    public void the_drawing_has_a_box_for_every_stage_and_an_arrow_for_every_way()
    {
        var drawing = PlaybookDrawing.Of(Before);
        Assert.Equal(Before.Stages.Select(s => s.Id).Order(StringComparer.Ordinal), drawing.Boxes.Select(b => b.Stage.Id).Order(StringComparer.Ordinal));
        var ways = Before.Stages.SelectMany(s => Before.MovesAt(s.Id).Where(m => m.To is not null && m.To != s.Id).Select(m => $"{s.Id} {m.Id} {m.To}"));
        Assert.Equal(ways.Order(StringComparer.Ordinal), drawing.Arrows.SelectMany(a => a.Moves.Select(m => $"{a.From} {m.Id} {a.To}")).Order(StringComparer.Ordinal));
        foreach (var (one, n) in drawing.Boxes.Select((box, n) => (box, n)))
            Assert.All(drawing.Boxes.Skip(n + 1), two => Assert.False(
                one.X < two.X + two.Width && two.X < one.X + one.Width && one.Y < two.Y + two.Height && two.Y < one.Y + one.Height, $"{one.Stage.Id} lies over {two.Stage.Id}"));
    }
}
