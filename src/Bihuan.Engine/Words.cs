namespace Bihuan.Engine;

/// <summary>A text that people read, in both languages. Chinese comes first; neither may be empty.</summary>
public readonly record struct Words(string Zh, string En)
{
    /// <summary>Chinese.</summary>
    public override string ToString() => Zh;
}
