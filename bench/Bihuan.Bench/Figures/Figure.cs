using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bihuan.Bench.Figures;

/// <summary>One measured figure. Its line carries every field, null where the bench has nothing to put there.</summary>
/// <param name="Name">What was measured.</param>
sealed record Figure(string Name, double Value, string Unit)
{
    static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the same database or machine does bare, in the same unit, measured in the same run.</summary>
    public double? Ceiling { get; init; }

    public Times? Times { get; init; }

    /// <summary>How far the rounds lie apart; null where there was one.</summary>
    public double? Spread { get; init; }

    /// <summary>What only this bench tells beside.</summary>
    public ImmutableArray<(string Name, JsonNode? Value)> More { get; init; } = [];

    /// <summary>The value of the middle round of several.</summary>
    public static Figure Of(string name, IReadOnlyCollection<double> rounds, string unit) =>
        new(name, Repetition.Middle(rounds), unit) { Spread = rounds.Count > 1 ? Repetition.Spread(rounds) : null };

    /// <summary>The JSON line.</summary>
    public string Line(string bench, string? store, long? matters)
    {
        var line = new JsonObject
        {
            ["bench"] = bench, ["figure"] = Name, ["value"] = Short(Value), ["unit"] = Unit, ["store"] = store, ["matters"] = matters,
            ["ceiling"] = Short(Ceiling), ["ratio"] = Ceiling is { } ceiling and not 0 ? Math.Round(Value / ceiling, 3) : null,
            ["p50"] = Short(Times?.At(0.50)), ["p95"] = Short(Times?.At(0.95)), ["p99"] = Short(Times?.At(0.99)),
            ["spread"] = Spread is { } spread ? Math.Round(spread, 3) : null,
        };
        foreach (var (name, value) in More) line[name] = value;
        return line.ToJsonString(Json);
    }

    static double? Short(double? value) => value is { } v ? Math.Round(v, Math.Abs(v) >= 10 ? 2 : 4) : null;
}
