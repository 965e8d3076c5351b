using Bihuan.Engine.Language.Index;
using Bihuan.Engine.Language.Segments;

namespace Bihuan.Tests.Language;

/// <summary>Words are cut as they are asked for, packed small, and found again where they were said.</summary>
public class WordIndexTests
{
    static readonly string[] Said = ["小区路灯不亮", "楼下路灯坏了，路灯杆也歪了", "暖气不热，找物业，暖气还是不热", "WiFi信号差，３号楼最差", "井盖响", "路"];

    static List<uint> Keys(string text)
    {
        var keys = new List<uint>();
        WordKeys.Add(text, keys);
        return keys;
    }

    [Theory]
    [InlineData("小区路灯不亮，楼下12号ＷｉＦｉ abc")]
    [InlineData("灯"), InlineData(""), InlineData("，。 "), InlineData("a１b灯2")]
    public void keys_are_the_tokens(string text) =>
        Assert.Equal(IndexText.Tokens(text).Select(token => Assert.Single(Keys(token))), Keys(text));

    [Fact]
    public void whatever_is_packed_is_found_with_its_weight_and_nothing_else()
    {
        var (bits, pages) = Packed(Said);
        Assert.Equal([(2, 1)], All(bits, pages, "暖气"));
        Assert.Equal([(0, 0), (1, 1)], All(bits, pages, "路灯"));
        Assert.Equal([(3, 0)], All(bits, pages, "wifi"));
        Assert.Equal([(3, 0)], All(bits, pages, "3"));
        Assert.Empty(All(bits, pages, "灯路"));
    }

    [Fact]
    public void a_title_weighs_more()
    {
        var gathered = new GatherWords();
        gathered.Add(0, "路灯", "路灯坏了，路灯");
        gathered.Add(1, "井盖", "旁边的路灯好的");
        gathered.Add(2, "路灯", "坏了");
        var (bits, pages) = gathered.Pack();
        Assert.Equal([(0, 3), (1, 0), (2, 2)], All(bits, pages, "路灯"));
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(5), InlineData(8), InlineData(13), InlineData(21), InlineData(34)]
    public void many_segments_made_one_say_the_same_and_leave_out_what_is_no_more(int seed)
    {
        var random = new Random(seed);
        string Text() => string.Concat(Enumerable.Range(0, random.Next(1, 30)).Select(_ => (char)('一' + random.Next(40))));
        var parts = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Enumerable.Range(0, random.Next(1, 20)).Select(_ => Text()).ToArray()).ToArray();
        var gone = random.Next(parts[0].Length);
        var merged = new GatherWords();
        var first = 0;
        foreach (var (part, n) in parts.Select((part, n) => (part, n)))
        {
            var (bits, pages) = Packed(part);
            foreach (var (number, page) in pages) merged.Take(page, number, bits, first, n == 0 ? document => document != gone : null);
            first += part.Length;
        }

