namespace Bihuan.Engine.Language;

/// <summary>What a resident said: a subject, which may be empty, and the text, which may repeat it.</summary>
public readonly record struct Message(string Subject, string Text);
