using System.Runtime.CompilerServices;
using Bihuan.Engine.Language.Hot;
using Bihuan.Hosting;
using Bihuan.Library;

namespace Bihuan.Insight.Hot;

/// <summary>Reads what was said out of the book of matters, oldest first. What is kept from some, or known to its parties alone, is never listened to.</summary>
public sealed class HotRows(Store store, Shelf shelf, Categories categories, Settings settings)
{
    /// <summary>The most that one window listens to: the latest ones.</summary>
    public const int Most = 20_000;

    const int Batch = 1000;
    const string Columns = "m.id as Id, m.person as Person, m.received as Received, m.class as Class, m.title as Title, m.text as Text, m.urgency as Urgency, m.area as Area, m.category as Category, m.sensitivity as Sensitivity";
    const string Open = "m.kept_from is null and m.seen_by is null";

    /// <summary>A matter as it was said.</summary>
    /// <param name="IsKept">Whether a post that sees the district may not see it all the same.</param>
    public sealed record Row(Said Said, bool IsKept);

    /// <summary>Those received behind a moment, in order.</summary>
    public async IAsyncEnumerable<Row> After(Gathering gathering, (long Received, string Id) last, [EnumeratorCancellation] CancellationToken stop)
    {
        while (true)
        {
            var parameters = new DynamicParameters(new { district = settings.District, received = last.Received, id = last.Id, batch = Batch });
            await using var connection = await store.Read(stop);
            var lines = (await connection.QueryAsync<Line>($"""
                select {Columns} from matters m
                where m.district = @district and (m.received, m.id) > (@received, @id)
                  and m.class in {parameters.AddAll("from", gathering.From)} and {Open}
                order by m.received, m.id limit @batch
                """, parameters)).AsList();
            foreach (var line in lines)
                if (Of(line) is { } row) yield return row;
            if (lines.Count < Batch) yield break;
            last = (lines[^1].Received, lines[^1].Id);
        }
    }

    /// <summary>Those of these identifiers that are listened to.</summary>
    public async Task<IReadOnlyList<Row>> Of(Gathering gathering, IEnumerable<string> ids, CancellationToken stop)
    {
        var found = new List<Row>();
        await using var connection = await store.Read(stop);
        foreach (var some in ids.Chunk(400))
        {
            var parameters = new DynamicParameters(new { district = settings.District });
            var lines = await connection.QueryAsync<Line>($"""
                select {Columns} from matters m where m.district = @district and m.id in {parameters.AddAll("id", some)} and m.class in {parameters.AddAll("from", gathering.From)} and {Open}
                """, parameters);
            found.AddRange(lines.Select(Of).OfType<Row>());
        }

        return found;
    }

    /// <summary>From when on to listen, and whether that is later than the window begins.</summary>
    public async Task<(DateTimeOffset Since, bool IsCut)> Since(Gathering gathering, DateTimeOffset now, CancellationToken stop)
    {
        var since = now.AddDays(-gathering.Days);
        var parameters = new DynamicParameters(new { district = settings.District, since = since.ToUnixTimeMilliseconds(), most = Most });
        await using var connection = await store.Read(stop);
        var cut = await connection.ExecuteScalarAsync<long?>($"""
            select m.received from matters m where m.district = @district and m.received >= @since and m.class in {parameters.AddAll("from", gathering.From)} and {Open}
            order by m.received desc limit 1 offset @most
            """, parameters);
        return cut is { } at ? (DateTimeOffset.FromUnixTimeMilliseconds(at), true) : (since, false);
    }

    Row? Of(Line line)
    {
        if (line.Text.Length == 0 || line.Text == Matters.Said.Erased.Text) return null;
        var category = categories.Name(line.Category).Zh;
        // What another system only counted has no words of its own: its kind and its community say what it is.
        var isWordless = line.Category.Length > 0 && line.Title.StartsWith(category, StringComparison.Ordinal) && line.Text.Contains(" · ", StringComparison.Ordinal) && line.Text.Contains(category, StringComparison.Ordinal);
        var said = new Said(line.Id, line.Person is { Length: > 0 } person ? person : line.Id, DateTimeOffset.FromUnixTimeMilliseconds(line.Received),
            isWordless ? new(line.Title, "") : new(line.Title, line.Text.Length > 400 ? line.Text[..400] : line.Text), 0, Severity(line))
        {
            Place = line.Area,
            Same = isWordless ? $"{line.Category} {line.Area[..Math.Min(12, line.Area.Length)]}" : null,
        };
        return new(said, line.Sensitivity > 0);
    }

    /// <summary>1 for the first of the pack's list of urgencies, 2 for its last.</summary>
    double Severity(Line line)
    {
        var codes = shelf.Newest(line.Class)?.Choices("urgency") ?? [];
        var at = codes.IndexOf(codes.FirstOrDefault(choice => choice.Code == line.Urgency)!);
        return at <= 0 || codes.Length < 2 ? 1 : 1 + ((double)at / (codes.Length - 1));
    }

    sealed record Line(string Id, string? Person, long Received, string Class, string Title, string Text, string Urgency, string Area, string Category, long Sensitivity);
}
