namespace Bihuan.Bench.Benches;

/// <summary>
/// One matter's way as the hotline's playbook has it: the agent writes it down and accepts it, the dispatcher sends it to the unit, the unit's
/// coordinator signs and hands in the result, and a supervisor searches for it and must find it in its new stage at once.
/// </summary>
sealed class Life(IReadOnlyDictionary<string, string> tokens, int connection)
{
    /// <summary>Writes among its calls.</summary>
    public const int Writes = 5;

    /// <summary>All its calls.</summary>
    public const int Calls = Writes + 1;

    /// <summary>Where it stands at the end.</summary>
    public const string Stage = "finished";

    const string Place = "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii";

    readonly Registration registration = new("/api/matters", tokens[Crew.Agent], connection);

    readonly (Stencil Stencil, int Place)[] moves =
    [
        Move("accept", "{}", tokens[Crew.Agent]),
        Move("dispatch", $$"""{"unit":"{{Crew.Unit}}","row":{{Crew.Row}}}""", tokens[Crew.Dispatcher]),
        Move("sign", "{}", tokens[Crew.Coordinator]),
        Move("hand-in", """{"outcome":"resolved","replies":["路灯已修好","扶手已加固"],"uncontacted":"打过三次电话，没有接通"}""", tokens[Crew.Coordinator]),
    ];

    /// <summary>The numbers of the matters that came to their end.</summary>
    public List<string> Numbers { get; } = [];

    /// <summary>Lives once.</summary>
    public string? Turn(Wire wire, int n)
    {
        if (wire.Ask(registration.Turn(n)) is { } unwritten) return $"create: {unwritten}";
        var (id, number) = (wire.Field("\"id\":\""u8)!, wire.Field("\"number\":\""u8)!);
        foreach (var (stencil, place) in moves)
        {
            stencil.Put(place, id);
            if (wire.Ask(stencil.Bytes) is { } no) return $"move: {no}";
        }

        if (wire.Ask(Request.Get($"/api/matters?state=all&text={number}", tokens[Crew.Searcher])) is { } unfound) return $"search: {unfound}";
        if (wire.Field("\"id\":\""u8) != id || wire.Field("\"stage\":\""u8) != Stage) return $"search: {number} was not found in its new stage";
        Numbers.Add(number);
        return null;
    }

    static (Stencil Stencil, int Place) Move(string move, string words, string token)
    {
        var stencil = new Stencil(Request.Post($"/api/matters/{Place}/moves/{move}", words, token));
        return (stencil, stencil.Find(Place));
    }
}
