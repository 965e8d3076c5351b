using System.Collections.Immutable;

namespace Bihuan.Engine.Language.Categories;

/// <summary>A message and the category it was closed under, as the path from level 1 down.</summary>
public sealed record Example(Message Message, ImmutableArray<string> Path);

/// <summary>One category a message may belong to.</summary>
/// <param name="Path">From level 1 down.</param>
/// <param name="Probability">0 to 1; of those said with 0.8, about eight in ten are right.</param>
public sealed record Candidate(ImmutableArray<string> Path, double Probability);

/// <summary>What the model thinks of a message.</summary>
/// <param name="Best">At most three, the likeliest first; empty when nothing has been learned.</param>
/// <param name="IsSure">Whether the first reaches the threshold that was asked; never when three quarters of what was said had not been heard before.</param>
public sealed record Opinion(ImmutableArray<Candidate> Best, bool IsSure);

/// <summary>Tells the category of a message, level by level; learns one example after another. One thread at a time: the caller takes turns.</summary>
public sealed class CategoryModel
{
    readonly Dictionary<string, Linear> choices = new(StringComparer.Ordinal);
    readonly Grams grams = new();
    readonly Sparse sparse = new();
    float[] scores = new float[64];
    int known;

    CategoryModel(string pack, string edition) => (Pack, Edition) = (pack, edition);

    /// <summary>The pack whose tree the labels come from.</summary>
    public string Pack { get; }

    /// <summary>The hash or edition of that tree; another tree has other labels.</summary>
    public string Edition { get; }

    internal IReadOnlyDictionary<string, Linear> Choices => choices;

    /// <summary>Trains on the examples; the same examples in the same order give the same model.</summary>
    public static CategoryModel Train(string pack, string edition, IReadOnlyList<Example> examples)
    {
        var model = new CategoryModel(pack, edition);
        var counted = examples.Select(e =>
        {
            model.grams.Read(e.Message);
            return new Counted(model.grams);
        }).ToArray();
        var levels =
            from n in Enumerable.Range(0, examples.Count)
            from level in Enumerable.Range(0, examples[n].Path.Length)
            group (n, level) by Key(examples[n].Path, level);
        foreach (var level in levels)
            model.choices[level.Key] = TrainLinear.Train(
                [.. level.Select(l => counted[l.n])], [.. level.Select(l => examples[l.n].Path[l.level])]);
        return model;
    }

    /// <summary>Tells the likeliest categories.</summary>
    /// <param name="message">What was said.</param>
    /// <param name="threshold">From which probability on it is sure; default 0.6.</param>
    public Opinion Tell(Message message, double threshold = 0.6)
    {
        grams.Read(message);
        known = 0;
        var best = new List<Candidate>(9);
        Descend([], 1, best);
        best.Sort((a, b) => b.Probability.CompareTo(a.Probability));
        ImmutableArray<Candidate> three = [.. best.Take(3)];
        return new(three, three.Length > 0 && three[0].Probability >= threshold && known * 4 >= grams.Count && known > 0);
    }

    /// <summary>Learns that a message belongs to a category, also one never seen; its next answer to the same words is another.</summary>
    public void Learn(Message message, ImmutableArray<string> path)
    {
        grams.Read(message);
        for (var level = 0; level < path.Length; level++)
        {
            var key = Key(path, level);
            if (!choices.TryGetValue(key, out var choice))
                choices[key] = choice = new Linear([], new(), [], [], [], 0.6f);
            choice.Learn(grams, sparse, path[level]);
        }
    }

    internal static CategoryModel Of(string pack, string edition, IEnumerable<(string Key, Linear Choice)> choices)
    {
        var model = new CategoryModel(pack, edition);
        foreach (var (key, choice) in choices) model.choices[key] = choice;
        return model;
    }

    internal Dictionary<int, float> ValuesOf(Message message, Linear choice)
    {
        grams.Read(message);
        choice.Fill(grams, sparse);
        return Enumerable.Range(0, sparse.Count).ToDictionary(n => sparse.Rows[n], n => sparse.Values[n]);
    }

    internal static string Key(ImmutableArray<string> path, int level) => string.Join("\u001f", path.Take(level));

    // Three branches at every level are enough for the three best ends: a fourth would have to beat all of them further down.
    void Descend(ImmutableArray<string> path, double probability, List<Candidate> best)
    {
        if (!choices.TryGetValue(Key(path, path.Length), out var choice) || choice.Labels.Count == 0)
        {
            if (path.Length > 0) best.Add(new(path, probability));
            return;
        }

        if (scores.Length < choice.Width) scores = new float[choice.Width];
        choice.Fill(grams, sparse);
        if (path.Length == 0) known = sparse.Count;
        var of = scores.AsSpan(0, choice.Width);
        choice.Scores(sparse, of);
        choice.Likely(of);
        Span<(int Label, float P)> first = [(-1, -1f), (-1, -1f), (-1, -1f)];
        for (var label = 0; label < choice.Labels.Count; label++)
        {
            var p = of[label];
            for (var place = 0; place < 3; place++)
            {
                if (p <= first[place].P) continue;
                for (var k = 2; k > place; k--) first[k] = first[k - 1];
                first[place] = (label, p);
                break;
            }
        }

        foreach (var (label, p) in first)
            if (label >= 0) Descend(path.Add(choice.Labels[label]), probability * p, best);
    }
}
