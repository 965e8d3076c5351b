using Bihuan.Parts;

namespace Bihuan.Shell;

/// <summary>Where each role goes every day, the most used first.</summary>
static class Ways
{
    /// <param name="begins">Whether the role begins matters of other playbooks than requests.</param>
    public static IEnumerable<Way> Of(string role, (int Waiting, bool Late) counts, bool begins)
    {
        var accounts = new Way("/accounts", "users", "账号", "Accounts");
        var units = new Way("/units", "sitemap", "单位", "Units");
        var zones = new Way("/zones", "target", "责任区", "Zones");
        var areas = new Way("/areas", "map-2", "区域", "Areas");
        var registers = new Way("/registers", "database", "底册", "Registers");
        if (role is "system-admin")
            return [accounts, units, areas, zones, registers, new("/library", "book", "流程库", "Library"), new("/calendar", "calendar", "工作日历", "Calendar"), new("/boundaries", "upload", "区域边界", "Boundaries")];
        if (role is "security-admin")
            return [accounts, units, new("/erasures", "eye-off", "删除诉求人", "Erase"), new("/erasures/records", "eye-off", "删除底册个人信息", "Erase in registers"), registers];
        if (role is "audit-admin")
            return [accounts, new("/sign-ins", "list-details", "登录记录", "Sign-ins"), new("/changes", "history", "变更记录", "Changes")];

        var home = new Way("/", "home", "要办的事", "To do", counts.Waiting, counts.Late);
        var matters = new Way("/matters", "list-details", "全部事项", "Matters");
        var map = new Way("/map", "map-2", "地图", "Map");
        var broken = new Way("/broken-loops", "unlink", "断环", "Broken loops");
        var figures = new Way("/figures", "chart-bar", "三率", "Three rates");
        var catalogue = new Way("/catalogue", "book", "派单目录", "Catalogue");
        var hot = new Way("/hot", "flame", "热点", "Hot issues");
        Way[] begin = begins ? [new("/begin", "plus", "新建事项", "New matter")] : [];
        Way[] rounds = role is "grid-member" or "dispatcher" or "supervisor" or "leader" ? [new("/rounds", "map-pin", "巡查", "Rounds")] : [];
        Way[] charge = role is "leader" or "supervisor" ? [new("/charge", "user-check", "包抓", "In charge")] : [];
        return [.. Daily(), .. charge, .. rounds];

        IEnumerable<Way> Daily() => role switch
        {
            "agent" or "clerk" or "grid-member" or "petition-officer" => [home, new("/intake", "headset", "登记诉求", "Intake"), .. begin, matters, registers, map, broken],
            "dispatcher" => [home, new("/dispatch", "send", "派单", "Dispatch"), matters, hot, map, catalogue, new("/intake", "headset", "登记诉求", "Intake"), .. begin, registers, broken],
            "supervisor" or "leader" or "assessor" => [home, hot, .. begin, matters, new("/nights", "hourglass", "过夜清单", "Open at midnight"), broken, figures, registers, map, zones, catalogue],
            _ => [home, .. begin, matters, registers, map, broken, catalogue],
        };
    }
}
