using System.Numerics;
using System.Runtime.InteropServices;

namespace Bihuan.Engine.Language.Categories;

/// <summary>Finds the weights of one choice: a support vector machine by dual coordinate descent, once on plain values and once on values that say how
/// strongly a gram speaks for each label, added. The same examples in the same order give the same weights.</summary>
public static class TrainLinear
{
    const int Rounds = 9;
    const float Cost = 3;
    const float Smooth = 0.1f;
    const int FewExamples = 60;

    /// <summary>Trains on all examples, and first without a quarter of them to learn how much its probabilities are worth.</summary>
    /// <param name="grams">What each message holds; see <see cref="Counted"/>.</param>
    /// <param name="labels">The label of each.</param>
    public static Linear Train(IReadOnlyList<Counted> grams, IReadOnlyList<string> labels)
    {
        var names = labels.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var numbers = names.Select((name, n) => (name, n)).ToDictionary(p => p.name, p => p.n, StringComparer.Ordinal);
        var right = labels.Select(l => numbers[l]).ToArray();
        var all = Order(grams.Count);
        var temperature = grams.Count < FewExamples || names.Length < 2 ? 0.6f : Held(grams, right, names, all);
        return Fit(grams, right, names, all, temperature);
    }

    static float Held(IReadOnlyList<Counted> grams, int[] right, string[] names, int[] order)
    {
        // A quarter, but a few thousand are enough to fit one number.
        var held = order[..Math.Min(order.Length / 4, 4000)];
        var model = Fit(grams, right, names, order[held.Length..], 1);
        var sparse = new Sparse();
        var scores = held.Select(n =>
        {
            var row = new float[model.Width];
            grams[n].Fill(model, sparse);
            model.Scores(sparse, row);
            return row;
        }).ToArray();
        var best = (Loss: double.MaxValue, At: 1f);
        for (var at = 0.2f; at < 2.5f; at *= 1.04f)
        {
            double loss = 0;
            for (var n = 0; n < held.Length; n++)
            {
                var of = scores[n].AsSpan(0, names.Length);
                var most = float.NegativeInfinity;
                foreach (var score in of) most = MathF.Max(most, score);
                double sum = 0;
                foreach (var score in of) sum += Math.Exp((score - most) / at);
                loss += Math.Log(sum) - ((of[right[held[n]]] - most) / at);
            }

            if (loss < best.Loss) best = (loss, at);
        }

        return best.At;
    }

    static Linear Fit(IReadOnlyList<Counted> grams, int[] right, string[] names, int[] order, float temperature)
    {
        var (words, rarity) = Known(grams, order);
        var width = Linear.WidthOf(names.Length);
        var empty = new Linear(names, words, rarity, new float[Math.Max(1, words.Count) * width], new float[width], temperature);
        var sparse = new Sparse();
        var rows = new int[order.Length][];
        var values = new float[order.Length][];
        var of = new int[order.Length];
        for (var n = 0; n < order.Length; n++)
        {
            grams[order[n]].Fill(empty, sparse);
            rows[n] = sparse.Rows.AsSpan(0, sparse.Count).ToArray();
            values[n] = sparse.Values.AsSpan(0, sparse.Count).ToArray();
            of[n] = right[order[n]];
        }

        var problem = new Problem(rows, values, of, names.Length, width, words.Count);
        var (weights, bias) = Descend(problem, null);
        var speaks = Speaks(problem);
        var (second, secondBias) = Descend(problem, speaks);
        for (var n = 0; n < weights.Length; n++) weights[n] = (float)(Half)(weights[n] + (second[n] * speaks[n]));
        for (var n = 0; n < width; n++) bias[n] += secondBias[n];
        return new Linear(names, words, rarity, weights, bias, temperature);
    }

    /// <summary>The grams that two messages have, or one when there are few messages, and how rare each is.</summary>
    static (Vocabulary Words, float[] Rarity) Known(IReadOnlyList<Counted> grams, int[] order)
    {
        var seen = new Vocabulary(order.Length * 60);
        var among = new List<int>();
        foreach (var n in order)
            foreach (var key in grams[n].Keys)
            {
                var row = seen.Add(key);
                if (row == among.Count) among.Add(1);
                else among[row]++;
            }

        var least = order.Length < FewExamples ? 1 : 2;
        var keys = seen.Keys();
        var words = new Vocabulary(among.Count(a => a >= least));
        var rarity = new List<float>();
        for (var row = 0; row < keys.Length; row++)
        {
            if (among[row] < least) continue;
            words.Add(keys[row]);
            rarity.Add(MathF.Log((1f + order.Length) / (1 + among[row])) + 1);
        }

        return (words, [.. rarity]);
    }

    /// <summary>For each gram and label the logarithm of how much more often it stands in messages of the label than in others.</summary>
    static float[] Speaks(Problem problem)
    {
        var sums = new float[problem.Known * problem.Width];
        var totals = new double[problem.Labels];
        for (var n = 0; n < problem.Rows.Length; n++)
            for (var k = 0; k < problem.Rows[n].Length; k++)
            {
                sums[(problem.Rows[n][k] * problem.Width) + problem.Right[n]] += problem.Values[n][k];
                totals[problem.Right[n]] += problem.Values[n][k];
            }

        var all = totals.Sum();
        for (var row = 0; row < problem.Known; row++)
        {
            var of = sums.AsSpan(row * problem.Width, problem.Labels);
            double sum = 0;
            foreach (var one in of) sum += one;
            for (var label = 0; label < of.Length; label++)
            {
                var others = Math.Max(1e-6, all - totals[label]);
                of[label] = (float)Math.Log((of[label] + Smooth) / Math.Max(1e-6, totals[label]) / ((sum - of[label] + Smooth) / others));
            }
        }

        return sums;
    }

