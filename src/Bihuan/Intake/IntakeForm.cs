using System.Globalization;
using Bihuan.Matters;

namespace Bihuan.Intake;

/// <summary>Everything on the agent's sheet as it was typed, so that nothing is lost when it comes back.</summary>
public sealed record IntakeForm
{
    public string Key { get; init; } = "";
    public string Text { get; init; } = "";
    public string Title { get; init; } = "";
    public string Points { get; init; } = "";
    public string Phone { get; init; } = "";
    public string Name { get; init; } = "";
    public bool Anonymous { get; init; }
    public bool Confidential { get; init; }
    public string Place { get; init; } = "";

    /// <summary>The place chosen in the panel, or by hand from the list.</summary>
    public string Area { get; init; } = "";
    public string Other { get; init; } = "";
    public double? Lon { get; init; }
    public double? Lat { get; init; }
    public string Find { get; init; } = "";
    public string Category { get; init; } = "";
    public string Demand { get; init; } = "help";
    public string Source { get; init; } = "phone";
    public string Urgency { get; init; } = "normal";
    public string Reply { get; init; } = "";

    /// <summary>What the panel had filled in by itself: it gives way to the next words, a person's choice does not.</summary>
    public string MeantArea { get; init; } = "";
    public string MeantCategory { get; init; } = "";

    /// <summary>Whether the emergency had been shown before: then the urgency is the agent's own choice.</summary>
    public bool Warned { get; init; }

    /// <summary>The area in force: by hand before by suggestion.</summary>
    public string At => Other.Length > 0 ? Other : Area;

    /// <summary>An empty sheet with a key of its own, so that pressing twice registers once.</summary>
    public static IntakeForm Fresh(string role) => new()
    {
        Key = Guid.NewGuid().ToString("N"),
        Source = role switch { "clerk" or "petition-officer" => "window", "grid-member" => "grid", _ => "phone" },
    };

    public static IntakeForm Read(IFormCollection form)
    {
        string Said(string name) => form[name].ToString().Trim();
        double? Degrees(string name) => double.TryParse(Said(name), CultureInfo.InvariantCulture, out var degrees) ? degrees : null;
        return new()
        {
            Key = Said("key"), Text = Said("text"), Title = Said("title"), Points = Said("points"), Phone = Said("phone"), Name = Said("name"),
            Anonymous = Said("anonymous").Length > 0, Confidential = Said("confidential").Length > 0, Place = Said("place"), Area = Said("area"),
            Other = Said("other"), Lon = Degrees("lon"), Lat = Degrees("lat"), Find = Said("find"), Category = Said("category"),
            Demand = Or(Said("demand"), "help"), Source = Or(Said("source"), "phone"), Urgency = Or(Said("urgency"), "normal"), Reply = Said("reply"),
            MeantArea = Said("meantArea"), MeantCategory = Said("meantCategory"), Warned = Said("warned").Length > 0,
        };
    }

    /// <summary>What to suggest by: what a person chose, and not what the panel filled in before.</summary>
    public Suggestions.Asked Asked => new(Text, Anonymous ? null : Phone, Place, Other.Length > 0 ? Other : Area == MeantArea ? null : Area, Lon, Lat,
        Category == MeantCategory ? null : Category, Find, Demand, Source);

    /// <summary>The words of the verb.</summary>
    /// <param name="point">The chosen place's approximate point, where nobody set one on the map.</param>
    public ReceiveMatter.Command Command((double? Lon, double? Lat) point) => new(
        Text, Or(Title, null), Lines(Points), Or(Name, null), Anonymous ? null : Or(Phone, null), Or(Place, null), Anonymous, Or(Category, null), Or(At, null),
        point.Lon, point.Lat, Source, Demand, Urgency, Confidential);

    static ImmutableArray<string>? Lines(string points) =>
        points.Length == 0 ? null : [.. points.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Bare)];

    // People number their lines; the sheet numbers them again.
    static string Bare(string line) => line.TrimStart([.. "0123456789.、)） "]) is { Length: > 0 } bare ? bare : line;

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(other))]
    static string? Or(string said, string? other) => said.Length > 0 ? said : other;
}
