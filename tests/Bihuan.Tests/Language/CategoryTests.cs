using Bihuan.Engine.Language;
using Bihuan.Engine.Language.Categories;

namespace Bihuan.Tests.Language;

public class CategoryTests
{
    static readonly string[] Lamps = ["路灯不亮", "路灯坏了", "路灯一直闪", "路灯没有修", "灯杆歪了路灯不亮", "楼下路灯晚上不亮"];
    static readonly string[] Noises = ["工地夜里施工很吵", "广场舞音响太吵", "半夜装修噪音", "夜里施工噪音扰民", "音响噪音太大", "凌晨还在施工太吵"];
    static readonly string[] Schools = ["学校食堂饭菜", "幼儿园入学报名", "老师补课收费", "学校门口接孩子", "入学学位不够", "学校收费不清楚"];
    static readonly string[] Begins = ["我家附近", "请问", "小区里", "最近", "昨天看到", "邻居们说", "多次反映", "希望尽快"];

    static readonly Example[] History =
    [
        .. from begin in Begins
           from one in (string[][])[Lamps, Noises, Schools]
           from text in one
           select new Example(new("", begin + text), one == Lamps ? ["设施", "照明"] : one == Noises ? ["环境", "噪声"] : ["教育", text.Contains("收费", StringComparison.Ordinal) ? "收费" : "入学"]),
    ];

    static CategoryModel Learned() => CategoryModel.Train("hotline", "abc", History);

    [Fact]
    public void tells_the_category_down_to_the_last_level()
    {
        var told = Learned().Tell(new("", "门口的路灯又坏了"));

        Assert.True(told.IsSure);
        Assert.Equal(["设施", "照明"], told.Best[0].Path);
        Assert.InRange(told.Best[0].Probability, 0.6, 1);
    }

    [Fact]
    public void says_that_it_is_not_sure_and_names_three()
    {
        var told = Learned().Tell(new("", "你好，有一件事想说"));

        Assert.False(told.IsSure);
        Assert.Equal(3, told.Best.Length);
        Assert.True(told.Best[0].Probability >= told.Best[1].Probability);
    }

    [Fact]
    public void a_text_without_a_known_word_is_not_sure() =>
        Assert.False(Learned().Tell(new("", "…… 123")).IsSure);

    [Fact]
    public void knows_nothing_before_it_has_learned() =>
        Assert.Empty(CategoryModel.Train("hotline", "abc", []).Tell(new("", "路灯")).Best);

    [Fact]
    public void a_correction_changes_the_next_answer()
    {
        var model = Learned();
        var message = new Message("", "路灯太亮照得睡不着");
        Assert.Equal("设施", model.Tell(message).Best[0].Path[0]);

        model.Learn(message, ["环境", "光污染"]);

        Assert.Equal(["环境", "光污染"], model.Tell(message).Best[0].Path);
        Assert.Equal("设施", model.Tell(new("", "楼下路灯不亮")).Best[0].Path[0]);
    }

    [Fact]
    public void a_category_never_seen_is_learned_while_serving()
    {
        var model = Learned();
        var message = new Message("", "井盖丢失，有人掉下去");

        model.Learn(message, ["安全", "井盖"]);
        model.Learn(message, ["安全", "井盖"]);

        Assert.Equal(["安全", "井盖"], model.Tell(message).Best[0].Path);
    }

    [Fact]
    public void the_same_examples_give_the_same_model() =>
        Assert.Equal(CategoryFile.Write(Learned()), CategoryFile.Write(Learned()));

    [Fact]
    public void names_the_words_that_made_it_think_so()
    {
        var message = new Message("", "您好，我想反映一下，楼下的路灯不亮，谢谢");
        var reasons = ExplainCategory.Run(Learned(), message, "设施");

        Assert.Contains("路灯", reasons[0].Words, StringComparison.Ordinal);
        Assert.All(reasons, r => Assert.Equal(r.Words, message.Text.Substring(r.Start, r.Length)));
    }

    [Fact]
    public void the_words_that_tell_a_category_from_its_neighbours_are_named_too()
    {
        var message = new Message("", "我们学校收费不清楚");
        Assert.Contains("收费", string.Concat(ExplainCategory.Run(Learned(), message, ["教育", "收费"]).Select(r => r.Words)), StringComparison.Ordinal);
    }

    [Fact]
    public void a_file_gives_the_same_answers()
    {
        var model = Learned();
        var (read, refusal) = CategoryFile.Read(CategoryFile.Write(model), "hotline", "abc");

        Assert.Null(refusal);
        Assert.All(History, e => Assert.Equal(model.Tell(e.Message).Best[0], read!.Tell(e.Message).Best[0], Alike));
    }

    [Fact]
    public void the_model_of_another_pack_is_refused_with_a_sentence()
    {
        var (model, refusal) = CategoryFile.Read(CategoryFile.Write(Learned()), "petition", "abc");

        Assert.Null(model);
        Assert.Equal("language.model-of-another-pack", refusal!.Code);
        Assert.Contains("hotline", refusal.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void the_model_of_an_older_tree_is_refused() =>
        Assert.Equal("language.model-of-another-pack", CategoryFile.Read(CategoryFile.Write(Learned()), "hotline", "def").Refusal!.Code);

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(-1)]
    public void a_damaged_file_is_refused(int place)
    {
        var bytes = CategoryFile.Write(Learned());
        bytes[place < 0 ? bytes.Length - 1 : place] ^= 0x40;

        Assert.Equal("language.model-damaged", CategoryFile.Read(bytes, "hotline", "abc").Refusal!.Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(500)]
    public void a_file_cut_off_is_refused(int length) =>
        Assert.Equal("language.model-damaged", CategoryFile.Read(CategoryFile.Write(Learned()).AsSpan(0, length), "hotline", "abc").Refusal!.Code);

    static bool Alike(Candidate one, Candidate other) =>
        one.Path.SequenceEqual(other.Path) && Math.Abs(one.Probability - other.Probability) < 0.01;
}
