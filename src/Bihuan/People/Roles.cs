using System.Collections.Frozen;

namespace Bihuan.People;

/// <summary>Which matters a role sees, before the post's own limits.</summary>
public enum Sees
{
    /// <summary>None: administrators keep the house and read nobody's matters.</summary>
    Nothing,

    /// <summary>Those its unit, or a unit below it, is party to.</summary>
    OwnUnit,

    /// <summary>Those in the post's area.</summary>
    OwnArea,

    /// <summary>All of the district; all of the post's area when it has one.</summary>
    District,
}

/// <summary>What a post may be: its words, what it sees, and whether it keeps the house.</summary>
/// <param name="Key">As in facts, playbooks and packs.</param>
/// <param name="Sensitivity">The most it sees: 0 normal, 1 confidential, 2 restricted.</param>
/// <param name="IsAdministrator">One of the three who exclude each other and every other role on one account (MLPS, three-role separation).</param>
/// <param name="HasAccount">False for those who act without one.</param>
public sealed record Role(
    string Key, Words Title, Sees Sees, int Sensitivity = 0, bool IsAdministrator = false, bool HasAccount = true);

/// <summary>Every role.</summary>
public static class Roles
{
    public const string SystemAdmin = "system-admin";
    public const string SecurityAdmin = "security-admin";
    public const string AuditAdmin = "audit-admin";

    /// <summary>The hand that furnishes a new installation: no account can hold it.</summary>
    public const string Setup = "setup";

    /// <summary>In the order in which lists show them.</summary>
    public static IReadOnlyList<Role> All { get; } =
    [
        new("agent", new("话务员", "Hotline agent"), Sees.District, 1),
        new("clerk", new("窗口人员", "Window clerk"), Sees.OwnUnit, 1),
        new("dispatcher", new("派遣员", "Dispatcher"), Sees.District, 1),
        new("grid-member", new("网格员", "Grid member"), Sees.OwnArea),
        new("coordinator", new("联络员", "Unit coordinator"), Sees.OwnUnit, 1),
        new("handler", new("承办人", "Handler"), Sees.OwnUnit, 1),
        new("verifier", new("核查员", "Verifier"), Sees.District, 1),
        new("callback", new("回访员", "Callback officer"), Sees.District, 1),
        new("supervisor", new("督查员", "Supervisor"), Sees.District, 2),
        new("leader", new("领导", "Leader"), Sees.District, 2),
        new("petition-officer", new("信访专员", "Petition officer"), Sees.District, 2),
        new("assessor", new("考核员", "Assessor"), Sees.District),
        new(SystemAdmin, new("系统管理员", "System administrator"), Sees.Nothing, IsAdministrator: true),
        new(SecurityAdmin, new("安全管理员", "Security administrator"), Sees.Nothing, IsAdministrator: true),
        new(AuditAdmin, new("审计管理员", "Audit administrator"), Sees.Nothing, IsAdministrator: true),
        new("resident", new("群众", "Resident"), Sees.Nothing, HasAccount: false),
        new("partner", new("合作单位", "A partner"), Sees.Nothing, HasAccount: false),
        new("visitor", new("未登录者", "Not signed in"), Sees.Nothing, HasAccount: false),
        new("clock", new("系统时钟", "The clock"), Sees.Nothing, HasAccount: false),
        new("import", new("批量导入", "An import"), Sees.Nothing, HasAccount: false),
        new(Setup, new("安装程序", "Set-up"), Sees.Nothing, HasAccount: false),
    ];

    static readonly FrozenDictionary<string, Role> ByKey = All.ToFrozenDictionary(role => role.Key);

    /// <summary>The role of that key; null when there is none.</summary>
    public static Role? Of(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>The words of a role; the key itself when it is unknown.</summary>
    public static Words Title(string key) => Of(key)?.Title ?? new(key, key);

    /// <summary>Whether the stamp's post is one of these roles, or the hand that furnishes a new installation.</summary>
    internal static bool Is(this Stamp now, params ReadOnlySpan<string> roles) => now.Role == Setup || roles.Contains(now.Role);
}
