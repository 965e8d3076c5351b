using System.Globalization;
using Bihuan.Grid;
using Bihuan.Matters;

namespace Bihuan.Portal;

/// <summary>What a resident has filled in so far, as it was typed.</summary>
public sealed record SayForm
{
    public string Key { get; init; } = "";
    public string Text { get; init; } = "";
    public string Place { get; init; } = "";
    public string Area { get; init; } = "";
    public string Phone { get; init; } = "";
    public string Name { get; init; } = "";
    public bool Anonymous { get; init; }
    public bool Agreed { get; init; }

    public static SayForm Fresh => new() { Key = Guid.NewGuid().ToString("N") };

    public static SayForm Read(IFormCollection form)
    {
        string Said(string name) => form[name].ToString().Trim();
        return new()
        {
            Key = Said("key"), Text = Said("text"), Place = Said("place"), Area = Said("area"), Phone = Said("phone"), Name = Said("name"),
            Anonymous = Said("contact") == "anonymous", Agreed = Said("agreed").Length > 0,
        };
    }

    /// <summary>What is missing on the first page.</summary>
    public IEnumerable<Refusal> Missing()
    {
        if (Text.Length == 0) yield return No.Text.On("text");
        if (Text.Length > 5000) yield return Matters.No.TooLong.With(5000).On("text");
        if (Place.Length == 0) yield return No.Place.On("place");
        if (!Anonymous && Phone.Count(char.IsAsciiDigit) is < 7 or > 13) yield return Matters.No.Phone.On("phone");
    }

    /// <summary>The words of the verb. The place stands in the text too: that is where the unit reads it.</summary>
    public ReceiveMatter.Command Command(PlaceCandidate? place) => new(
        Text.Contains(Place, StringComparison.Ordinal) ? Text : string.Create(CultureInfo.InvariantCulture, $"{Text}\n地点：{Place}"),
        Name: Anonymous || Name.Length == 0 ? null : Name, Phone: Anonymous ? null : Phone, Address: Place, Anonymous: Anonymous,
        Area: Area.Length > 0 ? Area : null, Lon: place?.Point?.Lon, Lat: place?.Point?.Lat, Source: "web");
}
