using Bihuan.People;

namespace Bihuan.Library;

/// <summary>Records another template for a document; new papers are made by it.</summary>
public static class RecordTemplate
{
    /// <summary>The most that may be said of what was changed.</summary>
    public const int MostNote = 200;

    /// <param name="Sha256">Of the file, which was looked at before.</param>
    /// <param name="Note">What was changed; may be left out.</param>
    public sealed record Command(string Playbook, string Document, string Sha256, long Size, string? Note);

    // A paper speaks for the office and stands for years: whoever may publish the playbook puts its words in force, whoever reads the library may write them.
    public static Decision Decide(Templates templates, Command command, Stamp now)
    {
        if (!now.Is(Roles.SystemAdmin)) return Hosting.No.NotYours;
        var note = command.Note?.Trim() ?? "";
        if (note.Length > MostNote) return No.TemplateNote.With(MostNote).On("note");
        if (templates.Used(command.Document)?.Sha256 == command.Sha256) return Decision.Nothing;
        if (templates.Of(command.Document).LastOrDefault(version => version.Sha256 == command.Sha256) is { } known) return new TemplateChosen(command.Document, known.Version);

        return new TemplateRecorded(command.Document, templates.Of(command.Document).Count() + 1, command.Sha256, command.Size, note);
    }
}
