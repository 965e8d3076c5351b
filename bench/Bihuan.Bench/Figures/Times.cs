namespace Bihuan.Bench.Figures;

/// <summary>How long each of many took, in milliseconds.</summary>
sealed class Times(IEnumerable<double> millis)
{
    readonly double[] sorted = [.. millis.Order()];

    public int Count => sorted.Length;

    /// <summary>A quantile; 0 where there is none.</summary>
    public double At(double quantile) => sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * quantile))];

    /// <summary>All of them together.</summary>
    public static Times Of(IEnumerable<Times> several) => new(several.SelectMany(times => times.sorted));
}
