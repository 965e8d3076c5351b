using Bihuan.People;

namespace Bihuan.Library;

/// <summary>Says whom a playbook means: a role, in the office of one of the parties.</summary>
public static class Whoever
{
    /// <summary>The role in its party, as a phrase within a sentence.</summary>
    public static Words Of(Whose whose)
    {
        var role = Roles.Title(whose.Role);
        return whose.Party switch
        {
            Party.Centre => new($"受理单位的{role.Zh}", $"the {role.En} of the receiving office"),
            Party.Lead => new($"承办单位的{role.Zh}", $"the {role.En} of the handling unit"),
            Party.Outside => new($"中心以外的{role.Zh}（中心自己办的）", $"the {role.En} outside the centre, where the centre did the work"),
            Party.Co => new($"协办单位的{role.Zh}", $"the {role.En} of a cooperating unit"),
            Party.Assigned => new($"被指派的{role.Zh}", $"the {role.En} it was assigned to"),
            Party.Place => new($"属地的{role.Zh}", $"the {role.En} of the place"),
            _ => role,
        };
    }
}
