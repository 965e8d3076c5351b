namespace Bihuan.Intake;

/// <summary>What is refused while somebody still speaks.</summary>
public static class No
{
    public static readonly Refusal Place = new(RefusalKind.Invalid, "intake.placeless",
        "还不知道在哪里。请选一个建议的地点，或自己选社区。", "The place is not known yet. Choose a suggested place, or a community from the list.");

    public static readonly Refusal NoChoice = new(RefusalKind.Invalid, "intake.no-choice",
        "“{0}”里没有“{1}”，或者它不在上一级之下。请照模板的清单写名称或代码。", "“{0}” has no “{1}”, or it does not stand under what was chosen above. Write a name or code from the template’s lists.");

    public static readonly Refusal NoUnit = new(RefusalKind.Invalid, "intake.no-unit",
        "“{0}”里的单位“{1}”不存在。请写单位全称或代码。", "“{0}”: there is no unit “{1}”. Write its full name or its code.");

    public static readonly Refusal NoPerson = new(RefusalKind.Invalid, "intake.no-person",
        "“{0}”：该单位没有叫“{1}”的承办人。请写承办人的姓名或账号。", "“{0}”: no handler of that unit is called “{1}”. Write a handler’s name or account.");

    public static readonly Refusal TwoPersons = new(RefusalKind.Invalid, "intake.two-persons",
        "“{0}”：该单位有几位“{1}”，认不出是哪一位。请写账号。", "“{0}”: several people of that unit are called “{1}”. Write the account.");

    public static readonly Refusal SuchBatch = new(RefusalKind.Missing, "intake.no-such-batch",
        "没有这一批。请从批次清单里选。", "There is no such batch. Choose one from the list of batches.");

    public static readonly Refusal BatchDay = new(RefusalKind.Invalid, "intake.batch-day",
        "请写这一批的日期，如 2026-04-01。", "Write the day of the batch, like 2026-04-01.");

    public static readonly Refusal NoAction = new(RefusalKind.Invalid, "intake.no-action",
        "请写清要采取的措施。", "Write what is to be done.");

    public static readonly Refusal SameForm = new(RefusalKind.Conflict, "intake.same-form",
        "这张表已经登记过一件，您又改了内容。如要另外登记一件，请再按一次。", "This form has registered one request already, and the words were changed since. Press once more to register another.");
}
