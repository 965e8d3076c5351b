using Bihuan.Hosting;

namespace Bihuan.Language;

/// <summary>How well a model did on matters that it had not learned, the newest fifth.</summary>
/// <param name="Examples">Closed matters that it was learned from.</param>
/// <param name="Labels">How many categories they have.</param>
/// <param name="Held">How many were held out.</param>
/// <param name="FirstRight">Of those, right at level 1.</param>
/// <param name="Right">Right down to the last level.</param>
/// <param name="Sure">How many of those held out it was sure of.</param>
/// <param name="SureRight">And right.</param>
/// <param name="Error">Calibration error in 10 bins, 0 to 1: how far probabilities are from what came true.</param>
public sealed record ModelMarks(int Examples, int Labels, int Held, int FirstRight, int Right, int Sure, int SureRight, double Error);

/// <summary>A category model was learned from closed matters, or taken in. It is kept beside the journal as a file.</summary>
/// <param name="Hash">SHA-256 of the file.</param>
/// <param name="Marks">How well it did; null for a model that was learned elsewhere.</param>
[Kind("model.learned")]
public sealed record ModelLearned(string Hash, string Pack, string Edition, ModelMarks? Marks) : Fact;

/// <summary>The models that a district has learned, one after the other.</summary>
public sealed record LearnedModels : IStory<LearnedModels>
{
    public const string Noun = "model";

    /// <summary>One in each district.</summary>
    public static Stream Stream { get; } = Stream.Of(Noun, "category");

    public static LearnedModels Empty { get; } = new();

    /// <summary>The one in force; null before the first.</summary>
    public ModelLearned? Last { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The files that are still kept: the last and the one before.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <inheritdoc/>
    public LearnedModels Apply(Entry entry) => entry.Fact is ModelLearned f
        ? new() { Last = f, At = entry.Stamp.At, Files = [.. Files.Where(file => file != f.Hash).TakeLast(1), f.Hash] }
        : this;
}

/// <summary>Takes a model into use: from now on, and on every node, categories are told by it.</summary>
public static class LearnModel
{
    const string Media = "application/x-bihuan-model";

    /// <param name="bytes">The model's file; read before, so that none is taken that nobody can use.</param>
    public static Task<Answer<LearnedModels>> Run(Clerk clerk, byte[] bytes, ModelMarks? marks, LabelTree tree, CancellationToken stop)
    {
        var district = clerk.Caller.District;
        var file = new KeptFile(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), Media, bytes, null);
        return clerk.Record<LearnedModels>(LearnedModels.Stream, (models, desk) =>
        {
            // The same lesson again makes the same file: where the kept one was damaged, it is mended.
            foreach (var old in models.Files.Where(old => old == file.Hash || old != models.Last?.Hash)) desk.Keep(KeptFile.Drop(district, old));
            desk.Keep(file.Statement(district));
            return ValueTask.FromResult<Decision>(new ModelLearned(file.Hash, tree.Pack, tree.Edition, marks));
        }, stop);
    }
}
