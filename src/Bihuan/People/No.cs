using static Bihuan.Engine.Decisions.RefusalKind;

namespace Bihuan.People;

/// <summary>What units, accounts and sign-in refuse.</summary>
public static class No
{
    public static readonly Refusal BadUnitCode = new(Invalid, "unit.code",
        "单位代码由大写字母和数字组成，用点分层，例如 LS.ZH.CG。请改正。",
        "A unit's code is capital letters and digits with dots between the levels, such as LS.ZH.CG. Correct it.")
    { Field = "code" };

    public static readonly Refusal UnnamedUnit = new(Invalid, "unit.unnamed",
        "单位要有中文名和英文名。请补上。", "A unit needs a Chinese and an English name. Fill in both.")
    { Field = "name" };

    public static readonly Refusal UnitExists = new(Conflict, "unit.exists",
        "已有代码为 {0} 的单位。请换一个代码。", "There is a unit {0} already. Choose another code.")
    { Field = "code" };

    public static readonly Refusal NoParentUnit = new(Invalid, "unit.no-parent",
        "没有上级单位 {0}，或它已撤销。请先设立上级单位。", "There is no open unit {0} above it. Open that one first.")
    { Field = "code" };

    public static readonly Refusal NoSuchUnit = new(Missing, "unit.missing",
        "没有这个单位。请从单位树里选。", "There is no such unit. Choose one from the tree.")
    { Field = "unit" };

    public static readonly Refusal UnitClosed = new(Conflict, "unit.closed",
        "这个单位已撤销。请选它的接替单位。", "This unit has been closed. Choose the one that took over.")
    { Field = "unit" };

    public static readonly Refusal UnitInUse = new(Conflict, "unit.in-use",
        "单位下面还有 {0} 个单位、{1} 个岗位。请先撤并、免去它们。",
        "There are still {0} units and {1} posts in it. Close or remove them first.");

    public static readonly Refusal BadAccountName = new(Invalid, "account.name",
        "账号用 2 到 32 个小写字母、数字、点或短横，以字母开头。请改正。",
        "An account is 2 to 32 small letters, digits, dots or dashes and begins with a letter. Correct it.")
    { Field = "account" };

    public static readonly Refusal UnnamedPerson = new(Invalid, "account.unnamed",
        "请填写使用人的姓名。", "Write the person's name.")
    { Field = "name" };

    public static readonly Refusal AccountExists = new(Conflict, "account.exists",
        "账号 {0} 已有人用过。请换一个；注销的账号不再启用。", "The account {0} has been used. Choose another: closed ones are not reused.")
    { Field = "account" };

    public static readonly Refusal NoSuchAccount = new(Missing, "account.missing",
        "没有这个账号。请查看账号列表。", "There is no such account. Look in the list.");

    public static readonly Refusal AccountClosed = new(Conflict, "account.closed",
        "这个账号已注销，不能再改。", "This account has been closed and cannot be changed.");

    public static readonly Refusal AlreadyLocked = new(Conflict, "account.already-locked",
        "这个账号已经锁定。", "This account is locked already.");

    public static readonly Refusal NotLocked = new(Conflict, "account.not-locked",
        "这个账号没有锁定。", "This account is not locked.");

    public static readonly Refusal ReasonMissing = new(Invalid, "account.reason",
        "请写明理由，审计时要看。", "Give the reason: the audit will ask for it.")
    { Field = "reason" };

    public static readonly Refusal OwnAccount = new(Forbidden, "account.own",
        "不能给自己的账号办这件事。请由另一位管理员办理。", "You cannot do this to your own account. Ask another administrator.");

    public static readonly Refusal NoSuchRole = new(Invalid, "post.role",
        "没有这个岗位角色，或它不能有账号。请从列表里选。", "There is no such role, or nobody can hold it. Choose from the list.")
    { Field = "role" };

    public static readonly Refusal NoSuchPost = new(Missing, "post.missing",
        "这个账号没有这个岗位，或已免去。请换一个。", "This account does not hold that post any more. Choose another.")
    { Field = "post" };

    public static readonly Refusal PostHeld = new(Conflict, "post.held",
        "这个人在该单位已有这个岗位。", "The person holds that post in that unit already.");

