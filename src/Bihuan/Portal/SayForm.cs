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

    /// <summary>The place chosen from those that the words may mean; empty for none of them.</summary>
    public string Area { get; init; } = "";

    /// <summary>Whether one of the choices was taken, for the place as it is typed now.</summary>
    public bool HasChosen { get; init; }

    public double? Lon { get; init; }
    public double? Lat { get; init; }
    public string Phone { get; init; } = "";
    public string Name { get; init; } = "";
    public bool Anonymous { get; init; }
    public bool Agreed { get; init; }

    /// <summary>The emergency number that was shown already: then going on is the resident's own choice.</summary>
    public string Warned { get; init; } = "";

    /// <summary>What the playbook asks beside, where one is begun that has a form of its own.</summary>
    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>();

    /// <summary>What kind of request it is; empty where the page does not ask.</summary>
    public string Demand { get; init; } = "";

    public static SayForm Fresh => new() { Key = Guid.NewGuid().ToString("N") };

    public static SayForm Read(IFormCollection form)
    {
        string Said(string name) => form[name].ToString().Trim();
        double? Degrees(string name) => double.TryParse(Said(name), CultureInfo.InvariantCulture, out var degrees) && double.IsFinite(degrees) ? degrees : null;
        return new()
        {
            Key = Said("key"), Text = Said("text"), Place = Said("place"), Area = Said("area"), Lon = Degrees("lon"), Lat = Degrees("lat"),
            HasChosen = form["area"].Count > 0 && Said("meant") == Said("place"), Phone = Said("phone"), Name = Said("name"),
            Demand = Said("demand"), Answers = form.Keys.ToDictionary(key => key, key => string.Join('\n', form[key].OfType<string>()).Trim()),
            Anonymous = Said("contact") == "anonymous", Agreed = Said("agreed").Length > 0, Warned = Said("warned"),
        };
    }

    /// <summary>What is missing, in the order of the page.</summary>
    /// <param name="playbook">The playbook that it begins, where it is not a request.</param>
    public IEnumerable<Refusal> Missing(Whereabouts where, Refusal? photos, Playbook? playbook = null)
    {
        if (Text.Length == 0) yield return No.Text.On("text");
        if (Text.Length > 5000) yield return Matters.No.TooLong.With(5000).On("text");
        foreach (var asked in playbook?.Begins?.Public?.Form ?? [])
            if (asked.Required && Answers.GetValueOrDefault(asked.Field, "").Length == 0) yield return Matters.No.Required.With(playbook!.Field(asked.Field)?.Title ?? new(asked.Field, asked.Field)).On(asked.Field);
        if (photos is not null) yield return photos;
        if (where.IsOutside) yield return No.Outside.On("place");
        else if (Place.Length == 0 && where.Pointed is null) yield return No.Place.On("place");
        else if (where.Asks(this)) yield return No.WhichPlace.On("area");
        if (!Anonymous && Phone.Count(char.IsAsciiDigit) is < 7 or > 13) yield return Matters.No.Phone.On("phone");
        if (playbook?.Begins is { HasRequester: true } && !Anonymous && Name.Length == 0) yield return Matters.No.Requester.On("name");
        if (!Agreed) yield return No.Consent.On("agreed");
    }

    /// <summary>The words of the verb. The place stands in the text too: that is where the unit reads it.</summary>
    public ReceiveMatter.Command Command(Whereabouts where, Playbook? playbook = null, System.Text.Json.Nodes.JsonObject? answers = null)
    {
        var area = where.Code(this);
        var place = Place.Length > 0 ? Place : (where.Pointed is { } pointed ? Whereabouts.Known(pointed).Path("zh") : "");
        var point = where.Pointed is not null ? (LonLat?)new LonLat(Lon!.Value, Lat!.Value) : where.Guess.Candidates.FirstOrDefault(c => c.Area.Code == area)?.Point;
        return new(Text.Contains(place, StringComparison.Ordinal) ? Text : $"{Text}\n地点：{place}",
            Name: Anonymous || Name.Length == 0 ? null : Name, Phone: Anonymous ? null : Phone, Address: place, Anonymous: Anonymous,
            Area: area.Length > 0 ? area : null, Lon: point?.Lon, Lat: point?.Lat, Source: playbook?.Begins?.Public?.Source ?? "web",
            Demand: Demand.Length > 0 ? Demand : null, Playbook: playbook?.Name, Form: answers);
    }
}
