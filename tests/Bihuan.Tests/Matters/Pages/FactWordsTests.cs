using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bihuan.Engine;
using Bihuan.Engine.Journal;
using Bihuan.Engine.Playbooks;
using Bihuan.Grid;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.People;
using Stream = Bihuan.Engine.Journal.Stream;

namespace Bihuan.Tests.Matters.Pages;

public partial class FactWordsTests
{
    static readonly string District = Path.Combine(Bihuan.Hosting.Settings.FindPacks(), "districts", "laoshan");

    static readonly FactWords Words = new(new(
        new Playbook("x", 1, new("流程", "Playbook"), "", ""), new Units([]), Categories.Load(Path.Combine(District, "categories.yaml")),
        AreaMap.Load(District), new Dictionary<string, Words>()));

    public static TheoryData<string> Facts => [.. typeof(Matter).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(Fact)) && type.Namespace == typeof(Matter).Namespace)
        // Of a matter's own story; views and batches have stories of their own.
        .Where(type => type.GetCustomAttributesData().Any(mark => mark.ConstructorArguments is [{ Value: string kind }] && kind.StartsWith("matter.", StringComparison.Ordinal)))
        .Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Facts))]
    public void says_every_fact_in_both_languages(string name)
    {
        var told = Words.Of(Make(name));

        Assert.NotNull(told);
        Assert.Matches(Chinese(), told.Did.Zh);
        Assert.Matches("[A-Za-z]", told.Did.En);
        Assert.DoesNotMatch(Chinese(), told.Did.En);
    }

    [Theory]
    [InlineData("接单", "Accept it", "接单", "Accept it")]
    // Called as the house calls it, the house's own sentence stands.
    [InlineData("签收", "Sign for it", "签收", "Signed for it")]
    public void a_move_is_told_by_the_name_that_its_playbook_gave_it(string zh, string en, string toldZh, string toldEn)
    {
        var playbook = Named("sign", "签收, en: Sign for it", $"{zh}, en: {en}");
        var told = Tell(playbook, At("dispatched"), new Signed(1), new Moved("sign", "signed"));
        Assert.Equal(new Words(toldZh, toldEn), told);
    }

    [Theory]
    [InlineData("hand-in", "报送办理结果, en: Hand in the result", "上报处置结果, en: Report the result", "上报处置结果：已解决")]
    [InlineData("close", "销号办结, en: Close", "办结, en: End it", "办结：已解决")]
    [InlineData("verified", "核查通过, en: \"Verify: it holds\"", "复查合格, en: It is in order", "复查合格")]
    [InlineData("dispatch", "派给承办单位, en: Dispatch", "交办给责任单位, en: Hand over to a unit", "交办给责任单位：LS.ZH")]
    [InlineData("contact", "已联系诉求人, en: Record the first contact", "入户见面, en: Meet at home", "入户见面")]
    public void what_the_move_brought_stands_behind_its_name(string what, string from, string to, string zh)
    {
        var playbook = Named(what, from, to);
        Fact[] facts = what switch
        {
            "hand-in" => [new ResultHandedIn(1, "resolved", "", []), new Moved("hand-in", "finished")],
            "close" => [new Closed("resolved", ""), new Moved("close", "closed")],
            "verified" => [new WorkVerified("好"), new Moved(playbook.Stages.SelectMany(stage => stage.Moves).First(move => move.Title.Zh == "复查合格").Id, "verified")],
            "dispatch" => [new Dispatched(1, "LS.ZH", [], null, null, ""), new Moved("dispatch", "dispatched")],
            // It leaves the stage as it is, so nothing but its own fact is recorded.
            _ => [new Contacted(1, "")],
        };
        var stage = what == "contact" ? playbook.Stages.First(one => playbook.MovesAt(one.Id).Any(move => move.Title.Zh == "入户见面")).Id : "accepted";
        Assert.Equal(zh, Tell(playbook, [At(stage), .. facts]).Zh);
    }

    [Theory]
    [InlineData("办理", "Handling", "办理时限", "Handling clock")]
    [InlineData("处置时限", "Dealing with it", "处置时限", "Dealing with it clock")]
    [InlineData("整改期限", "Time limit", "整改期限", "Time limit")]
    public void a_clock_that_is_called_one_is_not_called_so_twice(string zh, string en, string asZh, string asEn)
    {
        var words = new FactWords(Of(new Playbook("x", 1, new("流程", "Playbook"), "", "") { Clocks = [new("c", new(zh, en), Bihuan.Engine.Clocks.Limit.Parse("1 hours"), "K")] }));
        Assert.Equal(new Words($"{asZh}开始：1 小时", $"{asEn} started: 1 hour"), words.Of(new ClockStarted("c", null, "1 hours"))!.Did);
        Assert.Equal(new Words($"{asZh}停止", $"{asEn} stopped"), words.Of(new ClockStopped("c", null))!.Did);
    }

    [Theory]
    [InlineData("referred", "引导到其他渠道")]
    [InlineData("explained", "已答复")]
    [InlineData("adopted", "原系统已办结")]
    public void an_outcome_that_no_list_names_has_a_title_all_the_same(string code, string zh) =>
        Assert.Equal(zh, Of(new Playbook("x", 1, new("流程", "Playbook"), "", "")).Code("outcomes", code).Zh);

    static readonly Stamp Hand = new(new(2026, 6, 11, 2, 30, 0, TimeSpan.Zero), "han", new("handler", "LS.ZH"));

    static Names Of(Playbook playbook) => new(playbook, new Units([]), Categories.Load(Path.Combine(District, "categories.yaml")), AreaMap.Load(District), new Dictionary<string, Words>());

    static Playbook Named(string what, string from, string to)
    {
        var yaml = House.Tree.Text("packs/hotline/request.playbook.yaml");
        Assert.True(yaml.Contains($"{{ zh: {from} }}", StringComparison.Ordinal), what);
        return Shelf.Read(yaml.Replace($"{{ zh: {from} }}", $"{{ zh: {to} }}", StringComparison.Ordinal)).Playbook;
    }

    static Received At(string stage) => (Received)Make(nameof(Received)) with { Stage = stage };

    static Words Tell(Playbook playbook, params Fact[] facts)
    {
        Entry[] story = [.. facts.Select((fact, n) => new Entry(Stream.Of(Matter.Noun, "1"), n + 1, fact, n == 0 ? Hand with { At = Hand.At.AddHours(-1) } : Hand))];
        return new FactWords(Of(playbook), story).Of(story[1])!.Did;
    }

    /// <summary>A fact of that name with something in every place.</summary>
    public static Fact Make(string name)
    {
        var type = typeof(Matter).Assembly.GetTypes().Single(t => t.IsSubclassOf(typeof(Fact)) && t.Name == name);
        var made = type.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        return (Fact)made.Invoke([.. made.GetParameters().Select(p => Value(p.Name!, p.ParameterType))]);
    }

    static object? Value(string name, Type type) =>
        name is "Limit" or "HandleLimit" ? "5 working-days"
        : type == typeof(string) ? "abc"
        : type == typeof(ImmutableArray<string>) ? ImmutableArray.Create("abc")
        : type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;

    [GeneratedRegex(@"[\u4e00-\u9fff]")]
    private static partial Regex Chinese();
}
