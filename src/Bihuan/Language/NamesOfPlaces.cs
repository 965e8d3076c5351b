using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Bihuan.Language;

/// <summary>Finds what may be the name of a place in somebody's words, by how such names end. Whether it is one, only handled matters can tell.</summary>
public static partial class NamesOfPlaces
{
    /// <summary>The longest name: ten characters.</summary>
    public const int Longest = 10;

    /// <summary>The shortest: three.</summary>
    public const int Shortest = 3;

    // A name does not begin before one of these.
    static readonly FrozenSet<char> Stops = "在住到的是从于位有与及跟请您你我他她这那个们就了去来往离叫把被让对向沿又也还都很不没将给为因每各该本某其此说找问想能可但而且如果已近".ToFrozenSet();

    // What stands before a name and is none of it.
    static readonly string[] Before = ["附近", "旁边", "楼下", "对面", "门口", "周边", "老旧", "居民", "邻居", "业主", "无物业", "自来水", "反映", "投诉", "咨询", "希望", "小区"];

    // Words of every day that end like names.
    static readonly FrozenSet<string> Common = ((string[])["农贸市场", "菜市场", "批发市场", "停车场", "附近小区", "老旧小区", "住宅小区", "封闭小区", "整个小区", "人行天桥", "过街天桥", "立交桥", "公交车站", "地铁车站", "公交站", "地铁站", "火车站", "加油站", "人行道路", "乡村道路", "市政道路", "小区道路", "主干路", "辅路", "大马路", "中心医院", "人民医院", "实验小学", "中心小学", "城中村", "自然村", "大型超市", "连锁超市"]).ToFrozenSet();

    /// <summary>The stretches that end like the name of a place, as they stand in the text.</summary>
    public static IEnumerable<string> In(string text)
    {
        foreach (Match match in Ending().Matches(text))
        {
            var end = match.Index + match.Length;
            var from = match.Index;
            while (from > 0 && end - from < Longest && IsHan(text[from - 1]) && !Stops.Contains(text[from - 1])) from--;
            var name = text[from..end];
            foreach (var word in Before)
                if (name.LastIndexOf(word, name.Length - match.Length, StringComparison.Ordinal) is var at and >= 0 && at + word.Length <= name.Length - match.Length) name = name[(at + word.Length)..];
            if (name.Length - match.Length >= 2 && name.Length >= Shortest && !Common.Contains(name) && !Nothing().IsMatch(name)) yield return name;
        }
    }

    static bool IsHan(char letter) => letter is >= '\u4e00' and <= '\u9fff';

    [GeneratedRegex("小区|花园|家园|公寓|广场|大厦|新村|公馆|山庄|新城|小镇|雅苑|名苑|市场|超市|大集|公园|医院|学校|小学|中学|幼儿园|商场|酒店|宾馆|车站|地铁站|公交站|宿舍|工业园|产业园|写字楼|[路街巷村苑府湾庭桥]")]
    private static partial Regex Ending();

    // Streets that lead nowhere by themselves: 马路, 修路, 堵路, 农村.
    [GeneratedRegex("(马路|道路|公路|铁路|修路|走路|堵路|问路|一路|线路|电路|网路|半路|农村|全村|进村|政府|大街|逛街|小巷|过桥)$|^(街道|社区|物业)")]
    private static partial Regex Nothing();
}
