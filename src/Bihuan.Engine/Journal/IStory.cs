namespace Bihuan.Engine.Journal;

/// <summary>How a thing stands: folded from the entries of its stream and from nothing else.</summary>
public interface IStory<TSelf> where TSelf : class, IStory<TSelf>
{
    /// <summary>Before anything happened.</summary>
    static abstract TSelf Empty { get; }

    /// <summary>Takes in one entry. Total: history cannot be refused.</summary>
    TSelf Apply(Entry entry);
}
