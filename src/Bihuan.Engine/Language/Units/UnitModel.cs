using System.Collections.Immutable;

namespace Bihuan.Engine.Language.Units;

/// <summary>What is known of a matter before somebody says which unit handles it; empty where nothing is.</summary>
/// <param name="Purpose">Complaint, inquiry, suggestion …</param>
/// <param name="Class">The category at level 1.</param>
/// <param name="Group">At level 2.</param>
/// <param name="Item">At level 3.</param>
/// <param name="Source">How it came.</param>
/// <param name="Street">Its street.</param>
/// <param name="Community">Its community.</param>
public sealed record Case(string Purpose, string Class, string Group, string Item, string Source, string Street, string Community)
{
    internal string Field(int field) => field switch
    {
        0 => Purpose,
        1 => Class,
        2 => Group,
        3 => Item,
        4 => Source,
        5 => Street,
        _ => Community,
    };
}

/// <summary>Which unit may handle it, and why.</summary>
/// <param name="Unit">As it was learned.</param>
/// <param name="Probability">0 to 1 among all units known.</param>
/// <param name="Like">The names of the fields of <see cref="Case"/> that the like cases share, the closest likeness that knows the unit; empty when none does.</param>
/// <param name="Agreed">How many of the like cases it handled; a recent one counts 1, older ones less.</param>
/// <param name="Seen">How many like cases there were, counted alike.</param>
public sealed record Guess(string Unit, double Probability, ImmutableArray<string> Like, double Agreed, double Seen);

/// <summary>Suggests the handling unit from what was decided in like cases, recent decisions weighing more; learns each decision. One thread at a time.</summary>
public sealed class UnitModel
{
    // An older decision of like cases weighs 3 % less for every later one; an average of 1 over all units is believed as much as one decision.
    const double Older = 0.97;
    const double Trust = 1;

    static readonly string[] Names =
        [nameof(Case.Purpose), nameof(Case.Class), nameof(Case.Group), nameof(Case.Item), nameof(Case.Source), nameof(Case.Street), nameof(Case.Community)];

    // From what says little to what says much; where a likeness has no cases yet, the one before it speaks.
    static readonly Shared[][] Chains =
    [
        [new(5), new(1), new(1, 5), new(2), new(2, 5), new(3), new(3, 5), new(3, 6), new(3, 4, 6), new(0, 3, 4, 6)],
        [new(6), new(3), new(3, 5), new(3, 6), new(3, 4, 6)],
    ];

    static readonly Shared[] Likenesses =
    [
        new(0), new(1), new(2), new(3), new(4), new(5), new(6), new(3, 6), new(3, 5), new(3, 4), new(3, 4, 6), new(2, 6), new(2, 5), new(4, 6), new(1, 6), new(3, 0), new(2, 4), new(3, 5, 6),
    ];

    readonly List<string> units = [];
    readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    readonly Dictionary<string, double[]> decided = new(StringComparer.Ordinal);
    readonly Dictionary<string, (double[] Weights, double[] Steps)> weights = new(StringComparer.Ordinal);

    /// <summary>All units that have been learned.</summary>
    public IReadOnlyList<string> Units => units;

    /// <summary>Learns a history in the order in which it happened.</summary>
    public static UnitModel Train(IReadOnlyList<(Case Case, string Unit)> history)
    {
        var model = new UnitModel();
        // Once beforehand, for the weights alone: one passage leaves them short.
        foreach (var (of, unit) in history) model.Weigh(of, model.Number(unit));
        foreach (var (of, unit) in history) model.Learn(of, unit);
        return model;
    }

    /// <summary>The likeliest units.</summary>
    /// <param name="of">What is known.</param>
    /// <param name="most">How many at most; default 3.</param>
    /// <returns>The likeliest first; empty when nothing has been learned.</returns>
    public ImmutableArray<Guess> Tell(Case of, int most = 3)
    {
        if (units.Count == 0) return [];
        var table = Table(of);
        var likely = Weighted(of);
        var both = new double[units.Count];
        double sum = 0;
        for (var unit = 0; unit < both.Length; unit++) sum += both[unit] = Math.Sqrt((table[unit] + 1e-5) * (likely[unit] + 1e-5));
        (Shared Fields, string Key)[] close = [.. Chains[0].Reverse().Select(fields => (fields, fields.Key(of)))];
        return [.. Enumerable.Range(0, both.Length).OrderByDescending(u => both[u]).ThenBy(u => u).Take(most).Select(u => Because(close, u, both[u] / sum))];
    }

