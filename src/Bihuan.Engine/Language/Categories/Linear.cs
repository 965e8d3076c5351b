using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Bihuan.Engine.Language.Categories;

/// <summary>One choice among labels by a weighted sum over grams: one level of the category tree.</summary>
public sealed class Linear
{
    // The subject counts as much as 0.4 of the text, however long the text is.
    const float SubjectShare = 0.4f;

    float[] weights;
    float[] rarity;
    readonly float rarest;

    /// <summary>Begins with weights that training found.</summary>
    public Linear(IReadOnlyList<string> labels, Vocabulary words, float[] rarity, float[] weights, float[] bias, float temperature)
    {
        Labels = [.. labels];
        Words = words;
        this.rarity = rarity;
        this.weights = weights;
        Bias = bias;
        Temperature = temperature;
        Width = WidthOf(labels.Count);
        rarest = rarity.Length > 0 ? rarity.Max() : 1;
    }

    /// <summary>What can be chosen, in the order of the scores; at least one.</summary>
    public List<string> Labels { get; }

    /// <summary>How many floats a row of the weights has: the labels rounded up to eight.</summary>
    public int Width { get; private set; }

    /// <summary>Divides the scores before they become probabilities; fitted on examples that training had not seen.</summary>
    public float Temperature { get; }

    internal Vocabulary Words { get; }

    internal float[] Bias { get; private set; }

    internal ReadOnlySpan<float> Weights => weights.AsSpan(0, Words.Count * Width);

    internal ReadOnlySpan<float> Rarity => rarity.AsSpan(0, Words.Count);

    internal static int WidthOf(int labels) => (labels + 7) / 8 * 8;

    /// <summary>Turns a message's counts into rows and values of length 1; the values of what is not known are left out.</summary>
    internal static int Values(
        Vocabulary words, ReadOnlySpan<float> rarity, ReadOnlySpan<uint> keys, ReadOnlySpan<float> inText, ReadOnlySpan<float> inSubject, Sparse into)
    {
        var (rows, values, subject) = (into.Rows, into.Values, into.Subject);
        var count = 0;
        float text2 = 0, subject2 = 0, both = 0;
        for (var n = 0; n < keys.Length; n++)
        {
            var row = words.Find(keys[n]);
            if (row < 0) continue;
            var t = inText[n] > 0 ? Log(1 + inText[n]) * rarity[row] : 0;
            var s = inSubject[n] > 0 ? Log(1 + inSubject[n]) * rarity[row] : 0;
            rows[count] = row;
            values[count] = t;
            subject[count++] = s;
            text2 += t * t;
            subject2 += s * s;
            both += t * s;
        }

        var a = text2 > 0 ? 1 / MathF.Sqrt(text2) : 0;
        var b = subject2 > 0 ? SubjectShare / MathF.Sqrt(subject2) : 0;
        var length = MathF.Sqrt((a * a * text2) + (b * b * subject2) + (2 * a * b * both));
        if (length == 0) return 0;
        a /= length;
        b /= length;
        for (var n = 0; n < count; n++) values[n] = (values[n] * a) + (subject[n] * b);
        return count;
    }

    /// <summary>Scores all labels of a message that has been read.</summary>
    internal void Scores(Sparse sparse, Span<float> scores)
    {
        if (Width == 8)
        {
            // Most levels have at most eight labels: their sums fit one register.
            var sum = Vector256.Create<float>(Bias);
            ref var first = ref MemoryMarshal.GetArrayDataReference(weights);
            for (var n = 0; n < sparse.Count; n++)
                sum += Vector256.LoadUnsafe(ref first, (nuint)(sparse.Rows[n] * 8)) * sparse.Values[n];
            sum.CopyTo(scores);
            return;
        }

        Bias.AsSpan(0, Width).CopyTo(scores);
        for (var n = 0; n < sparse.Count; n++) Add(scores, Row(sparse.Rows[n]), sparse.Values[n]);
    }

