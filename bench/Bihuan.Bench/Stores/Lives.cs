using System.Text.Json;
using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Matters;

namespace Bihuan.Bench.Stores;

/// <summary>Lives matters through the Clerk, each by the right people in their own time, so that they can be copied.</summary>
sealed class Lives(IServiceProvider services)
{
    // A Monday's morning, long enough ago that everything that follows has happened.
    static readonly DateTimeOffset Begun = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    readonly MatterDesk desk = services.GetRequiredService<MatterDesk>();
    readonly Reading reading = services.GetRequiredService<Reading>();

    /// <summary>Who takes which move how many minutes after what went before.</summary>
    readonly record struct Step(string Account, string Move, int Minutes, string Words = "{}");

    /// <summary>How far a life goes.</summary>
    public enum End { Received, Accepted, Dispatched, Signed, InHand, Finished, Answered, InTime, Late }

    /// <summary>A life with a unit, and how far it goes.</summary>
    public readonly record struct Kind(int Unit, End End);

    /// <summary>Lives one.</summary>
    public Task<Copies.Life> Live(Kind kind, CancellationToken stop) => Live(kind.End switch
    {
        End.Answered => [new(Crew.Agent, "answer", 4, """{"reply":"路灯归区城管局养护，已经在今晚的抢修计划里"}""")],
        End.InTime or End.Late => [.. Worked(kind.Unit, kind.End is End.Late ? 14_400 : 1500), .. Ended(kind.End is End.Late)],
        End.Finished => [.. Worked(kind.Unit, 45)],
        var end => [.. Worked(kind.Unit, 45).Take((int)end)],
    }, stop);

    static IEnumerable<Step> Ended(bool isLate) =>
    [
        new("verifier1", "verify", 200, """{"finding":"现场看过，灯亮了，扶手牢固"}"""),
        new("callback1", "call-back", 120, isLate ? """{"resolved":true,"satisfied":"dissatisfied","attitude":"fair","note":"办得太慢"}""" : """{"resolved":true,"satisfied":"very","attitude":"good","note":"谢谢"}"""),
        new("dispatcher2", "close", 60, """{"outcome":"resolved"}"""),
    ];

    static IEnumerable<Step> Worked(int unit, int minutes) =>
    [
        new(Crew.Agent, "accept", 3),
        new(Crew.Dispatcher, "dispatch", 9, $$"""{"unit":"{{Crew.Units[unit]}}"{{(Crew.Units[unit] == Crew.Unit ? $",\"row\":{Crew.Row}" : ",\"basis\":\"三定规定\"")}}}"""),
        new($"liaison{unit}", "sign", 20),
        new($"liaison{unit}", "assign", 10, $$"""{"person":"handler{{unit}}-1"}"""),
        new($"handler{unit}-1", "contact", 40, """{"note":"约好下午去看"}"""),
        new($"handler{unit}-1", "hand-in", minutes, """{"outcome":"resolved","replies":["路灯已修好","扶手已加固"]}"""),
    ];

    async Task<Copies.Life> Live(IReadOnlyList<Step> steps, CancellationToken stop)
    {
        var at = Begun;
        var command = JsonSerializer.Deserialize<ReceiveMatter.Command>(Registration.Body(0), Facts.Json)!;
        var answer = Yes("receive", await desk.Receive(By(Crew.Agent, at), command, stop));
        foreach (var step in steps)
        {
            at = at.AddMinutes(step.Minutes);
            Yes(step.Move, await desk.Take(By(step.Account, at), answer.Story.Id, step.Move, JsonNode.Parse(step.Words)!.AsObject(), stop));
        }

        return new(await reading.Entries(Crew.District, answer.Stream, stop));
    }

    Clerk By(string account, DateTimeOffset at) => Crew.Clerk(services, Crew.Of(account) with { At = at });

    static Answer<Matter> Yes(string move, Answer<Matter> answer) => answer.Refusal is { } no
        ? throw new InvalidOperationException($"A matter could not be loaded: {move}: {no.Code} {no.En}") : answer;
}
