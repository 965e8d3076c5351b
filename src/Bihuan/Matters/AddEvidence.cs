using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Adds a file that has been taken in already: sniffed, measured and stored under its hash.</summary>
public static class AddEvidence
{
    /// <param name="Hash">SHA-256 of the bytes, 64 hex digits.</param>
    /// <param name="Phase">before, after or other.</param>
    public sealed record Command(string Hash, string Name, string Media, long Size, string? Phase);

    /// <summary>When a picture was taken.</summary>
    public static ImmutableArray<Choice> Phases { get; } = [new("before", new("办理前", "Before")), new("after", new("办理后", "After")), new("other", new("其他", "Other"))];

    public static Act Act { get; } = new Act<Command>("add-evidence", "evidence", Decide) { Needs = ["hash", "name", "media", "size"] };

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (command.Hash is not { Length: 64 }) return No.File.On("hash");
        if (matter.Evidence.Any(e => e.Hash == command.Hash)) return Decision.Nothing;

        return new EvidenceAdded(command.Hash, command.Name, command.Media, command.Size, command.Phase is "before" or "after" ? command.Phase : "other");
    }
}
