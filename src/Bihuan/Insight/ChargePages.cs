using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Insight;

/// <summary>What a leader has in charge: the matters that name them, and the zones that are theirs with what is open there.</summary>
public static class ChargePages
{
    /// <summary>The role of those whose lists these are.</summary>
    public const string Leader = "leader";

    const int Shown = 50;
    const int ShownOfZone = 10;

    /// <summary>A zone of a leader.</summary>
    /// <param name="Matters">The most pressing ones.</param>
    public sealed record InZone(string Code, Words Name, int Open, int Overdue, IReadOnlyList<MatterRow> Matters);

    /// <summary>A leader's list, as far as the reader may see.</summary>
    public sealed record Charge(string Leader, int Open, int Overdue, IReadOnlyList<MatterRow> Matters, IReadOnlyList<InZone> Zones);

    public static void MapCharge(this IEndpointRouteBuilder app)
    {
        app.MapGet("/charge", Show).ExcludeFromDescription().SignedInOnly();
        app.MapGet("/api/charge", List).WithTags("Matters").SignedInOnly().WithSummary("List what a leader has in charge: matters that name them, and their zones").Produces<Charge>();
    }

    static async Task<IResult> List(string? leader, PostHolders holders, ListMatters list, ZoneDesk zones, SignedIn who, CancellationToken stop)
    {
        if (who.Unless(Leader, "supervisor", "dispatcher", "assessor") is { } refusal) return refusal.AsHttp();
        var leaders = await holders.Of(who.Person!.Caller.District, Leader, stop);
        return Chosen(leader, leaders, who.Person) is { } chosen ? Results.Json(await Read(chosen.Account, who.Person, list, zones, stop), Facts.Json) : Matters.No.SuchHandler.With(leader ?? "").On("leader").AsHttp();
    }

    static async Task<IResult> Show(HttpContext http, string? leader, PostHolders holders, ListMatters list, ZoneDesk zones, Namer namer, ReaderOf readerOf, SignedIn who, CancellationToken stop)
    {
        var person = who.Person!;
        if (who.Unless(Leader, "supervisor", "dispatcher", "assessor") is not null) return Results.StatusCode(StatusCodes.Status403Forbidden);
        var leaders = await holders.Of(person.Caller.District, Leader, stop);
        var chosen = Chosen(leader, leaders, person);
        if (chosen is null && leader is { Length: > 0 }) return Results.NotFound();
        var charge = chosen is null ? null : await Read(chosen.Account, person, list, zones, stop);
        var reader = await readerOf(http);
        return Pages.Show<ChargePage>(http, reader, new
        {
            Leaders = leaders, Chosen = chosen, Charge = charge, IsOwn = chosen?.Account == person.Account,
            Names = await namer.For(reader, person.Caller.District, stop, charge?.Matters.Concat(charge.Zones.SelectMany(zone => zone.Matters)).Select(row => row.Handler)),
        });
    }

    static Colleague? Chosen(string? leader, IReadOnlyList<Colleague> leaders, Person person) =>
        leader is { Length: > 0 } ? leaders.FirstOrDefault(one => one.Account == leader) : leaders.FirstOrDefault(one => one.Account == person.Account) ?? (leaders.Count > 0 ? leaders[0] : null);

    static async Task<Charge> Read(string account, Person person, ListMatters list, ZoneDesk zones, CancellationToken stop)
    {
        var own = new List<InZone>();
        foreach (var zone in (await zones.All(stop)).Where(zone => zone.Account == account))
        {
            var codes = zones.Codes(zone);
            var query = new ListMatters.Query(Areas: codes, Size: ShownOfZone);
            own.Add(codes.Count == 0 ? new(zone.Code, zone.Name, 0, 0, [])
                : new(zone.Code, zone.Name, await list.Count(person.Scope, query, stop), await list.Count(person.Scope, query with { State = "overdue" }, stop), (await list.Read(person.Scope, query, stop)).Rows));
        }

        var named = new ListMatters.Query(Charge: account, Size: Shown);
        return new(account, await list.Count(person.Scope, named, stop), await list.Count(person.Scope, named with { State = "overdue" }, stop), (await list.Read(person.Scope, named, stop)).Rows, own);
    }
}
