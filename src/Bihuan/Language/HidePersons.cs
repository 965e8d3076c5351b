using System.Text.RegularExpressions;

namespace Bihuan.Language;

/// <summary>Takes what tells who somebody is out of a text: what is known of the requester, telephones, numbers of papers, names, doors.</summary>
public static partial class HidePersons
{
    const string Surnames = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安于傅皮卞齐康伍余元卜顾孟黄穆萧尹姚邵湛汪祁毛禹狄米贝臧计伏戴宋茅庞熊纪舒屈项董梁杜阮蓝闵席季麻强贾路娄江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫解应宗丁宣邓郁杭洪诸石崔吉龚程裴陆荣翁于曲宫仇白翟闫";

    /// <summary>The text without them.</summary>
    /// <param name="known">What is known of the requester: name, telephone, door.</param>
    public static string Run(string text, params IReadOnlyList<string?> known)
    {
        foreach (var word in known.OfType<string>().Select(word => word.Trim()).Where(word => word.Length >= 2).OrderByDescending(word => word.Length))
            text = text.Replace(word, "〔某〕", StringComparison.OrdinalIgnoreCase);
        text = Mail().Replace(text, "〔邮箱〕");
        text = Chat().Replace(text, "$1〔账号〕");
        text = Plate().Replace(text, "〔车牌〕");
        text = Digits().Replace(text, "〔号码〕");
        text = Door().Replace(text, "〔门牌〕");
        text = Introduced().Replace(text, "$1〔某〕");
        return Addressed().Replace(text, "某");
    }

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(\.[\w-]+)+")]
    private static partial Regex Mail();

    [GeneratedRegex(@"((?:微信|QQ|qq|微博|抖音)号?[:：是为]?\s*)[A-Za-z0-9_-]{5,20}")]
    private static partial Regex Chat();

    [GeneratedRegex("[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·・ ]?[A-Z0-9]{5,6}")]
    private static partial Regex Plate();

    // Telephones, numbers of papers and accounts, however they are spaced.
    [GeneratedRegex(@"[+＋]?[0-9０-９](?:[ -]?[0-9０-９]){6,18}[Xx]?")]
    private static partial Regex Digits();

    // The building may stay: it is where the thing is. Unit and room are where somebody lives.
    [GeneratedRegex(@"[0-9０-９一二三四五六七八九十]+单元([0-9０-９一二三四五六七八九十]+(室|户|号)?)?|[0-9０-９]{3,4}(室|户)")]
    private static partial Regex Door();

    [GeneratedRegex($"((?:我叫|我是|本人|姓名|名叫|联系人|户主|业主|叫做)[:：]?)[{Surnames}][\\u4e00-\\u9fff]{{1,2}}(?=[，,。；;、：:\\s（(]|$|身份证|电话|手机|住|家住|今年)")]
    private static partial Regex Introduced();

    [GeneratedRegex($"[{Surnames}][\\u4e00-\\u9fff]{{0,2}}(?=先生|女士|小姐|师傅|老师|同志|阿姨|大爷|大妈|大姐|大哥|奶奶|爷爷|经理|主任|书记|医生|老板|局长|科长|所长|队长)")]
    private static partial Regex Addressed();
}
