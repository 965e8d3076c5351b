using System.Collections.Immutable;

namespace Bihuan.Engine.Language.Categories;

/// <summary>A stretch of a text that spoke for a category.</summary>
/// <param name="Start">The index of its first character in the text, from 0.</param>
/// <param name="Length">How many characters it has; 2 to 8.</param>
/// <param name="Words">As it stands there.</param>
/// <param name="Weight">Its part of all that spoke for the category, above 0 and at most 1.</param>
public sealed record Reason(int Start, int Length, string Words, double Weight);

/// <summary>Shows the words that made the model think so.</summary>
public static class ExplainCategory
{
    const int Longest = 8;

    /// <summary>The stretches of the text (not of the subject) that spoke most for the category at its first level, the strongest first; none when none did.</summary>
    /// <param name="model">What told the category.</param>
    /// <param name="message">What was said.</param>
    /// <param name="label">The category at level 1.</param>
    /// <param name="most">How many at most; default 5.</param>
    public static ImmutableArray<Reason> Run(CategoryModel model, Message message, string label, int most = 5) => Run(model, message, [label], most);

    /// <summary>The stretches of the text that spoke most for the category at all its levels together: what tells it from its neighbours counts as much as what tells its class.</summary>
    /// <param name="model">What told the category.</param>
    /// <param name="message">What was said.</param>
    /// <param name="path">The category from level 1 down.</param>
    /// <param name="most">How many at most; default 5.</param>
    public static ImmutableArray<Reason> Run(CategoryModel model, Message message, ImmutableArray<string> path, int most = 5)
    {
        var form = new char[Grams.Longest];
        var places = new int[Grams.Longest];
        var length = Letters.Write(message.Text, form, places);
        var speaks = new float[length];
        for (var level = 0; level < path.Length; level++)
        {
            if (!model.Choices.TryGetValue(CategoryModel.Key(path, level), out var choice)) continue;
            var right = choice.Labels.IndexOf(path[level]);
            if (right < 0) continue;
            var at = Speaks(model, choice, message, right, form.AsSpan(0, length));
            for (var n = 0; n < length; n++) speaks[n] += at[n];
        }

        var all = speaks.Where(s => s > 0).Sum();
        var reasons = new List<Reason>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (from, to, weight) in Stretches(speaks, form).OrderByDescending(s => s.Weight))
        {
            var start = places[from];
            var words = message.Text[start..(places[to] + 1)];
            if (seen.Add(words)) reasons.Add(new(start, words.Length, words, weight / all));
            if (reasons.Count == most) break;
        }

        return [.. reasons];
    }

    static float[] Speaks(CategoryModel model, Linear choice, Message message, int right, ReadOnlySpan<char> form)
    {
        var values = model.ValuesOf(message, choice);
        var speaks = new float[form.Length];
        for (var n = 0; n < form.Length; n++)
        {
            if (form[n] == ' ') continue;
            speaks[n] += Of(Grams.Key(form[n]));
            if (n + 1 >= form.Length || form[n + 1] == ' ') continue;
            var pair = Of(Grams.Key(form[n], form[n + 1])) / 2;
            speaks[n] += pair;
            speaks[n + 1] += pair;
        }

        return speaks;

        float Of(uint key)
        {
            var row = choice.Words.Find(key);
            if (row < 0 || !values.TryGetValue(row, out var value)) return 0;
            var weights = choice.Row(row)[..choice.Labels.Count];
            var others = float.NegativeInfinity;
            for (var label = 0; label < weights.Length; label++)
                if (label != right) others = MathF.Max(others, weights[label]);
            return value * (weights[right] - (weights.Length > 1 ? others : weights[right]));
        }
    }

    /// <summary>Neighbouring characters that speak for it, at least two.</summary>
    static IEnumerable<(int From, int To, float Weight)> Stretches(float[] speaks, char[] form)
    {
        for (var n = 0; n < speaks.Length; n++)
        {
            if (speaks[n] <= 0) continue;
            var from = n;
            var sum = 0f;
            while (n < speaks.Length && speaks[n] > 0 && form[n] != ' ' && n - from < Longest) sum += speaks[n++];
            if (n - from >= 2) yield return (from, n - 1, sum);
            n--;
        }
    }
}
