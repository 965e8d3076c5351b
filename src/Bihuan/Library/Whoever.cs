using Bihuan.People;

namespace Bihuan.Library;

/// <summary>Says whom a playbook means: a role, in the office of one of the parties.</summary>
public static class Whoever
{
    /// <summary>The role in its party, as a phrase within a sentence.</summary>
    public static Words Of(Whose whose) => Of(whose, null);

    /// <summary>The role in its party, as a phrase within a sentence.</summary>
    /// <param name="above">The organ above, where one is known.</param>
    public static Words Of(Whose whose, Words? above)
    {
        var role = Roles.Title(whose.Role);
        return whose.Party switch
        {
            Party.Centre => new($"受理单位的{role.Zh}", $"the {role.En} of the receiving office"),
            Party.Lead => new($"承办单位的{role.Zh}", $"the {role.En} of the handling unit"),
            Party.Outside => new($"中心以外的{role.Zh}（中心自己办的）", $"the {role.En} outside the centre, where the centre did the work"),
            Party.Co => new($"协办单位的{role.Zh}", $"the {role.En} of a cooperating unit"),
            Party.Assigned => new($"被指派的{role.Zh}", $"the {role.En} it was assigned to"),
            Party.Above when above is { } organ => new($"上一级机关（{organ.Zh}）的{role.Zh}", $"the {role.En} of the organ above, {organ.En}"),
            Party.Above => new($"上一级机关的{role.Zh}", $"the {role.En} of the organ above"),
            Party.Place => new($"属地的{role.Zh}", $"the {role.En} of the place"),
            _ => role,
        };
    }
}