    public static readonly Refusal RolesExclude = new(Conflict, "post.roles-exclude",
        "系统、安全、审计三员互斥，也不能兼任业务岗位。请另开账号，由另一人担任，或先免去原岗位。",
        "The system, security and audit administrators exclude each other and every other post. Give it to another person, or remove the present post first.");

    public static readonly Refusal SecurityGrants = new(Forbidden, "post.security-grants",
        "三员岗位由安全管理员任免，其余岗位由系统管理员任免。请找相应的管理员。",
        "Administrators are appointed by the security administrator, all others by the system administrator. Ask the right one.");

    public static readonly Refusal WeakPassword = new(Invalid, "password.weak",
        "密码至少 10 位，大写、小写、数字、符号占三类；或至少 16 位。请换一个。",
        "A password has at least 10 characters of three kinds (capital, small, digit, sign), or at least 16 characters. Choose another.")
    { Field = "password" };

    public static readonly Refusal NamedPassword = new(Invalid, "password.named",
        "密码里不能有账号名。请换一个。", "A password may not contain the account's name. Choose another.")
    { Field = "password" };

    public static readonly Refusal CommonPassword = new(Invalid, "password.common",
        "这个密码太常见，最先被人试到。请换一个。", "This password is among the first that others try. Choose another.")
    { Field = "password" };

    public static readonly Refusal SamePassword = new(Invalid, "password.same",
        "新密码与现在的一样。请换一个。", "The new password is the present one. Choose another.")
    { Field = "password" };

    public static readonly Refusal PresentPassword = new(Forbidden, "password.present",
        "现在的密码不对。请重新输入。", "That is not your present password. Type it again.")
    { Field = "present" };

    public static readonly Refusal MustChangePassword = new(Forbidden, "password.must-change",
        "请先改密码，再办别的事。", "Change your password first.");

    public static readonly Refusal MustSetUpSecondFactor = new(Forbidden, "second-factor.needed",
        "管理员要用动态码登录。请先完成设置。", "Administrators sign in with a code from their phone. Set it up first.");

    public static readonly Refusal SecondFactorStands = new(Conflict, "second-factor.stands",
        "动态码已经设置过。换手机请找安全管理员重置。", "A second factor is set up already. For another phone, ask the security administrator to reset it.");

    public static readonly Refusal WrongTicket = new(Invalid, "second-factor.ticket",
        "这一页放得太久了。请重新打开再试。", "This page has been open too long. Open it again.");

    public static readonly Refusal WrongCode = new(Forbidden, "session.wrong-code",
        "动态码不对或已用过。请等手机上换出新码再试。", "The code is wrong or has been used. Wait for the next one on your phone.")
    { Field = "code" };

    public static readonly Refusal CodeNeeded = new(Forbidden, "session.code-needed",
        "请输入手机上的六位动态码。", "Type the six digits from your phone.")
    { Field = "code" };

    public static readonly Refusal WrongPassword = new(Forbidden, "session.wrong-password",
        "账号或密码不对。连错五次会锁定 15 分钟。", "The account or the password is wrong. Five errors lock it for 15 minutes.");

    public static readonly Refusal LockedOut = new(Forbidden, "session.locked-out",
        "密码连错五次，账号锁定到 {0}。请到时再试，或请安全管理员解锁。",
        "After five errors the account is locked until {0}. Try again then, or ask the security administrator.");

    public static readonly Refusal Locked = new(Forbidden, "session.locked",
        "账号已被锁定。请联系安全管理员。", "The account has been locked. Speak to the security administrator.");

    public static readonly Refusal NoPost = new(Forbidden, "session.no-post",
        "这个账号现在没有岗位。请找系统管理员任岗。", "This account holds no post now. Ask the system administrator for one.");

    public static readonly Refusal TooOften = new(Throttled, "session.too-often",
        "试得太频繁了。请过一分钟再试。", "Too many attempts. Try again in a minute.");

    public static readonly Refusal NoSuchSession = new(Missing, "session.missing",
        "没有这个登录，或它已结束。", "There is no such session, or it has ended.");

    public static readonly Refusal FormExpired = new(Forbidden, "session.form",
        "这一页不是从本站打开的，或已过期。请刷新后再提交。", "This form was not opened here, or has expired. Reload the page and send it again.");
}
