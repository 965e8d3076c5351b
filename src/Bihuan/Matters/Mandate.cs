namespace Bihuan.Matters;

/// <summary>Somebody acts for the requester, by a paper that says what they may do and until when.</summary>
/// <param name="Number">Within the matter, from 1.</param>
/// <param name="Agent">Who, by name; personal data.</param>
/// <param name="May">The moves of the playbook that they may take; reading is always among it.</param>
/// <param name="Until">The last day.</param>
public sealed record Mandate(int Number, string Agent, ImmutableArray<string> May, DateOnly Until, DateTimeOffset At)
{
    const string Account = "mandate-";

    /// <summary>How many may act for one requester at a time [P5 art 28].</summary>
    public const int Most = 2;

    /// <summary>When it was taken back; null where it was not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The first moment after the last day.</summary>
    public DateTimeOffset Ends => new(Until.AddDays(1).ToDateTime(TimeOnly.MinValue), WorkCalendar.Offset);

    public bool IsOpen(DateTimeOffset now) => EndedAt is null && now < Ends;

    /// <summary>Under whose name an agent's acts are stamped.</summary>
    public string By => $"{Account}{Number.ToString(System.Globalization.CultureInfo.InvariantCulture)}";

    /// <summary>The mandate by which somebody acted; null where they acted for themselves.</summary>
    public static Mandate? Of(Matter matter, Stamp stamp) => stamp.Role == "resident" && stamp.By.StartsWith(Account, StringComparison.Ordinal) ? matter.Mandates.FirstOrDefault(mandate => mandate.By == stamp.By) : null;

    /// <summary>Why an agent may not take a move: the mandate is over, or does not reach so far. Null for everybody else.</summary>
    public static Refusal? Refuses(Move move, Matter matter, Stamp now)
    {
        if (now.Role != "resident" || !now.By.StartsWith(Account, StringComparison.Ordinal)) return null;
        if (Of(matter, now) is not { } mandate) return No.SuchMandate;
        return Over(mandate, now.At) ?? (mandate.May.Contains(move.Id) ? null : No.NotInMandate.With(move.Title));
    }

    /// <summary>Why nothing can be done by it any more, in a sentence; null while it holds.</summary>
    public static Refusal? Over(Mandate mandate, DateTimeOffset now) => mandate switch
    {
        { EndedAt: { } at } => No.MandateEnded.With(Day(at)),
        _ when !mandate.IsOpen(now) => No.MandateOver.With(mandate.Until.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
        _ => null,
    };

    static string Day(DateTimeOffset at) => at.ToOffset(WorkCalendar.Offset).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The requester gave somebody a mandate, on paper.</summary>
/// <param name="Agent">Who; sealed with the requester's own words.</param>
[Kind("matter.mandate-given")]
public sealed record MandateGiven(int Mandate, string Agent, ImmutableArray<string> May, DateOnly Until) : Fact, ISpoken
{
    public Seal? Seal { get; init; }

    string ISpoken.Spoken => Agent;

    Fact ISpoken.Saying(string words, Seal? seal) => this with { Agent = words, Seal = seal };

    /// <summary>The name as far as it can still be read.</summary>
    public string Name => Agent.Length > 0 ? Agent : Said.Erased.Title;
}

/// <summary>A mandate was taken back before its last day.</summary>
[Kind("matter.mandate-ended")]
public sealed record MandateEnded(int Mandate, string Why) : Fact, ISpoken
{
    public Seal? Seal { get; init; }

    string ISpoken.Spoken => Why;

    Fact ISpoken.Saying(string words, Seal? seal) => this with { Why = words, Seal = seal };
}