    /// <summary>Probabilities in place of scores; they sum to 1 over the labels.</summary>
    internal void Likely(Span<float> scores)
    {
        var most = float.NegativeInfinity;
        for (var n = 0; n < Labels.Count; n++) most = MathF.Max(most, scores[n]);
        float sum = 0;
        for (var n = 0; n < Labels.Count; n++) sum += scores[n] = MathF.Exp((scores[n] - most) / Temperature);
        for (var n = 0; n < Labels.Count; n++) scores[n] /= sum;
    }

    internal void Fill(Grams grams, Sparse sparse) =>
        sparse.Count = Values(
        Words, rarity, grams.Keys.AsSpan(0, grams.Count), grams.InText.AsSpan(0, grams.Count), grams.InSubject.AsSpan(0, grams.Count), sparse);

    internal Span<float> Row(int row) => weights.AsSpan(row * Width, Width);

    /// <summary>Moves the weights just so far that the right label wins by a margin (passive-aggressive); a label not known yet is added.</summary>
    internal void Learn(Grams grams, Sparse sparse, string label)
    {
        var right = Labels.IndexOf(label);
        if (right < 0) right = AddLabel(label);
        for (var n = 0; n < grams.Count; n++) Know(grams.Keys[n]);
        Fill(grams, sparse);
        var scores = new float[Width];
        Scores(sparse, scores);
        var wrong = -1;
        for (var n = 0; n < Labels.Count; n++)
            if (n != right && (wrong < 0 || scores[n] > scores[wrong])) wrong = n;
        if (wrong < 0 || sparse.Count == 0) return;
        var step = MathF.Min(1, (1 - (scores[right] - scores[wrong])) / 2);
        if (step <= 0) return;
        for (var n = 0; n < sparse.Count; n++)
        {
            var row = Row(sparse.Rows[n]);
            row[right] += step * sparse.Values[n];
            row[wrong] -= step * sparse.Values[n];
        }
    }

    internal static void Add(Span<float> sum, ReadOnlySpan<float> row, float value)
    {
        var to = MemoryMarshal.Cast<float, Vector<float>>(sum);
        var from = MemoryMarshal.Cast<float, Vector<float>>(row);
        for (var n = 0; n < to.Length; n++) to[n] += from[n] * value;
    }

    // The exponent and two terms of the series: within 0.5 %, at a fifth of the cost, and the same on every machine.
    static float Log(float x)
    {
        var bits = BitConverter.SingleToInt32Bits(x);
        var power = (bits >> 23) - 127;
        var rest = BitConverter.Int32BitsToSingle((bits & 0x7fffff) | 0x3f800000);
        return 0.69314718f * (power + (((-0.33582878f * rest) + 2f) * rest) - 1.65871022f);
    }

    void Know(uint key)
    {
        var before = Words.Count;
        var row = Words.Add(key);
        if (Words.Count == before) return;
        if (rarity.Length <= row)
        {
            Array.Resize(ref rarity, Math.Max(1024, rarity.Length * 2));
            Array.Resize(ref weights, rarity.Length * Width);
        }

        // What was in none of the examples is as rare as the rarest that was.
        rarity[row] = rarest;
    }

    int AddLabel(string label)
    {
        Labels.Add(label);
        var wider = WidthOf(Labels.Count);
        if (wider > Width)
        {
            var wide = new float[rarity.Length * wider];
            for (var row = 0; row < Words.Count; row++) Row(row).CopyTo(wide.AsSpan(row * wider));
            weights = wide;
            var bias = Bias;
            Array.Resize(ref bias, wider);
            Bias = bias;
            Width = wider;
        }

        Bias[Labels.Count - 1] = -1;
        return Labels.Count - 1;
    }
}

/// <summary>Room for one message's rows and values; one thread at a time.</summary>
public sealed class Sparse
{
    /// <summary>How many are filled.</summary>
    public int Count { get; internal set; }

    internal int[] Rows { get; } = new int[4096];

    internal float[] Values { get; } = new float[4096];

    internal float[] Subject { get; } = new float[4096];
}
