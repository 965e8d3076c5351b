using System.Collections.Immutable;
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

    [Fact]
    public void a_name_is_never_a_piece_of_a_longer_one_that_as_many_share_and_cuts_no_word_of_letters()
    {
        ImmutableArray<Said> members = [Say(0, "松雅湖站APP打不开", ""), Say(1, "投诉松雅湖站APP闪退", "")];

        Assert.Equal("松雅湖站APP", NameGroup.Run(members, _ => 1));
    }

    [Fact]
    public void the_same_words_in_two_places_are_two_groups_where_places_are_looked_at()
    {
        static Talk Told(int length)
        {
            var talk = new Talk { PlaceLength = length };
            foreach (var n in Enumerable.Range(0, 40)) talk.Hear(new($"第{n}件日常小事", $"{(char)('一' + n)}街坊说了{(char)('上' + n)}的情况请处理"));
            foreach (var n in Enumerable.Range(0, 4)) talk.Add(Say(n, "搅拌站扬尘扰民", "搅拌站夜里扬尘扰民不敢开窗") with { Place = n % 2 == 0 ? "370212001001" : "370212002001" });
            return talk;
        }

        Assert.Equal(["m0 m1 m2 m3"], Told(0).Hottest().Select(Ids));
        Assert.Equal(["m0 m2", "m1 m3"], Told(9).Hottest().Select(Ids).Order());
    }

    [Fact]
    public void what_was_pinned_is_one_group_under_its_name_and_what_joins_by_little_is_unsure()
    {
        var talk = Heard();
        talk.Pin("GY1", [Stream[0], Stream[5]]);
        talk.Add(Say(6, "锦绣花园旁搅拌站粉尘", "锦绣花园旁边的搅拌站灰尘很大，不敢开窗"));
        talk.Add(Say(7, "搅拌站什么时候搬", "听说要搬，请问进展"));

        var known = Assert.Single(talk.Groups(), group => group.Known == "GY1");

        Assert.Subset(known.Members.Select(m => m.Id).ToHashSet(), new HashSet<string> { "m0", "m5", "m6" });
        Assert.DoesNotContain("m6", known.Unsure);
        Assert.All(known.Members.Where(m => m.Id is "m2" or "m4"), m => Assert.Contains(m.Id, known.Unsure));
    }

    [Fact]
    public void what_is_taken_out_is_heard_of_no_more()
    {
        var talk = Heard();
        talk.Remove("m2");
        talk.Remove("nobody");

        Assert.Equal(["m0 m4"], talk.Hottest().Select(Ids));
        Assert.False(talk.Holds("m2"));
    }

    [Fact]
    public void what_has_no_words_of_its_own_is_grouped_by_what_it_is()
    {
        var talk = new Talk();
        foreach (var n in Enumerable.Range(0, 4)) talk.Add(Say(n, "侵占绿地（老坑社区）", "") with { Same = n < 3 ? "LD 老坑" : "LD 六和" });

        Assert.Equal(["m0 m1 m2"], talk.Hottest().Select(Ids));
    }

    static string Ids(HotGroup group) => string.Join(' ', group.Members.Select(m => m.Id));
}