    /// <summary>Learns which unit a case was given to.</summary>
    public void Learn(Case of, string unit)
    {
        var number = Number(unit);
        Weigh(of, number);
        foreach (var key in Chains.SelectMany(c => c).Select(fields => fields.Key(of)).Distinct(StringComparer.Ordinal))
        {
            var counts = Of(decided, key);
            for (var n = 0; n < counts.Length; n++) counts[n] *= Older;
            counts[number]++;
        }
    }

    double[] Table(Case of)
    {
        var all = new double[units.Count];
        foreach (var chain in Chains)
        {
            var believed = new double[units.Count];
            Array.Fill(believed, 1.0 / believed.Length);
            foreach (var fields in chain)
            {
                if (!decided.TryGetValue(fields.Key(of), out var counts)) continue;
                var seen = counts.Sum();
                for (var unit = 0; unit < believed.Length; unit++)
                    believed[unit] = ((Trust * believed[unit]) + (unit < counts.Length ? counts[unit] : 0)) / (seen + Trust);
            }

            for (var unit = 0; unit < all.Length; unit++) all[unit] += believed[unit] / Chains.Length;
        }

        return all;
    }

    double[] Weighted(Case of)
    {
        var scores = new double[units.Count];
        foreach (var fields in Likenesses)
        {
            if (!weights.TryGetValue(fields.Key(of), out var known)) continue;
            for (var unit = 0; unit < known.Weights.Length; unit++) scores[unit] += known.Weights[unit];
        }

        var most = scores.Max();
        double sum = 0;
        for (var unit = 0; unit < scores.Length; unit++) sum += scores[unit] = Math.Exp(scores[unit] - most);
        for (var unit = 0; unit < scores.Length; unit++) scores[unit] /= sum;
        return scores;
    }

    /// <summary>One step towards the decision, shorter for what has moved often (AdaGrad).</summary>
    void Weigh(Case of, int right)
    {
        var likely = Weighted(of);
        var known = Array.ConvertAll(Likenesses, fields =>
        {
            var key = fields.Key(of);
            var (w, steps) = weights.TryGetValue(key, out var found) ? found : ([], []);
            if (w.Length < units.Count)
            {
                Array.Resize(ref w, units.Count);
                Array.Resize(ref steps, units.Count);
                weights[key] = (w, steps);
            }

            return (Weights: w, Steps: steps);
        });
        for (var unit = 0; unit < likely.Length; unit++)
        {
            var slope = likely[unit] - (unit == right ? 1 : 0);
            if (Math.Abs(slope) < 1e-4) continue;
            foreach (var (w, steps) in known)
            {
                steps[unit] += slope * slope;
                w[unit] -= 0.5 * slope / Math.Sqrt(steps[unit] + 1e-3);
            }
        }
    }

    // The likeness that says most and knows the unit is the reason.
    Guess Because((Shared Fields, string Key)[] close, int unit, double probability)
    {
        foreach (var (fields, key) in close)
            if (decided.TryGetValue(key, out var counts) && unit < counts.Length && counts[unit] > 0.05)
                return new(units[unit], probability, fields.Names, counts[unit], counts.Sum());
        return new(units[unit], probability, [], 0, 0);
    }

    int Number(string unit)
    {
        if (numbers.TryGetValue(unit, out var number)) return number;
        units.Add(unit);
        return numbers[unit] = units.Count - 1;
    }

    double[] Of(Dictionary<string, double[]> all, string key)
    {
        var counts = all.GetValueOrDefault(key, []);
        if (counts.Length < units.Count) Array.Resize(ref counts, units.Count);
        return all[key] = counts;
    }

    /// <summary>Fields that cases have in common, by their numbers.</summary>
    sealed class Shared(params int[] fields)
    {
        readonly string name = string.Concat(fields) + "\u001f";

        /// <summary>What the fields are called.</summary>
        public ImmutableArray<string> Names { get; } = [.. fields.Select(field => UnitModel.Names[field])];

        /// <summary>What stands in them: the same for cases that share them, and for no others.</summary>
        public string Key(Case of)
        {
            var parts = new string[1 + (2 * fields.Length)];
            parts[0] = name;
            for (var n = 0; n < fields.Length; n++) (parts[1 + (2 * n)], parts[2 + (2 * n)]) = (of.Field(fields[n]), "\u001f");
            return string.Concat(parts);
        }
    }
}
