using Bihuan.Engine.Language;
using Bihuan.Engine.Language.Categories;

namespace Bihuan.Language;

/// <summary>A category that a text may belong to.</summary>
/// <param name="Code">The deepest level that the model tells.</param>
/// <param name="Probability">0 to 1.</param>
/// <param name="Reasons">The stretches of the text that spoke for it, the strongest first.</param>
public sealed record Likely(string Code, double Probability, ImmutableArray<Reason> Reasons);

/// <summary>What the model thinks of a text.</summary>
/// <param name="Best">At most three, the likeliest first.</param>
/// <param name="IsSure">Whether the first reaches the pack's threshold.</param>
public sealed record Thought(ImmutableArray<Likely> Best, bool IsSure);

/// <summary>The model in use.</summary>
/// <param name="At">Since when.</param>
/// <param name="Marks">How well it did; null where it was learned elsewhere.</param>
public sealed record ModelInUse(DateTimeOffset At, ModelMarks? Marks);

/// <summary>The category model of a district in memory: asked by many, learning one matter after another. Without a model it knows nothing and says so.</summary>
public sealed class CategoryMemory(LabelTree tree)
{
    readonly Lock turn = new();
    CategoryModel? model;

    /// <summary>Since when which model is in use; null while there is none.</summary>
    public ModelInUse? InUse { get; private set; }

    /// <summary>Why the kept model cannot be used; null where nothing is amiss.</summary>
    public Refusal? Fault { get; private set; }

    /// <summary>From which probability on a category counts as sure.</summary>
    public double Threshold => tree.Threshold;

    /// <summary>Takes a model's file into use; what cannot be used leaves the house without a model, and the reason is kept.</summary>
    /// <param name="bytes">The file; null where it is gone.</param>
    public Refusal? Begin(byte[]? bytes, ModelMarks? marks, DateTimeOffset at)
    {
        var (read, refusal) = bytes is null ? (null, Bihuan.Engine.Language.No.ModelDamaged) : CategoryFile.Read(bytes, tree.Pack, tree.Edition);
        lock (turn)
        {
            (model, Fault) = (read, refusal);
            InUse = read is null ? null : new(at, marks);
        }

        return refusal;
    }

    /// <summary>What it thinks of a text; null while there is no model, or nothing was said.</summary>
    /// <param name="why">Whether the words that made it think so are looked for.</param>
    public Thought? Tell(string text, bool why = true)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        lock (turn)
        {
            if (model is null) return null;
            var message = new Message("", text);
            var opinion = model.Tell(message, tree.Threshold);
            return opinion.Best.IsEmpty ? null : new(
                [.. opinion.Best.Select(one => new Likely(one.Path[^1], one.Probability, why ? ExplainCategory.Run(model, message, one.Path) : []))], opinion.IsSure);
        }
    }

    /// <summary>Learns that a person filed these words under a category.</summary>
    public void Learn(string text, string code)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        lock (turn) model?.Learn(new("", text), LabelTree.PathOf(code));
    }

    /// <summary>The words of a matter as the model reads them: a title that only repeats the text is left out.</summary>
    public static string Words(string title, string text) =>
        title.Length == 0 || text.Contains(title.TrimEnd('…'), StringComparison.Ordinal) ? text : $"{title}。{text}";
}