        var (wide, all) = merged.Pack();
        var texts = parts.SelectMany(part => part).ToArray();
        foreach (var word in texts.SelectMany(IndexText.Tokens).Where(token => token.Length == 2).Distinct())
            Assert.Equal(Enumerable.Range(0, texts.Length).Where(n => n != gone && IndexText.Tokens(texts[n]).Contains(word)), All(wide, all, word).Select(one => one.Document));
    }

    [Fact]
    public void what_has_been_packed_is_begun_anew()
    {
        var texts = Enumerable.Range(0, 600).Select(n => $"{(char)('一' + n)}{(char)('一' + (n * 7 % 600))}路灯").ToArray();
        var gathered = new GatherWords();
        Assert.Empty(gathered.Pack().Pages);
        for (var n = 0; n < texts.Length; n++) gathered.Add(n, "", texts[n] + "电梯停运");
        gathered.Pack();
        Assert.True(gathered.IsEmpty);
        for (var n = 0; n < 3; n++) gathered.Add(n, "", texts[n]);

        var (bits, pages) = gathered.Pack();
        var (alone, expected) = Packed(texts[..3]);
        Assert.Equal(alone, bits);
        Assert.Equal(expected.Select(page => (page.Number, Convert.ToHexString(page.Page))), pages.Select(page => (page.Number, Convert.ToHexString(page.Page))));
    }

    [Fact]
    public void a_large_segment_has_many_pages_in_order()
    {
        var gathered = new GatherWords();
        var random = new Random(7);
        for (var n = 0; n < 3000; n++) gathered.Add(n, "", string.Concat(Enumerable.Range(0, 40).Select(_ => (char)('一' + random.Next(3000)))) + "路灯");
        var (bits, pages) = gathered.Pack();
        Assert.InRange(bits, 6, 12);
        Assert.Equal(pages.Select(page => page.Number).Order().Distinct(), pages.Select(page => page.Number));
        Assert.Equal(3000, All(bits, pages, "路灯").Count);
        Assert.True(gathered.IsEmpty);
    }

    [Theory]
    [InlineData("路灯 暖气", "路灯|暖气")]
    [InlineData("路灯，暖气", "路灯|暖气")]
    [InlineData("“路灯 不亮” Ｗi", "路灯 不亮|wi")]
    [InlineData("\"路灯", "路灯")]
    [InlineData("路灯 路灯", "路灯")]
    [InlineData("，“。”", "")]
    public void a_question_is_read_in_pieces(string text, string pieces) => Assert.Equal(pieces, string.Join('|', WordQuestion.Of(text).Pieces));

    [Theory]
    [InlineData("灯", false), InlineData("路灯", true), InlineData("灯 路", false), InlineData("灯 路灯", true), InlineData("3", true)]
    public void one_character_cannot_be_told(string text, bool isTellable) => Assert.Equal(isTellable, WordQuestion.Of(text).IsTellable);

    [Theory]
    [InlineData("路灯", "小区路灯不亮", true)]
    [InlineData("路灯 电梯", "小区路灯不亮", false)]
    [InlineData("3号楼", "在13号楼", false)]
    [InlineData("３号楼", "在3号楼前，13号楼后", true)]
    [InlineData("路灯亮", "路灯不亮", false)]
    [InlineData("灯 不亮", "路灯不亮", true)]
    [InlineData("wifi", "ＷiＦi没有信号", true)]
    public void a_text_fits_where_it_says_all(string asked, string text, bool fits) => Assert.Equal(fits, WordQuestion.Of(asked).Fits("", text));

    [Fact]
    public void marks_stand_where_it_is_said()
    {
        Assert.Equal([2..4, 7..9], WordQuestion.Of("路灯").Marks("小区路灯坏，修路灯"));
        Assert.Equal([0..4], WordQuestion.Of("路灯 灯不亮").Marks("路灯不亮"));
        Assert.Empty(WordQuestion.Of("路灯亮").Marks("路灯不亮"));
        Assert.Equal([0..2], WordQuestion.Of("路灯亮").Marks("路灯不亮", alike: true));
    }

    static (int Bits, IReadOnlyList<(int Number, byte[] Page)> Pages) Packed(IReadOnlyList<string> texts)
    {
        var gathered = new GatherWords();
        for (var n = 0; n < texts.Count; n++) gathered.Add(n, "", texts[n]);
        return gathered.Pack();
    }

    static List<(int Document, int Weight)> All(int bits, IReadOnlyList<(int Number, byte[] Page)> pages, string word)
    {
        var key = Assert.Single(Keys(word));
        if (pages.FirstOrDefault(page => page.Number == WordPage.Of(key, bits)).Page is not { } found) return [];
        var (count, where) = WordPage.Find(found, bits, key);
        return [.. WordPage.Places(found.AsSpan(where), count).Select(place => ((int)(place >> 3), (int)(place & 7)))];
    }
}
