namespace Bihuan.Engine.Playbooks;

/// <summary>Why a playbook may not be published: where, what is wrong and what to do, in both languages.</summary>
/// <param name="Code">Stable: <c>playbook.no-owner</c>.</param>
/// <param name="Where">The path in the file: <c>stages.handling.moves.hand-in</c>.</param>
/// <param name="Sentence">What is wrong, then what to do.</param>
public sealed record Fault(string Code, string Where, Words Sentence)
{
    /// <summary>Makes a fault.</summary>
    public Fault(string code, string where, string zh, string en) : this(code, where, new Words(zh, en)) { }
}
