using Bihuan.Engine.Language.Hot;

namespace Bihuan.Tests.Language;

public class HotTests
{
    static readonly DateTimeOffset Monday = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    static Said Say(int n, string subject, string text, int likes = 0) => new($"m{n}", $"p{n}", Monday.AddDays(n), new(subject, text), likes);

    static readonly Said[] Stream =
    [
        Say(0, "锦绣花园旁搅拌站粉尘", "锦绣花园旁边的搅拌站灰尘很大，不敢开窗"),
        Say(1, "公交车等不到", "十路公交车半个小时没有一班"),
        Say(2, "搅拌站噪音吵到锦绣花园", "锦绣花园隔壁搅拌站晚上轰鸣，灰尘也大"),
        Say(3, "医院挂号难", "早上五点去排队也挂不上专家号"),
        Say(4, "锦绣花园居民请求搬走搅拌站", "搅拌站离锦绣花园太近，灰尘噪音不断"),
        Say(5, "公园长椅坏了", "湖边公园的长椅断了一块木板"),
    ];

    static Talk Heard()
    {
        var talk = new Talk();
        foreach (var n in Enumerable.Range(0, 40)) talk.Hear(new($"第{n}件日常小事", $"{(char)('一' + n)}街坊说了{(char)('上' + n)}的情况请处理"));
        foreach (var said in Stream) talk.Add(said);
        return talk;
    }

    [Fact]
    public void groups_what_is_about_one_thing_in_one_place()
    {
        var group = Assert.Single(Heard().Hottest());

        Assert.Equal(["m0", "m2", "m4"], group.Members.Select(m => m.Id));
    }

    [Fact]
    public void names_a_group_by_its_own_words()
    {
        var name = Heard().Hottest()[0].Name;

        Assert.Contains("锦绣花园", name, StringComparison.Ordinal);
        Assert.Contains("搅拌站", name, StringComparison.Ordinal);
    }

    [Fact]
    public void the_heat_is_the_product_of_what_is_shown()
    {
        var heat = Heard().Hottest()[0].Heat;

        Assert.Equal(3, heat.People);
        Assert.Equal((3 + heat.Supporters) * heat.Growth * heat.Spread * heat.Severity, heat.Value);
    }

    [Fact]
    public void one_person_saying_it_often_counts_once()
    {
        var talk = new Talk();
        foreach (var said in Stream) talk.Add(said with { Person = "same" });

        Assert.DoesNotContain(talk.Hottest(), g => g.Heat.People > 1);
    }

    [Fact]
    public void what_was_said_before_the_window_is_left_out()
    {
        var talk = new Talk { Window = TimeSpan.FromDays(3) };
        foreach (var said in Stream) talk.Add(said);

        Assert.DoesNotContain(talk.Hottest(), g => g.Members.Any(m => m.Id == "m0"));
    }
}
