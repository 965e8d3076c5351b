using Bihuan.Hosting;

namespace Bihuan.Matters.Learning;

/// <summary>Reads from the book of matters what they teach. What only few may know of teaches nobody.</summary>
public sealed class LessonBook(Store store, Settings settings)
{
    const string Columns = """
        m.id as Id, m.title as Title, m.text as Text, m.category as Category, m.area as Area, m.lead as Lead, m.demand as Demand, m.source as Source,
        m.received as Received, m.closed as Closed, m.sensitivity as Sensitivity, m.stage as Stage, m.class as Class, m.version as Version
        """;

    const string Common = "m.category <> '' and m.kept_from is null and m.seen_by is null";

    sealed record Line(
        string Id, string Title, string Text, string Category, string Area, string? Lead, string Demand, string Source, long Received, long? Closed, long Sensitivity, string Stage, string Class, long Version);

    /// <summary>The latest that ended, the oldest first.</summary>
    public async Task<IReadOnlyList<Lesson>> Closed(int most, CancellationToken stop) => [.. (await Read(
        $"select {Columns} from (select * from matters where district = @district and is_open = 0 order by closed desc, id desc limit @most) m where {Common}", new { district = settings.District, most }, stop))
        .Select(line => Of(line)).OfType<Lesson>().OrderBy(lesson => lesson.At)];

    /// <summary>Those under way that somebody has decided on, the oldest first.</summary>
    /// <param name="starts">The first stage of a playbook.</param>
    public async Task<IReadOnlyList<Lesson>> Open(int most, Func<string, string?> starts, CancellationToken stop) => [.. (await Read(
        $"select {Columns} from (select * from matters where district = @district and is_open = 1 order by due, id limit @most) m where {Common}", new { district = settings.District, most }, stop))
        .Where(line => line.Stage != starts(line.Class)).Select(line => Of(line)).OfType<Lesson>().OrderBy(lesson => lesson.At)];

    /// <summary>Some by their identifiers.</summary>
    public async Task<IReadOnlyList<Lesson>> Of(IEnumerable<string> ids, Func<string, string?> starts, CancellationToken stop)
    {
        List<Lesson> found = [];
        foreach (var some in ids.Distinct().Chunk(200))
        {
            var parameters = new DynamicParameters(new { district = settings.District });
            var lines = await Read($"select {Columns} from matters m where m.district = @district and m.id in {parameters.AddAll("id", some)} and {Common}", parameters, stop);
            found.AddRange(lines.Where(line => line.Stage != starts(line.Class)).Select(line => Of(line)).OfType<Lesson>());
        }

        return found;
    }

    /// <summary>How some matters came, by their identifiers.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Sources(IEnumerable<string> ids, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var some in ids.Distinct().Chunk(200))
        {
            var parameters = new DynamicParameters(new { district = settings.District });
            foreach (var (id, source) in await connection.QueryAsync<(string, string)>(
                $"select m.id, m.source from matters m where m.district = @district and m.id in {parameters.AddAll("id", some)}", parameters))
                found[id] = source;
        }

        return found;
    }

    async Task<IEnumerable<Line>> Read(string sql, object parameters, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        return await connection.QueryAsync<Line>(new CommandDefinition(sql, parameters, cancellationToken: stop));
    }

    static Lesson? Of(Line line) => line.Text == Said.Erased.Text ? null : new(line.Id, line.Title, line.Text, line.Category, line.Area, line.Lead, line.Demand, line.Source,
        DateTimeOffset.FromUnixTimeMilliseconds(line.Received), line.Closed is { } closed ? DateTimeOffset.FromUnixTimeMilliseconds(closed) : null, line.Version, line.Sensitivity == 0);
}
