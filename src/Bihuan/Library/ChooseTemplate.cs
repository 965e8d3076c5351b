using Bihuan.People;

namespace Bihuan.Library;

/// <summary>Goes back to a template recorded before, or to the playbook's own.</summary>
public static class ChooseTemplate
{
    /// <param name="Version">0 is the playbook's own.</param>
    public sealed record Command(string Playbook, string Document, int Version);

    public static Decision Decide(Templates templates, Command command, Stamp now)
    {
        if (!now.Is(Roles.SystemAdmin)) return Hosting.No.NotYours;
        if (command.Version != 0 && templates.Of(command.Document).All(version => version.Version != command.Version)) return No.SuchTemplate.With(command.Version);
        if (templates.Chosen.GetValueOrDefault(command.Document) == command.Version) return Decision.Nothing;

        return new TemplateChosen(command.Document, command.Version);
    }
}
