using System.Text.Encodings.Web;
using System.Text.Json;
using Bihuan.Hosting;

namespace Bihuan.Registers;

/// <summary>Where records stand, as GeoJSON for the map: those of a list, or one.</summary>
static class RecordPoints
{
    const int Most = 2000;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/{register}/points", Points);
        pages.MapGet("/{register}/{id}/place.geojson", Place);
    }

    static async Task<IResult> Points(HttpContext http, string register, ListRecords list, RegisterRoom room, TimeProvider time, CancellationToken stop)
    {
        if (await room.Enter(register, stop) is not { } entered) return No.SuchRegister.With(register).AsHttp();
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var reader = new Parts.Reader(Parts.Reader.TongueOf(http.Request), time.GetUtcNow(), "/");
        // What a choice says stands beside the name: a station with its grade.
        string Title(RecordRow row) => string.Join(" · ", entered.Register.Fields.Where(field => field is { Type: AnswerType.Choice, IsPersonal: false } && row.Answers.ContainsKey(field.Id))
            .Select(field => field.Choice(row.Answers[field.Id])).Select(words => reader.Say(words.Zh, words.En)).Prepend(row.Title.Length > 0 ? row.Title : row.Number));
        var found = new List<object>();
        await foreach (var row in list.All(entered.Scope, entered.Register, RegistersFeature.Of(http.Request.Query), Most, stop))
            if (row is { Lon: { } lon, Lat: { } lat })
                found.Add(Point(lon, lat, Title(row), $"/registers/{register}/{row.Number}", row.StaleAt < now ? "amber" : "green"));
        return Collection(http, found);
    }

    static async Task<IResult> Place(HttpContext http, string register, string id, RegisterRoom room, CancellationToken stop)
    {
        if (await room.Enter(register, stop) is not { } entered) return No.SuchRegister.With(register).AsHttp();
        if (await room.Find(entered, id, stop) is not var (record, _)) return No.SuchRecord.AsHttp();
        return Collection(http, record is { Lon: { } lon, Lat: { } lat } ? [Point(lon, lat, record.Number, $"/registers/{register}/{record.Number}", "green")] : []);
    }

    static object Point(double lon, double lat, string title, string href, string tone) => new
    {
        type = "Feature", geometry = new { type = "Point", coordinates = (double[])[lon, lat] }, properties = new { title, href, tone },
    };

    static IResult Collection(HttpContext http, IReadOnlyList<object> features)
    {
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new { type = "FeatureCollection", features }, Json, "application/geo+json");
    }
}
