using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.People;

namespace Bihuan.Rounds;

/// <summary>Decides on rounds, and says who has gone, who has not, and what was found.</summary>
public sealed class RoundDesk(Shelf shelf, AreaMap areas, MatterDesk matters, KeptStories<RoundBook> books, Settings settings, Store store, TimeProvider time)
{
    /// <summary>The playbooks whose matters begin everywhere, by grade or in a sweep.</summary>
    public IReadOnlyList<Playbook> Playbooks => [.. shelf.Current.Where(playbook => playbook.Begins is { BeginsByItself: true })];

    /// <summary>The playbook of that name; null where its matters begin nowhere by themselves.</summary>
    public Playbook? Find(string name) => Playbooks.FirstOrDefault(playbook => playbook.Name == name);

    public DateOnly Today => DayOf(time.GetUtcNow());

    /// <summary>The local day of a moment.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(WorkCalendar.Offset).DateTime);

    /// <summary>The areas of a kind that a ground holds: those inside an area it names, and those that one it names lies in.</summary>
    public static IEnumerable<Area> AreasOf(AreaMap areas, string kind, RoundBook.Ground? ground = null)
    {
        var all = areas.All.Where(area => area.Code.Length == Length(kind));
        return ground is null ? all : all.Where(area => areas.WithPredecessors(area.Code).Any(code =>
            ground.Areas.Any(named => code.StartsWith(named, StringComparison.Ordinal) || named.StartsWith(code, StringComparison.Ordinal))));
    }

    /// <summary>One area, and how it stands with it.</summary>
    /// <param name="KeptFrom">The day from which its grade is kept, where nobody has entered today's.</param>
    /// <param name="Begun">How many rounds began today.</param>
    /// <param name="Gone">How many of them have ended.</param>
    /// <param name="Open">The number of one that nobody has gone yet, where the reader may know it.</param>
    /// <param name="Waits">Whether somebody has still to go.</param>
    /// <param name="Last">When somebody was last there, on whatever day.</param>
    public sealed record Cell(string Area, string? Grade, DateOnly? KeptFrom, int Begun, int Gone, string? Open, bool Waits, DateTimeOffset? Last);

    sealed record Line(string Area, string Number, long IsOpen, string? Outcome, long IsSeen);

    /// <summary>Every area that the reader's post looks after, as it stands today.</summary>
    public async Task<IReadOnlyList<Cell>> Read(Person person, Playbook playbook, CancellationToken stop)
    {
        var every = playbook.Begins!.Every;
        var kind = every?.Areas ?? playbook.Begins.Sweep!.Areas;
        var book = await Book(stop);
        var (sql, parameters) = person.Scope.Where("m");
        parameters.AddDynamicParams(new
        {
            district = person.Caller.District, @class = playbook.Name, from = new DateTimeOffset(Today.ToDateTime(TimeOnly.MinValue), WorkCalendar.Offset).ToUnixTimeMilliseconds(),
        });
        await using var connection = await store.Read(stop);
        var today = (await connection.QueryAsync<Line>(new CommandDefinition($"""
            select m.area as Area, m.number as Number, m.is_open as IsOpen, m.outcome as Outcome, cast(case when {sql} then 1 else 0 end as bigint) as IsSeen
            from matters m where m.district = @district and m.class = @class and m.class <> '{MatterDesk.Requests}' and m.received >= @from order by m.received, m.id
            """, parameters, cancellationToken: stop))).ToLookup(line => CellOf(line.Area, kind));
        var last = (await connection.QueryAsync<(string Area, long Ended)>(new CommandDefinition(
            "select area, max(ended) from walks where district = @district and playbook = @class group by area", parameters, cancellationToken: stop)))
            .GroupBy(row => CellOf(row.Area, kind)).ToDictionary(cell => cell.Key, cell => cell.Max(row => row.Ended), StringComparer.Ordinal);
        return [.. AreasOf(areas, kind, every is null ? null : book.GroundOf(playbook.Name)).Where(area => Concerns(person, area.Code)).Select(area =>
        {
            var lines = areas.WithPredecessors(area.Code).SelectMany(code => today[code]).ToList();
            var held = every is null ? null : book.GradeOf(playbook, Today, area.Code);
            var ended = areas.WithPredecessors(area.Code).Select(code => last.GetValueOrDefault(code)).Max();
            return new Cell(area.Code, held?.Grade, held?.KeptFrom, lines.Count, lines.Count(line => line is { IsOpen: 0, Outcome: not "declined" }),
                lines.FirstOrDefault(line => line is { IsOpen: 1, IsSeen: 1 })?.Number, lines.Exists(line => line.IsOpen == 1), ended == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(ended));
        })];
    }

    /// <summary>What was found in an area of a sweep, as far as the reader may know of it.</summary>
    public sealed record Finding(string Number, string Kind, string Stage, bool IsOpen, string Title);

    /// <summary>One area of a sweep.</summary>
    /// <param name="Number">The number of its matter; null before it begins, or where the reader may not know it.</param>
    /// <param name="Ended">When it was ended; null while somebody has still to go.</param>
    /// <param name="IsExcused">Ended without anybody going.</param>
    public sealed record Swept(string Area, string? Number, string? Stage, bool IsBegun, DateTimeOffset? Ended, bool IsExcused, IReadOnlyList<Finding> Findings);

    sealed record Look(string Id, string Number, string Stage, long? Closed, string? Outcome, long IsSeen);

