using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bihuan.Engine.Language.Segments;

namespace Bihuan.Engine.Language.Replies;

/// <summary>What the writer of a reply may want to look at again. It is said to the writer before the reply goes out, never counted against a person.</summary>
/// <param name="About">Stable: <c>point</c>, <c>result</c>, <c>date</c>, <c>basis</c>, <c>clone</c> or <c>short</c>.</param>
/// <param name="Words">What is missing, as a sentence.</param>
/// <param name="Point">The number of the point that is not answered, from 0; null when it is about the whole.</param>
public sealed record Hint(string About, Words Words, int? Point = null);

/// <summary>Looks whether a reply answers each point, names a result, a date and a basis, and is not the same as other replies.</summary>
public static partial class CheckReply
{
    // Three in ten of the pairs of characters that matter in a point must come back in the reply.
    const double Answered = 0.3;

    // From this overlap on a reply was copied: two honest replies about one kind of thing share about a third.
    const double Copied = 0.7;
    const int Short = 40;

    /// <summary>The hints, in the order of the points and then result, date, basis, clone; empty when there is nothing to say.</summary>
    /// <param name="points">What was asked, one by one.</param>
    /// <param name="reply">What is about to be sent.</param>
    /// <param name="others">Replies to other matters, at best recent ones of the same unit.</param>
    public static ImmutableArray<Hint> Run(IReadOnlyList<string> points, string reply, IReadOnlyList<string> others)
    {
        var hints = ImmutableArray.CreateBuilder<Hint>();
        var said = IndexText.Tokens(reply).ToHashSet(StringComparer.Ordinal);
        for (var n = 0; n < points.Count; n++)
        {
            var asked = IndexText.Tokens(Asking().Replace(points[n], " ")).Distinct(StringComparer.Ordinal).ToArray();
            if (asked.Length > 0 && asked.Count(said.Contains) < Answered * asked.Length)
                hints.Add(new("point", new($"第 {n + 1} 个诉求“{points[n]}”似乎没有答复。", $"Point {n + 1}, “{points[n]}”, does not seem to be answered."), n));
        }

        if (reply.Length < Short) hints.Add(new("short", new("答复很短，群众可能看不出做了什么。", "The reply is very short; what has been done may not be clear.")));
        if (!Result().IsMatch(reply)) hints.Add(new("result", new("没有写明结果：已经做了什么，或者为什么不能办。", "It names no result: what has been done, or why it cannot be done.")));
        if (!Date().IsMatch(reply)) hints.Add(new("date", new("没有写明时间：何时办的，或者何时办完。", "It names no date: when it was done, or when it will be.")));
        if (!Basis().IsMatch(reply)) hints.Add(new("basis", new("没有写明依据：哪项规定，或者现场核查的情况。", "It names no basis: a rule, or what was found on the spot.")));
        if (others.Any(o => Overlap(reply, o) >= Copied)) hints.Add(new("clone", new("与另一件的答复几乎相同，请写明这一件的情况。", "It is almost the same as the reply to another matter; say what is particular to this one.")));
        return hints.ToImmutable();
    }

    /// <summary>How much two texts share: runs of four characters in both, divided by those in the one that has fewer; 0 to 1.</summary>
    public static double Overlap(string one, string other)
    {
        var (a, b) = (Runs(one), Runs(other));
        if (a.Count > b.Count) (a, b) = (b, a);
        return a.Count == 0 ? 0 : (double)a.Count(b.Contains) / a.Count;
    }

    static HashSet<string> Runs(string text)
    {
        // Dates and numbers differ between copies; the form makes them alike.
        var form = new char[text.Length];
        var length = Letters.Write(text, form, []);
        var runs = new HashSet<string>(StringComparer.Ordinal);
        for (var n = 0; n + 4 <= length; n++) runs.Add(new(form, n, 4));
        return runs;
    }

    [GeneratedRegex("请问|请求|希望|要求|建议|投诉|反映|咨询|尽快|能否|能不能|是否|什么时候|为什么|怎么|如何|有关部门|请")]
    private static partial Regex Asking();

    [GeneratedRegex("已(经)?.{0,8}(修|改|处理|处置|清理|清运|更换|拆除|完成|完毕|安装|立案|约谈|责令|办理|办结|退|发放|落实|恢复|整治|解决|核实|开通|协调|查处|劝离|关停|验收)|(修复|整改|处理|清理|安装|更换|整治|施工|办理)(完毕|完成|到位)|(无法|不能|不予|不符合|不属于|暂不|不宜).{2,}|责令|处以|同意|予以|将(于|在)")]
    private static partial Regex Result();

    [GeneratedRegex(@"\d{1,4}\s*年|\d{1,2}\s*月|\d{1,2}\s*[日号]|\d+\s*个?(工作日|小时|天)|(今|明|当|次|昨)[日天]|[本下]周|[本下]月|月底|年底|[一二三四五六七八九十]+个?(工作日|月|日|天)")]
    private static partial Regex Date();

    [GeneratedRegex("《[^》]+》|第[一二三四五六七八九十百零\\d]+条|根据|依据|按照|依法|〔\\d{4}〕|现场(核查|查看|检查|勘查|调查)|经(查|核实|调查|了解|核查)")]
    private static partial Regex Basis();
}
