using System.Diagnostics;
using Bihuan.Grid;

namespace Bihuan.Tests.Grid;

public class PlaceFinderTests
{
    static PlaceGuess Find(string text) => Laoshan.Finder.Find(text);

    [Theory]
    [InlineData("张村社区3号楼东边垃圾桶满了好几天", "370212001019", "张村社区")]
    [InlineData("张村河南社区道路积水", "370212001022", "张村河南社区")]
    [InlineData("我是石老人社区居民，楼下烧烤扰民", "370212005008", "石老人社区")]
    [InlineData("王哥庄街道晓望村自来水停了两天", "370212003204", "王哥庄街道,晓望村")]
    [InlineData("晓望村村民委员会旁边的路灯不亮", "370212003204", "晓望村村民委员会")]
    [InlineData("北宅街道沟崖社区樱桃节期间堵车", "370212004001", "北宅街道,沟崖社区")]
    [InlineData("中韩街道办事处一楼大厅", "370212001", "中韩街道办事处")]
    [InlineData("流清河路边停车乱收费", "370212002200", "流清河")]
    [InlineData("东麦窑村的公厕没有水", "370212002201", "东麦窑村")]
    [InlineData("徐家麦岛小区门口占道经营", "370212005004", "徐家麦岛")]
    [InlineData("张村社区第一网格巡查发现井盖缺失", "370212001019001", "张村社区第一网格")]
    [InlineData("苗岭路与深圳路路口红绿灯坏了，金家岭街道", "370212005", "苗岭路,深圳路,金家岭街道")]
    [InlineData("金家岭街道海尔路有个大坑", "370212005", "金家岭街道,海尔路")]
    [InlineData("海尔路上的国际创新园门口", "370212001", "海尔路,国际创新园")]
    [InlineData("滁州路６８号门前井盖松动", "370212001", "滁州路")]
    public void finds_the_area_that_the_words_name(string text, string area, string words)
    {
        var guess = Find(text);
        Assert.False(guess.Ambiguous, string.Join(" | ", guess.Candidates));
        Assert.StartsWith(area, guess.Candidates[0].Area.Code, StringComparison.Ordinal);
        Assert.Equal(words.Split(','), guess.Candidates[0].Words);
    }

    [Theory]
    [InlineData("丽达后门的共享单车堆满了", "丽达")]
    [InlineData("世纪广场西侧喷泉坏了", "世纪广场")]
    [InlineData("石老人海水浴场更衣室收费太贵", "石老人海水浴场")]
    [InlineData("国展东门散场后打不到车", "国展")]
    [InlineData("大剧院停车场入口堵车", "大剧院")]
    [InlineData("青大附院东院门口黑车", "青大附院东院")]
    [InlineData("地铁苗岭路站B口电梯停运", "地铁苗岭路站")]
    [InlineData("啤酒城夜里放音乐", "啤酒城")]
    public void finds_landmarks_and_nicknames_with_a_point(string text, string word)
    {
        var guess = Find(text);
        Assert.Single(guess.Candidates);
        Assert.Equal([word], guess.Candidates[0].Words);
        Assert.Equal("金家岭街道", guess.Candidates[0].Area.Chain[1].Name);
        Assert.NotNull(guess.Candidates[0].Point);
    }

    [Theory]
    [InlineData("海尔路与银川东路路口东侧有大坑")]
    [InlineData("海尔路银川东路路口东侧有大坑")]
    [InlineData("在海尔路、银川东路交叉口 200 米")]
    public void two_roads_mean_where_they_meet(string text)
    {
        var guess = Find(text);
        Assert.False(guess.Ambiguous);
        Assert.Equal(["海尔路", "银川东路"], guess.Candidates[0].Words);
        Assert.Equal("“海尔路”与“银川东路”相交处，在金家岭街道", guess.Candidates[0].Reason);
        Assert.InRange(guess.Candidates[0].Point!.Value.Lon, 120.425, 120.44);
    }

    [Theory]
    [InlineData("沙子口大集占道", "沙子口大集")]
    [InlineData("枯桃花市周边停车难", "枯桃花市")]
    [InlineData("海大崂山校区北门修路", "海大崂山校区")]
    public void the_longest_name_wins(string text, string word) => Assert.Equal([word], Assert.Single(Find(text).Candidates).Words);

    [Theory]
    [InlineData("沙子口这边经常停电", "370212002,370212002014")]
    [InlineData("中韩这边经常停电", "370212001,370212001001")]
    [InlineData("海尔路有个大坑", "370212001,370212005")]
    [InlineData("张村社区和沙子口街道的边界上", "370212001019,370212002")]
    [InlineData("从北村到牟家的公交车", "370212001003,370212001016")]
    public void doubt_is_said(string text, string areas)
    {
        var guess = Find(text);
        Assert.True(guess.Ambiguous);
        Assert.Null(guess.Sure);
        Assert.Equal(areas.Split(',').Order(), guess.Candidates.Select(c => c.Area.Code).Order());
    }

    [Theory]
    [InlineData("小区楼下太吵了，晚上睡不着")]
    [InlineData("请问社保卡怎么办理")]
    [InlineData("A市A3区路灯不亮")]
    [InlineData("崂山区什么时候供暖")]
    [InlineData("")]
    public void no_place_is_no_guess(string text)
    {
        Assert.Empty(Find(text).Candidates);
        Assert.False(Find(text).Ambiguous);
    }

    [Fact]
    public void says_why_in_both_languages()
    {
        var found = Find("张村的垃圾桶").Candidates[0];
        Assert.Equal("“张村”是中韩街道的社区", found.Reason);
        Assert.Equal("“张村” is a community of Zhonghan Street", found.ReasonEn);
    }

    [Fact]
    public void a_nickname_is_explained() =>
        Assert.Equal("“丽达”是丽达购物中心，金家岭街道的商场", Find("丽达门口").Candidates[0].Reason);

    [Fact]
    public void a_name_inside_an_unknown_name_is_only_a_hint()
    {
        var guess = Find("枯桃小学门口");
        Assert.Equal("“枯桃小学”不在地名表中；“枯桃”是中韩街道的社区，可能在其附近", guess.Candidates[0].Reason);
        Assert.Null(guess.Sure);
    }

    [Fact]
    public void a_name_that_is_also_a_word_is_not_sure() => Assert.Null(Find("房子就在山海之间").Sure);

    [Fact]
    public void reads_a_long_text_at_once()
    {
        var text = string.Concat(Enumerable.Repeat("居民反映海尔路与银川东路路口东侧张村社区三号楼垃圾没人清运，", 10));
        Find(text);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 100; i++) Find(text);
        Assert.InRange(watch.Elapsed.TotalMilliseconds / 100, 0, 50);
        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.Elapsed.TotalMilliseconds / 100:0.000} ms");
    }
}