    sealed record Found(string Matter, string Number, string Class, string Stage, long IsOpen, string Title);

    /// <summary>The areas of a sweep with what was found in each.</summary>
    public async Task<IReadOnlyList<Swept>> Read(Person person, Sweep sweep, CancellationToken stop)
    {
        var ids = sweep.Cells.ToDictionary(area => area, area => BeginRounds.StreamOf(sweep, area).Id, StringComparer.Ordinal);
        var (looks, found) = (new List<Look>(), new List<Found>());
        await using var connection = await store.Read(stop);
        foreach (var some in ids.Values.Chunk(400))
        {
            var (sql, parameters) = person.Scope.Where("m");
            parameters.Add("district", person.Caller.District);
            var among = parameters.AddAll("id", some);
            looks.AddRange(await connection.QueryAsync<Look>(new CommandDefinition($"""
                select m.id as Id, m.number as Number, m.stage as Stage, m.closed as Closed, m.outcome as Outcome, cast(case when {sql} then 1 else 0 end as bigint) as IsSeen
                from matters m where m.district = @district and m.id in {among}
                """, parameters, cancellationToken: stop)));
            found.AddRange(await connection.QueryAsync<Found>(new CommandDefinition($"""
                select l.matter as Matter, m.number as Number, m.class as Class, m.stage as Stage, m.is_open as IsOpen, m.title as Title
                from matter_links l join matters m on m.district = l.district and m.id = l.other
                where l.district = @district and l.matter in {among} and {sql} order by m.number
                """, parameters, cancellationToken: stop)));
        }

        var byId = looks.ToDictionary(look => look.Id, StringComparer.Ordinal);
        var byMatter = found.ToLookup(one => one.Matter);
        return [.. sweep.Cells.Where(area => Concerns(person, area)).Select(area =>
        {
            var look = byId.GetValueOrDefault(ids[area]);
            return new Swept(area, look is { IsSeen: 1 } ? look.Number : null, look?.Stage, look is not null, look?.Closed is { } closed ? DateTimeOffset.FromUnixTimeMilliseconds(closed) : null,
                look?.Outcome == "declined", [.. byMatter[ids[area]].Select(one => new Finding(one.Number, one.Class, one.Stage, one.IsOpen == 1, one.Title))]);
        })];
    }

    /// <summary>Whether an area is one that a post looks after: inside its own, or around it.</summary>
    static bool Concerns(Person person, string area) =>
        person.Post.Area is not { } own || area.StartsWith(own, StringComparison.Ordinal) || own.StartsWith(area, StringComparison.Ordinal);

    public async ValueTask<RoundBook> Book(CancellationToken stop) => await books.Of(settings.District, stop);

    /// <summary>Enters a grade; what it asks for today begins within a minute.</summary>
    public Task<Answer<RoundBook>> Enter(Clerk clerk, EnterGrade.Command command, CancellationToken stop) =>
        clerk.Record<RoundBook>(RoundBook.Stream, command, (book, now) => shelf.Newest(command.Playbook ?? "") is { } playbook ? EnterGrade.Decide(book, command, playbook, IsArea, now) : No.SuchRounds, stop);

    /// <summary>Says where rounds are walked.</summary>
    public Task<Answer<RoundBook>> Set(Clerk clerk, string name, SetGround.Command command, CancellationToken stop) =>
        clerk.Record<RoundBook>(RoundBook.Stream, command, (book, now) => shelf.Newest(name) is { } playbook ? SetGround.Decide(book, command, playbook, IsArea, now) : No.SuchRounds, stop);

    /// <summary>Plans a sweep; where its day is today it begins within a minute.</summary>
    /// <returns>With the sweep's identifier.</returns>
    public async Task<(Answer<RoundBook> Answer, string Sweep)> Plan(Clerk clerk, string name, PlanSweep.Command command, CancellationToken stop)
    {
        var id = Guid.CreateVersion7(clerk.Caller.At ?? time.GetUtcNow()).ToString("N");
        if (shelf.Newest(name) is not { Begins.Sweep: { } sweep } playbook) return (new(No.SuchRounds, RoundBook.Stream, RoundBook.Empty, 0), id);
        var rules = await matters.Rules(settings.District, playbook, stop);
        var length = Length(sweep.Areas);
        var answer = await clerk.Record<RoundBook>(RoundBook.Stream, command, (_, now) => PlanSweep.Decide(command, id, rules,
            area => area.Length > 0 && !IsArea(area) ? null : AreasOf(areas, sweep.Areas).Select(cell => cell.Code).Where(cell => cell.StartsWith(area.Length > length ? area[..length] : area, StringComparison.Ordinal)), now), stop);
        // Sent again under the same key it is the sweep of the first time.
        return (answer, answer.Story.Sweeps.LastOrDefault(one => one.Playbook == name && one.Name == command.Name?.Trim())?.Id ?? id);
    }

    public Task<Answer<RoundBook>> CallOff(Clerk clerk, string name, string sweep, CallOffSweep.Command command, CancellationToken stop) =>
        clerk.Record<RoundBook>(RoundBook.Stream, command, (book, now) => shelf.Newest(name) is { } playbook ? CallOffSweep.Decide(book, sweep, command, playbook, now) : No.SuchRounds, stop);

    bool IsArea(string code) => areas.ByCode(code) is not null;

    static string CellOf(string area, string kind) => area.Length > Length(kind) ? area[..Length(kind)] : area;

    static int Length(string kind) => kind switch { "street" => 9, "grid" => 15, _ => 12 };
}
