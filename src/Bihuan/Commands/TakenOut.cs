namespace Bihuan.Commands;

/// <param name="Purpose">What the personal data are needed for.</param>
/// <param name="User">Who ran the command on this machine.</param>
/// <param name="To">The file's name; empty for the standard output.</param>
[Kind("export.taken-out")]
public sealed record MattersTakenOut(string Purpose, string User, string To) : Fact;

/// <summary>One export of personal data: written down before the first line leaves.</summary>
public sealed record TakenOut : IStory<TakenOut>
{
    public const string Noun = "export";

    public static TakenOut Empty { get; } = new();

    public bool Exists { get; init; }

    public TakenOut Apply(Entry entry) => entry.Fact is MattersTakenOut ? this with { Exists = true } : this;

    /// <summary>A purpose that says something.</summary>
    public static bool IsPurpose(string text) => text.Trim().Length >= 4;

    public static Decision Decide(TakenOut export, string purpose, string user, string to) =>
        export.Exists ? Decision.Nothing : new MattersTakenOut(purpose.Trim().ReplaceLineEndings(" "), user, to);
}
