using System.Collections.Immutable;
using Bihuan.Engine.Journal;
using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

/// <summary>What of the words written on a matter may be looked for, and what may not.</summary>
public class PassageTests
{
    static readonly Said Said = new("路灯不亮", "路灯不亮", []);

    static string Words(Matter matter) => new PassageLedger(Scene.Shelf).Rows(matter).SingleOrDefault()?.Values[1] as string ?? "";

    static Matter Given(string playbook, params Passage[] passages) =>
        new() { Id = Scene.Id, Version = 1, Playbook = playbook, PlaybookVersion = Scene.Shelf.Newest(playbook)!.Version, Said = Said, Passages = [.. passages] };

    [Fact]
    public void each_step_that_writes_adds_its_words_and_a_repeated_reply_is_written_once()
    {
        Assert.Empty(Scene.Accepted.Matter.Passages);
        var passages = Scene.Closed.Matter.Passages;
        Assert.Equal(["目录第12条", "现场已清运"], passages.Where(passage => passage.Kind is PassageKind.Reason).Select(passage => passage.Text));
        Assert.Single(passages, passage => passage.Kind is PassageKind.Reply);
        Assert.Equal(passages.Select(passage => (passage.Kind, passage.Text)), Passage.Read(Words(Scene.Closed.Matter)).Select(passage => (passage.Kind, passage.Text)));
        Assert.Equal(Words(Scene.Handling.Matter), Words(Scene.Signed.Matter));
    }

    [Fact]
    public void whoever_was_erased_leaves_nothing_and_nothing_comes_after()
    {
        var erased = Scene.Closed.Matter.Apply(new Entry(Scene.Closed.Entries[^1].Stream, 99, new RequesterErased("本人申请"), Scene.Closed.Entries[^1].Stamp));
        Assert.Empty(erased.Passages);
        Assert.Equal("", Words(erased with { Passages = [new(PassageKind.Note, "以后写的")] }));
        // Nor is anything looked for where the words cannot be read any more.
        Assert.Equal("", Words(Scene.Closed.Matter with { Said = Said.Erased }));
    }

    [Fact]
    public void fields_of_one_line_and_what_comes_from_a_register_are_not_looked_for()
    {
        var hazard = Given("hazard", new(PassageKind.Record, "王大力", "inCharge"), new(PassageKind.Record, "13800000000", "firmPhone"), new(PassageKind.Record, "金岭饭店", "liable"),
            new(PassageKind.Record, "更换钢瓶软管", "measures"), new(PassageKind.Record, "哪个版本都没有的一栏", "gone"));
        Assert.Equal(["更换钢瓶软管"], Passage.Read(Words(hazard)).Select(passage => passage.Text));
    }

    [Fact]
    public void what_the_page_keeps_from_some_and_names_of_persons_are_no_passages() =>
        Assert.All((Fact[])
        [
            new Linked("x", "RX1", "与另一件有关"), new CasesGathered(["x"], "同一根子"), new Merged("x", "RX1"), new Absorbed("x", "RX1", null, null), new InterestDeclared("ana", "亲戚"),
            new RequesterSeen("回访"), new EvidenceAdded("h", "王丽的照片.jpg", "image/jpeg", 1, "before"), new MandateGiven(1, "李四", [], default), new MandateEnded(1, "不再代理"),
            new RequesterErased("本人申请"), new Migrated(1, 2, "received", "换版"), new Received("request", 1, "RX1", "received", "LS.RX", "phone", "", "", "", null, null, "normal", 0, false, 1, null),
        ], fact => Assert.Empty(Passage.Of(fact)));

    [Fact]
    public void a_matter_holds_so_many_characters_and_no_more()
    {
        ImmutableArray<Passage> passages = [];
        for (var n = 0; n < 20; n++)
        {
            var before = Passage.Write(passages);
            passages = Passage.After(passages, new Noted($"{n}{new string('好', 999)}"));
            Assert.StartsWith(before, Passage.Write(passages), StringComparison.Ordinal);
        }

        Assert.Equal(Passage.Longest, passages.Sum(passage => passage.Text.Length));
        // A character of two halves is not cut in two.
        Assert.False(char.IsHighSurrogate(Passage.After(Passage.After([], new Noted(new string('好', Passage.Longest - 1))), new Noted("😀"))[^1].Text.LastOrDefault()));
    }

    [Fact]
    public void marks_between_passages_are_nobodys_words()
    {
        Passage[] passages = [new(PassageKind.Reply, "修好了\n\u0003\0"), new(PassageKind.Note, "再看")];
        Assert.Equal(["修好了   ", "再看"], Passage.Read(Passage.Write(passages)).Select(passage => passage.Text));
        Assert.Equal([PassageKind.Reply, PassageKind.Note], Passage.Read(Passage.Write(passages)).Select(passage => passage.Kind));
    }
}
