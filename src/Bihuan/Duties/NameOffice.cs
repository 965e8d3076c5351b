using Bihuan.People;

namespace Bihuan.Duties;

/// <summary>Names the unit that receives the matters of a playbook.</summary>
public static class NameOffice
{
    /// <param name="Playbook">Its name, such as <c>request</c>.</param>
    /// <param name="Unit">The code of a unit that is open and not the district itself.</param>
    public sealed record Command(string Playbook, string Unit);

    public static Decision Decide(Offices offices, Command command, Func<string, bool> isPlaybook, Func<string, bool> isUnit, Stamp now)
    {
        if (!now.Is(Roles.SystemAdmin)) return Hosting.No.NotYours;
        if (!isPlaybook(command.Playbook)) return No.SuchPlaybook.With(command.Playbook).On("playbook");
        if (!isUnit(command.Unit)) return No.SuchOffice.With(command.Unit).On("unit");
        if (offices.ByPlaybook.GetValueOrDefault(command.Playbook) == command.Unit) return Decision.Nothing;

        return new OfficeNamed(command.Playbook, command.Unit);
    }
}
