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
}
