namespace Bihuan.Bench.Figures;

/// <summary>The same measurement several times: the one in the middle counts, and how far apart they lie is said.</summary>
static class Repetition
{
    /// <summary>How often, where it is affordable.</summary>
    public const int Count = 3;

    /// <summary>The middle one.</summary>
    public static double Middle(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>The widest distance between two, as a part of the middle one.</summary>
    public static double Spread(IReadOnlyCollection<double> values) => Middle(values) is var middle && middle == 0 ? 0 : (values.Max() - values.Min()) / middle;
}
