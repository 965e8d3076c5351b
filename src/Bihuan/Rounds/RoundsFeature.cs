using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Rounds;

/// <summary>What is walked: the day's grade, who has gone, who has not for days, and sweeps over all areas.</summary>
public static class RoundsFeature
{
    const int MostDays = 365;
    const int UsualDays = 7;

    public static IServiceCollection AddRounds(this IServiceCollection services) => services.AddSingleton<RoundDesk>().AddSingleton<BeginRounds>().AddScoped<RoundPages>()
        .AddSingleton(s => new KeptStories<RoundBook>(RoundBook.Stream, s.GetRequiredService<Reading>(), s.GetRequiredService<Store>(), s.GetRequiredService<Writer>(), s.GetRequiredService<TimeProvider>()));

    /// <summary>A playbook whose matters begin everywhere.</summary>
    public sealed record Kind(string Playbook, Words Title, bool ByGrade, bool InSweeps);

    /// <summary>Rounds as they stand today.</summary>
    /// <param name="Unvisited">In how many areas nobody has been for so many days.</param>
    /// <param name="Ground">The areas that are walked; empty is everywhere.</param>
    /// <param name="Missed">By day, how many rounds of the last days were not begun.</param>
    public sealed record Standing(DateOnly Day, int Days, int Unvisited, IReadOnlyList<string> Ground, IReadOnlyDictionary<string, int> Missed, IReadOnlyList<RoundDesk.Cell> Areas, IReadOnlyList<SweepRow> Sweeps);

    /// <summary>A sweep in a list.</summary>
    public sealed record SweepRow(string Sweep, string Name, DateOnly Day, int Areas, string? CalledOff);

    public static void MapRounds(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/rounds").SignedInOnly().ExcludeFromDescription();
        pages.MapGet("", (RoundDesk rounds) => rounds.Playbooks is [{ } one, ..] ? Results.Redirect($"/rounds/{one.Name}") : Results.NotFound());
        pages.MapGet("/{playbook}", (string playbook, int? days, RoundPages room, HttpContext http) => room.Show(http, playbook, days));
        pages.MapPost("/{playbook}/grades", (string playbook, RoundPages room, HttpContext http) => room.Enter(http, playbook));
        pages.MapPost("/{playbook}/ground", (string playbook, RoundPages room, HttpContext http) => room.Set(http, playbook));
        pages.MapPost("/{playbook}/sweeps", (string playbook, RoundPages room, HttpContext http) => room.Plan(http, playbook));
        pages.MapGet("/{playbook}/sweeps/{sweep}", (string playbook, string sweep, RoundPages room, HttpContext http) => room.Show(http, playbook, sweep));
        pages.MapPost("/{playbook}/sweeps/{sweep}/end", (string playbook, string sweep, RoundPages room, HttpContext http) => room.CallOff(http, playbook, sweep));
        MapApi(app.MapGroup("/api/rounds").WithTags("Rounds").SignedInOnly());
    }

    static void MapApi(RouteGroupBuilder api)
    {
        api.MapGet("", (RoundDesk rounds) => Results.Json(rounds.Playbooks.Select(p => new Kind(p.Name, p.Title, p.Begins!.Every is not null, p.Begins.Sweep is not null)), Facts.Json))
            .WithSummary("List the playbooks whose matters begin in every area").Produces<Kind[]>();
        api.MapGet("/{playbook}", List).WithSummary("List the areas of rounds: today's grade, begun, gone, and when somebody was last there").Produces<Standing>();
        api.MapPost("/{playbook}/grades", async (string playbook, EnterGrade.Command command, RoundDesk rounds, Clerk clerk, CancellationToken stop) =>
            (await rounds.Enter(clerk, command with { Playbook = playbook }, stop)).AsHttp(_ => new { Playbook = playbook })).WithSummary("Enter the grade of a day, for the district or one area");
        api.MapPost("/{playbook}/ground", async (string playbook, SetGround.Command command, RoundDesk rounds, Clerk clerk, CancellationToken stop) =>
            (await rounds.Set(clerk, playbook, command, stop)).AsHttp(_ => new { Playbook = playbook })).WithSummary("Say where rounds are walked");
        api.MapPost("/{playbook}/sweeps", async (string playbook, PlanSweep.Command command, RoundDesk rounds, Clerk clerk, CancellationToken stop) =>
        {
            var (answer, sweep) = await rounds.Plan(clerk, playbook, command, stop);
            return answer.AsHttp(_ => new { Sweep = sweep });
        }).WithSummary("Plan a sweep over areas");
        api.MapGet("/{playbook}/sweeps/{sweep}", async (string playbook, string sweep, RoundDesk rounds, SignedIn who, CancellationToken stop) =>
            (await rounds.Book(stop)).Sweeps.FirstOrDefault(one => one.Id == sweep && one.Playbook == playbook) is { } found
                ? Results.Json(await rounds.Read(who.Person!, found, stop), Facts.Json) : No.SuchSweep.AsHttp()).WithSummary("List the areas of a sweep with what was found in each").Produces<RoundDesk.Swept[]>();
        api.MapPost("/{playbook}/sweeps/{sweep}/end", async (string playbook, string sweep, CallOffSweep.Command command, RoundDesk rounds, Clerk clerk, CancellationToken stop) =>
            (await rounds.CallOff(clerk, playbook, sweep, command, stop)).AsHttp(_ => new { Sweep = sweep })).WithSummary("Call a sweep off before its day");
    }

    static async Task<IResult> List(string playbook, int? days, RoundDesk rounds, SignedIn who, TimeProvider time, CancellationToken stop)
    {
        if (rounds.Find(playbook) is not { } found) return No.SuchRounds.AsHttp();
        var (book, cells) = (await rounds.Book(stop), await rounds.Read(who.Person!, found, stop));
        return Results.Json(new Standing(rounds.Today, Days(days), cells.Count(cell => IsUnvisited(cell, Days(days), time.GetUtcNow())), book.GroundOf(playbook)?.Areas ?? [],
            Missed(book, playbook, rounds.Today).ToDictionary(gap => gap.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), gap => gap.Gap.Count), cells,
            [.. SweepsOf(book, playbook).Select(sweep => new SweepRow(sweep.Id, sweep.Name, sweep.Day, sweep.Cells.Length, sweep.CalledOff))]), Facts.Json);
    }

    /// <summary>Whether nobody has been there for so many days.</summary>
    public static bool IsUnvisited(RoundDesk.Cell cell, int days, DateTimeOffset now) => cell.Last is null || cell.Last < now.AddDays(-days);

    /// <summary>Days of the last week on which rounds were not begun.</summary>
    public static IEnumerable<(DateOnly Day, RoundBook.Gap Gap)> Missed(RoundBook book, string playbook, DateOnly today) =>
        Enumerable.Range(1, BeginRounds.LooksBack).Select(back => (Day: today.AddDays(-back), Gap: book.MissedOn(playbook, today.AddDays(-back)))).Where(one => one.Gap is not null).Select(one => (one.Day, one.Gap!));

    /// <summary>The sweeps of a playbook, the latest first.</summary>
    public static IEnumerable<Sweep> SweepsOf(RoundBook book, string playbook) => book.Sweeps.Where(sweep => sweep.Playbook == playbook).OrderByDescending(sweep => sweep.Day).ThenByDescending(sweep => sweep.At);

    public static int Days(int? days) => Math.Clamp(days ?? UsualDays, 1, MostDays);
}
