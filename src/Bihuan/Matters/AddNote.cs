using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>A note between colleagues; the requester never sees it, and no clock moves by it.</summary>
public static class AddNote
{
    public sealed record Command(string Text);

    public static Act Act { get; } = new Act<Command>("note", "notes", Decide) { Needs = ["text"] };

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now) =>
        string.IsNullOrWhiteSpace(command.Text) ? No.Note.On("text") : new Noted(command.Text.Trim());
}
