namespace Bihuan.Engine.Journal;

/// <summary>Who did it, in which post, when. The server makes it; nobody sends it.</summary>
/// <param name="At">Server time, UTC, whole milliseconds.</param>
/// <param name="By">The account; <c>resident</c> for the public, <c>clock</c> for a timer, <c>import</c> for a file.</param>
/// <param name="Post">The post acted in.</param>
public sealed record Stamp(DateTimeOffset At, string By, Post Post)
{
    /// <summary>The role of the post.</summary>
    public string Role => Post.Role;

    /// <summary>The unit of the post.</summary>
    public string Unit => Post.Unit;
}

/// <summary>A role in a unit; one person may hold several and acts in one.</summary>
/// <param name="Role">A role key, for example <c>verifier</c>.</param>
/// <param name="Unit">The unit's code, a dotted path such as <c>LS.ZH.CG</c>; empty for the public and the clock.</param>
public readonly record struct Post(string Role, string Unit)
{
    /// <summary>Reads <c>role@unit</c>; a text without @ is a role alone.</summary>
    public static Post Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? new(text, "") : new(text[..at], text[(at + 1)..]);
    }

    /// <summary><c>role@unit</c>.</summary>
    public override string ToString() => Unit.Length == 0 ? Role : $"{Role}@{Unit}";
}
