using Bihuan.Hosting;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Bihuan.Duties;

/// <summary>The catalogue in force.</summary>
public sealed class Catalogues(Reading reading, Store store, Writer writer, TimeProvider time)
{
    readonly KeptStories<Catalogue> kept = new(PublishCatalogue.Stream, reading, store, writer, time);

    /// <summary>The catalogue of a district as it stands.</summary>
    public ValueTask<Catalogue> Of(string district, CancellationToken stop) => kept.Of(district, stop);

    /// <summary>Reads catalogue.yaml.</summary>
    public static PublishCatalogue.Command Read(string file)
    {
        var yaml = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).IgnoreUnmatchedProperties().Build();
        using var reader = File.OpenText(file);
        return new([.. yaml.Deserialize<Sheet>(reader).Catalogue.Select(line => new CatalogueRow(
            line.Row, line.Category, line.Area is "any" or "" ? null : line.Area, line.PlaceKind, line.Unit, [.. line.Co ?? []],
            line.Limit, line.Urgent, new(line.Basis, line.BasisEn), line.Duty))]);
    }

    sealed class Sheet
    {
        public List<Line> Catalogue { get; set; } = [];
    }

    sealed class Line
    {
        public int Row { get; set; }
        public string Category { get; set; } = "";
        public string Area { get; set; } = "any";
        public string? PlaceKind { get; set; }
        public string Unit { get; set; } = "";
        public List<string>? Co { get; set; }
        public string? Limit { get; set; }
        public string? Urgent { get; set; }
        public string Basis { get; set; } = "";
        public string BasisEn { get; set; } = "";
        public string Duty { get; set; } = "";
    }
}
