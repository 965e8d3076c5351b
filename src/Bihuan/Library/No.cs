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
        "读不懂这份 YAML（行:列 {0}）。请改好再试。", "This YAML cannot be read (line:column {0}). Correct it and try again.");

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
}
