using Bihuan.Engine.Decisions;
using Bihuan.Engine.Journal;
using Bihuan.Matters;

namespace Bihuan.Tests.Matters;

public sealed class AdoptEndingTests
{
    static readonly DateTimeOffset Then = Scene.Time("2019-06-26 23:47");

    static Decision Adopt(Matter matter, string role, string reply = "已答复") =>
        AdoptEnding.Decide(matter, new(reply), Scene.Rules, new(Then, role, new(role, "")));

    [Fact]
    public void is_for_an_import_and_for_nobody_else() =>
        Assert.Equal("matter.not-an-import", Adopt(Scene.Said().Matter, "handler").Refusal?.Code);

    [Fact]
    public void claims_no_verification()
    {
        var fact = Assert.IsType<EndingAdopted>(Assert.Single(Adopt(Scene.Said().Matter, "import").Facts));
        var after = Scene.Said().Matter.Apply(new Entry(new Bihuan.Engine.Journal.Stream("matter-1"), 3, fact, new(Then, "import", new("import", ""))));

        Assert.Equal(("adopted", "已答复", null), (after.Outcome, after.Reply, after.VerifiedAt));
    }

    [Fact]
    public void refuses_work_that_somebody_here_has_begun() =>
        Assert.Equal("matter.already-dispatched", Adopt(Scene.Handling.Matter, "import").Refusal?.Code);

    [Fact]
    public void refuses_an_ending_without_a_reply() =>
        Assert.Equal("matter.no-reply", Adopt(Scene.Said().Matter, "import", " ").Refusal?.Code);
}