    /// <summary>One support vector machine a label, all in step: a message moves the weights of every label that it does not satisfy yet.</summary>
    static (float[] Weights, float[] Bias) Descend(Problem problem, float[]? speaks)
    {
        var width = problem.Width;
        var weights = new float[problem.Known * width];
        var bias = new float[width];
        var duals = new float[problem.Rows.Length * width];
        var lengths = new float[problem.Rows.Length * width];
        Span<float> scores = new float[width];
        Span<float> moves = new float[width];
        const float Damping = 0.5f / Cost;
        for (var n = 0; n < problem.Rows.Length; n++)
        {
            var of = lengths.AsSpan(n * width, width);
            of.Fill(1);
            for (var k = 0; k < problem.Rows[n].Length; k++)
            {
                var value = problem.Values[n][k];
                for (var label = 0; label < problem.Labels; label++)
                {
                    var x = speaks is null ? value : value * speaks[(problem.Rows[n][k] * width) + label];
                    of[label] += x * x;
                }
            }
        }

        var chance = 88172645463325252ul;
        var order = Enumerable.Range(0, problem.Rows.Length).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            Shuffle(order, ref chance);
            foreach (var n in order)
            {
                bias.CopyTo(scores);
                Sum(problem, n, weights, speaks, scores);
                var moved = false;
                for (var label = 0; label < problem.Labels; label++)
                {
                    var sign = problem.Right[n] == label ? 1 : -1;
                    ref var dual = ref duals[(n * width) + label];
                    var next = MathF.Max(0, dual - (((sign * scores[label]) - 1 + (Damping * dual)) / (lengths[(n * width) + label] + Damping)));
                    moves[label] = (next - dual) * sign;
                    moved |= next != dual;
                    dual = next;
                }

                if (!moved) continue;
                for (var label = 0; label < problem.Labels; label++) bias[label] += moves[label];
                Move(problem, n, weights, speaks, moves);
            }
        }

        return (weights, bias);
    }

    static void Sum(Problem problem, int n, float[] weights, float[]? speaks, Span<float> scores)
    {
        var to = MemoryMarshal.Cast<float, Vector<float>>(scores);
        var rows = problem.Rows[n];
        var values = problem.Values[n];
        for (var k = 0; k < rows.Length; k++)
        {
            var at = rows[k] * problem.Width;
            var from = MemoryMarshal.Cast<float, Vector<float>>(weights.AsSpan(at, problem.Width));
            if (speaks is null)
            {
                for (var i = 0; i < to.Length; i++) to[i] += from[i] * values[k];
                continue;
            }

            var by = MemoryMarshal.Cast<float, Vector<float>>(speaks.AsSpan(at, problem.Width));
            for (var i = 0; i < to.Length; i++) to[i] += from[i] * by[i] * values[k];
        }
    }

    static void Move(Problem problem, int n, float[] weights, float[]? speaks, Span<float> moves)
    {
        var from = MemoryMarshal.Cast<float, Vector<float>>(moves);
        var rows = problem.Rows[n];
        var values = problem.Values[n];
        for (var k = 0; k < rows.Length; k++)
        {
            var at = rows[k] * problem.Width;
            var to = MemoryMarshal.Cast<float, Vector<float>>(weights.AsSpan(at, problem.Width));
            if (speaks is null)
            {
                for (var i = 0; i < to.Length; i++) to[i] += from[i] * values[k];
                continue;
            }

            var by = MemoryMarshal.Cast<float, Vector<float>>(speaks.AsSpan(at, problem.Width));
            for (var i = 0; i < to.Length; i++) to[i] += from[i] * by[i] * values[k];
        }
    }

    static int[] Order(int count)
    {
        var chance = 2463534242ul;
        var order = Enumerable.Range(0, count).ToArray();
        Shuffle(order, ref chance);
        return order;
    }

    // The dice are written out: a model must come out the same on every machine.
    static void Shuffle(int[] order, ref ulong chance)
    {
        for (var n = order.Length - 1; n > 0; n--)
        {
            chance ^= chance << 13;
            chance ^= chance >> 7;
            chance ^= chance << 17;
            var other = (int)(chance % (ulong)(n + 1));
            (order[n], order[other]) = (order[other], order[n]);
        }
    }

    sealed record Problem(int[][] Rows, float[][] Values, int[] Right, int Labels, int Width, int Known);
}

/// <summary>The counts of one message, kept for training.</summary>
public sealed class Counted
{
    readonly float[] inText;
    readonly float[] inSubject;

    /// <summary>Keeps what has just been read.</summary>
    public Counted(Grams grams)
    {
        Keys = grams.Keys.AsSpan(0, grams.Count).ToArray();
        inText = grams.InText.AsSpan(0, grams.Count).ToArray();
        inSubject = grams.InSubject.AsSpan(0, grams.Count).ToArray();
    }

    internal uint[] Keys { get; }

    internal void Fill(Linear model, Sparse sparse) => sparse.Count =
        Linear.Values(model.Words, model.Rarity, Keys, inText, inSubject, sparse);
}
