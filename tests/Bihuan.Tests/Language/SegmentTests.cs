using Bihuan.Engine.Language.Segments;

namespace Bihuan.Tests.Language;

public class SegmentTests
{
    static readonly Lexicon Words = Lexicon.Read("路灯 500\n路 300\n灯 200\n小区 900\n小 300\n区 300\n不亮 80\n不 2000\n亮 100\n楼下 300\n的 9000\n研究 90\n研究生 60\n生命 80\n生 100\n命 60\n起源 30\n");

    [Theory]
    [InlineData("小区楼下的路灯不亮", "小区/楼下/的/路灯/不亮")]
    [InlineData("研究生命起源", "研究/生命/起源")]
    [InlineData("3号楼A座，路灯！", "3/号/楼/A/座/路灯")]
    [InlineData("", "")]
    public void cuts_text_into_words(string text, string words) =>
        Assert.Equal(words, string.Join('/', CutWords.Run(Words, text).Select(r => text[r])));

    [Fact]
    public void finds_words_in_a_districts_own_texts()
    {
        var texts = from a in "甲乙丙丁戊己庚辛"
                    from b in "子丑寅卯辰巳午未"
                    select $"{a}锦绣园{b}看看，{b}锦绣园{a}等";
        var others = Enumerable.Range(0, 200).Select(n => string.Concat(Enumerable.Range(0, 20).Select(k => (char)('一' + (((n * 37) + (k * 101)) % 3000)))));

        var found = LearnWords.Run([.. texts, .. others]);

        Assert.Contains("锦绣园", found.Keys);
        Assert.DoesNotContain("绣园子", found.Keys);
    }

    [Fact]
    public void a_word_of_two_characters_is_found_whatever_stands_around_it() =>
        Assert.Contains("路灯", IndexText.Tokens("小区路灯杆倒了"));

    [Fact]
    public void indexes_numbers_and_letters_whole() =>
        Assert.Equal(["楼", "12", "号线", "wifi"], IndexText.Tokens("楼12号线，ＷｉＦｉ"));
}
