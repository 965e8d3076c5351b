using System.Globalization;
using System.Text;

namespace Bihuan.Parts;

/// <summary>Turns values into the coordinates of a drawing 100 wide and 100 high.</summary>
public static class Plot
{
    /// <summary>The top of the axis: a round number, at least the greatest value.</summary>
    public static double Top(double most)
    {
        if (most <= 0) return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        foreach (var step in (double[])[1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]) if (step * power >= most) return step * power;
        return 10 * power;
    }

    public static string N(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A path with a gap wherever a value is missing.</summary>
    public static string Line(IReadOnlyList<double?> values, double bottom, double top)
    {
        var path = new StringBuilder();
        var pen = 'M';
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value) { pen = 'M'; continue; }
            var x = values.Count == 1 ? 50 : 100.0 * i / (values.Count - 1);
            path.Append(CultureInfo.InvariantCulture, $"{pen}{N(x)} {N(100 - 100 * (value - bottom) / (top - bottom))}");
            pen = 'L';
        }
        return path.ToString();
    }
}
