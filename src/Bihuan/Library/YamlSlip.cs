using YamlDotNet.Core;

namespace Bihuan.Library;

/// <summary>A text that is no YAML: where it stops being read, and why, in words for whoever writes it.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Why">What is amiss and what to do.</param>
public sealed record YamlSlip(int Line, int Column, Words Why)
{
    /// <summary>The line itself and those around it, by number; empty where the text has no such line.</summary>
    public ImmutableArray<(int Number, string Text)> Around { get; init; } = [];

    /// <summary>The faulty line; nothing where the text has none.</summary>
    public string Text => Around.FirstOrDefault(line => line.Number == Line).Text?.Trim() ?? "";

    const int Beside = 2;
    const int Longest = 160;

    internal static YamlSlip Of(string yaml, YamlException unreadable)
    {
        // The parser tells of a tab where it began to read, not where the tab stands.
        var line = unreadable.Message.Contains("tab", StringComparison.OrdinalIgnoreCase)
            && Array.FindIndex(yaml.ReplaceLineEndings("\n").Split('\n'), text => text.TrimStart(' ').StartsWith('\t')) is >= 0 and var tabbed ? tabbed + 1 : (int)unreadable.Start.Line;
        return new(line, line == unreadable.Start.Line ? (int)unreadable.Start.Column : 1, Explain(unreadable.Message)) { Around = Lines(yaml, line) };
    }

    /// <summary>A bracket that is never closed, over which the parser itself breaks: the last one that stands open.</summary>
    internal static YamlSlip Open(string yaml)
    {
        var open = new Stack<int>();
        var line = 1;
        foreach (var sign in yaml)
            if (sign == '\n') line++;
            else if (sign is '{' or '[') open.Push(line);
            else if (sign is '}' or ']' && open.Count > 0) open.Pop();
        var at = open.Count > 0 ? open.Peek() : 1;
        return new(at, 1, Explain("parsing a flow mapping")) { Around = Lines(yaml, at) };
    }

    internal static YamlSlip TooMuch(string yaml, int line, Words why) => new(line, 1, why) { Around = Lines(yaml, line) };

    static ImmutableArray<(int Number, string Text)> Lines(string yaml, int line)
    {
        var lines = yaml.ReplaceLineEndings("\n").Split('\n');
        return line < 1 || line > lines.Length ? []
            : [.. Enumerable.Range(Math.Max(1, line - Beside), Math.Min(lines.Length, line + Beside) - Math.Max(1, line - Beside) + 1)
                .Select(n => (n, lines[n - 1].Length > Longest ? lines[n - 1][..Longest] + "…" : lines[n - 1]))];
    }

    /// <summary>The slip for which a text was not read; null for an exception of another kind.</summary>
    public static YamlSlip? In(InvalidDataException unreadable) => unreadable.Data[nameof(YamlSlip)] as YamlSlip;

    /// <summary>What is thrown for it: whoever starts the house reads both languages in the log.</summary>
    internal InvalidDataException Thrown(Exception? inner = null) => new($"{Line}:{Column} {Why.En} / {Why.Zh}", inner) { Data = { [nameof(YamlSlip)] = this } };

    // The parser speaks English only, and of its own inside. What people get wrong is a handful of things.
    static Words Explain(string message) => Known.FirstOrDefault(known => message.Contains(known.Says, StringComparison.OrdinalIgnoreCase)).Means is { Zh: not null } means ? means
        : new("这里的写法不合 YAML，请检查缩进、冒号后的空格、引号和括号", "this is not YAML as written; check the indentation, the space after a colon, quotes and brackets");

    static readonly (string Says, Words Means)[] Known =
    [
        ("duplicate key", new("同一层里这个键写了两次，请改名或删去一个", "this key stands twice at the same level; rename or delete one")),
        ("parsing a block mapping", new("这里应当是“键: 值”，缩进要与同一层的其他键对齐；也看看上一行的引号、括号是不是没有写完", "a “key: value” is expected here, indented like the other keys of its level; see also whether quotes or brackets of the line above are left open")),
        ("parsing a block collection", new("这里应当是以“- ”开头的一项，缩进要与其他项对齐", "an item beginning with “- ” is expected here, indented like the others")),
        ("parsing a flow mapping", new("花括号 { } 里的各项之间缺逗号，或者没有写右括号；值里有逗号、冒号的，要加引号", "inside { } a comma or the closing bracket is missing; a value with a comma or a colon needs quotes")),
        ("parsing a flow sequence", new("方括号 [ ] 里的各项之间缺逗号，或者没有写右括号；值里有逗号、冒号的，要加引号", "inside [ ] a comma or the closing bracket is missing; a value with a comma or a colon needs quotes")),
        ("could not find expected ':'", new("这个键后面没有冒号，请写成“键: 值”，冒号用半角，后面空一格", "this key has no colon; write “key: value”, with a space after the colon")),
        ("mapping values are not allowed", new("这里不能再写“键: 值”：多半是上一行没有写完，或值里的冒号没有加引号", "no “key: value” may stand here: most often the line above is unfinished, or a colon inside the value lacks quotes")),
        ("found invalid mapping", new("这里不能再写“键: 值”：多半是上一行没有写完，或值里的冒号没有加引号", "no “key: value” may stand here: most often the line above is unfinished, or a colon inside the value lacks quotes")),
        ("mapping keys are not allowed", new("这里不能写键，请检查缩进", "no key may stand here; check the indentation")),
        ("block sequence entries are not allowed", new("这里不能写“- ”，请另起一行，并检查缩进", "no “- ” may stand here; begin a new line and check the indentation")),
        ("tab", new("缩进用了制表符（Tab），请改成空格", "a tab is used for indentation; use spaces")),
        ("cannot start any token", new("这里的字符不能放在值的开头，请给值加上引号；制表符（Tab）请改成空格", "a value cannot begin with this character; put it in quotes, and write spaces instead of tabs")),
        ("unexpected end of stream", new("引号一直没有写完，请补上右引号", "a quoted text is never closed; add the closing quote")),
        ("unexpected document indicator", new("引号一直没有写完，请补上右引号", "a quoted text is never closed; add the closing quote")),
        ("escape character", new("双引号里的反斜杠写法不对；不需要反斜杠的，请改用单引号", "this backslash is not known inside double quotes; use single quotes where none is meant")),
        ("wrong indentation", new("引号里换了行而缩进不够，请多缩进几格，或写成一行", "a quoted text goes on over the line without enough indentation; indent it further, or write one line")),
        ("anchor", new("这里用了 & 或 *，在 YAML 里有别的意思，请给值加上引号", "& and * mean something else in YAML; put the value in quotes")),
        ("undefined tag", new("这里用了 !，在 YAML 里有别的意思，请给值加上引号", "! means something else in YAML; put the value in quotes")),
        ("node content", new("冒号后面缺值，或者括号没有成对，请补上", "a value is missing after the colon, or brackets do not match; add it")),
        ("document start", new("这一行接不上前面的内容：最外层的键要顶格写，例子之间才用 --- 隔开", "this line does not continue what stands before; outermost keys begin at the left margin, and --- parts examples only")),
    ];
}
