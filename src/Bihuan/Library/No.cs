namespace Bihuan.Library;

/// <summary>What the library refuses.</summary>
public static class No
{
    public static readonly Refusal Code = new(RefusalKind.Invalid, "library.unknown-code",
        "“{0}”不在清单里。可选：{1}。", "“{0}” is not on the list. Choose one of: {1}.");

    public static readonly Refusal Calendar = new(RefusalKind.Invalid, "library.calendar",
        "日历没有导入：{0}", "The calendar was not imported: {0}");

    public static readonly Refusal CalendarFile = new Refusal(RefusalKind.Invalid, "library.calendar-file",
        "没有选文件，或文件超过 1 MB。请选一个放假安排的 JSON 文件。", "No file was chosen, or it is larger than 1 MB. Choose the JSON file of a notice.").On("file");

    public static readonly Refusal SuchPlaybook = new(RefusalKind.Missing, "library.no-playbook",
        "没有名为“{0}”的工作流程。", "There is no playbook named “{0}”.");

    public static readonly Refusal SuchVersion = new(RefusalKind.Missing, "library.no-version",
        "工作流程“{0}”没有第 {1} 版。请从流程库里选一版。", "The playbook “{0}” has no version {1}. Choose one in the library.");

    public static readonly Refusal PlaybookText = new(RefusalKind.Invalid, "library.playbook-text",
        "没有内容，或文件超过 1 MB。请选一个 YAML 文件，或把内容贴进来。", "There is no text, or the file is larger than 1 MB. Choose a YAML file, or paste its text.");

    public static readonly Refusal PlaybookUnreadable = new(RefusalKind.Invalid, "library.playbook-unreadable",
        "YAML 第 {0} 行第 {1} 个字符读不懂：{2}。这一行是“{3}”。", "The YAML cannot be read at line {0}, character {1}: {2}. The line is “{3}”.");

    public static readonly Refusal ExampleUnreadable = new(RefusalKind.Invalid, "library.example-unreadable",
        "第 {0} 个例子的 YAML 第 {1} 行第 {2} 个字符读不懂：{3}。这一行是“{4}”。", "The YAML of example {0} cannot be read at its line {1}, character {2}: {3}. The line is “{4}”.");

    public static readonly Refusal PlaybookFaults = new(RefusalKind.Invalid, "library.playbook-faults",
        "没有发布，请先改好：{0}", "Not published. Correct these first: {0}");

    public static readonly Refusal PlaybookVersion = new(RefusalKind.Conflict, "library.playbook-version",
        "已有第 {0} 版，不能再发布第 {1} 版。请把 version 改成更大的数。", "Version {0} exists, so version {1} cannot be published. Raise version.");

    public static readonly Refusal PlaybookExample = new(RefusalKind.Conflict, "library.playbook-example",
        "没有发布：例子“{0}”第 {1} 步与写的不符：{2}。请改流程，或改例子。", "Not published: the example “{0}” came out otherwise at step {1}: {2}. Correct the playbook, or the example.");

    public static readonly Refusal PackUnreadable = new(RefusalKind.Invalid, "library.pack-unreadable",
        "这不是导出的流程文件：不是 zip，或者 manifest.json 缺失、读不懂。请重新导出。", "This is no exported playbook: it is no zip, or its manifest.json is missing or cannot be read. Export it again.");

    public static readonly Refusal PackPart = new(RefusalKind.Invalid, "library.pack-part",
        "没有导入：“{0}”与清单里的 SHA-256 不符，文件在导出后被改过或损坏。请重新导出。", "Not imported: “{0}” does not have the SHA-256 of the manifest; it was changed or damaged after it was exported. Export it again.");

    public static readonly Refusal PackMissing = new(RefusalKind.Invalid, "library.pack-missing",
        "没有导入：清单里的“{0}”不在文件里。请重新导出。", "Not imported: the manifest names “{0}”, which is not in the file. Export it again.");

    public static readonly Refusal PackForeign = new(RefusalKind.Invalid, "library.pack-foreign",
        "没有导入：文件里的“{0}”不在清单里。请重新导出。", "Not imported: “{0}” is in the file and not in its manifest. Export it again.");

    public static readonly Refusal PackTooLarge = new(RefusalKind.Invalid, "library.pack-too-large",
        "流程文件最大 {0} MB，最多 {1} 个部分。", "The file of a playbook may have {0} MB and {1} parts at most.");

    public static readonly Refusal SuchDocument = new(RefusalKind.Missing, "library.no-document",
        "这个工作流程没有文书“{0}”。", "The playbook has no document “{0}”.");

    public static readonly Refusal SuchTemplate = new(RefusalKind.Missing, "library.no-template",
        "这份文书没有第 {0} 版模板。请从列出的版本里选。", "The document has no template of version {0}. Choose one of those listed.");

    public static readonly Refusal TemplateMissing = new Refusal(RefusalKind.Invalid, "library.template-missing",
        "没有选文件。请选一个在 Word 里改好的 .docx。", "No file was chosen. Choose a .docx edited in Word.").On("file");

    public static readonly Refusal TemplateTooLarge = new(RefusalKind.Invalid, "library.template-too-large",
        "模板最大 {0} MB，展开后最大 {1} MB。请压缩或删去图片再试。", "A template may have {0} MB, and {1} MB unpacked. Make its pictures smaller, or take them out.");

    public static readonly Refusal TemplateNotWord = new(RefusalKind.Invalid, "library.template-not-word",
        "这不是 .docx。请在 Word 里另存为“Word 文档（.docx）”再传。", "This is no .docx. Save it in Word as “Word Document (.docx)” and send that.");

    public static readonly Refusal TemplateBroken = new(RefusalKind.Invalid, "library.template-broken",
        "这个 .docx 损坏了，打不开。请在 Word 里打开、另存后再传。", "This .docx is damaged and cannot be opened. Open it in Word, save it again and send that.");

    public static readonly Refusal TemplateMacros = new(RefusalKind.Invalid, "library.template-macros",
        "文件里有宏，不能用作模板。请另存为不带宏的 .docx。", "The file holds macros and cannot be a template. Save it as a .docx without them.");

    public static readonly Refusal TemplateEmbedded = new(RefusalKind.Invalid, "library.template-embedded",
        "文件里嵌着别的文件或控件（{0}），不能用作模板。请删去再传。", "The file holds another file or a control ({0}) and cannot be a template. Take it out.");

    public static readonly Refusal TemplateExternal = new(RefusalKind.Invalid, "library.template-external",
        "文件会从外面取内容（{0}），不能用作模板。请把图片、文字直接放进来，断开链接。", "The file fetches something from outside ({0}) and cannot be a template. Put pictures and words into it, and break the link.");

    public static readonly Refusal TemplateBrace = new(RefusalKind.Invalid, "library.template-brace",
        "“{0}”处的花括号没有配对。请把字段写成 {{number}} 的样子，中间不换行。", "There is a brace without its partner at “{0}”. Write a field like {{number}}, on one line.");

    public static readonly Refusal TemplateField = new(RefusalKind.Invalid, "library.template-field",
        "模板里有没人知道的字段：{0}。请改成下面列出的字段，或去掉花括号。", "The template asks for what nobody knows: {0}. Use the fields listed below, or take the braces out.");

    public static readonly Refusal TemplateNote = new(RefusalKind.Invalid, "library.template-note",
        "说明最多 {0} 字。", "What was changed may have {0} characters.");

    public static readonly Refusal TemplateOfPack = new(RefusalKind.Invalid, "library.template-of-pack",
        "流程文件里“{0}”的模板不能用：{1}", "The template of “{0}” in the file cannot be used: {1}");
}
