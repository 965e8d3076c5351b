namespace Bihuan.Matters;

/// <summary>Where one unit stands with its order.</summary>
public enum OrderStage
{
    Dispatched,
    Signed,
    Disputed,
    Working,
    Done,

    /// <summary>Taken back after an upheld objection, or replaced by an adjudication.</summary>
    Withdrawn,
}

/// <summary>One assignment of the matter to one unit.</summary>
/// <param name="Number">1, 2 … within the matter.</param>
/// <param name="Unit">Whose.</param>
/// <param name="IsLead">Leads the handling; false for units that cooperate or were whistled for.</param>
public sealed record WorkOrder(int Number, string Unit, bool IsLead, DateTimeOffset DispatchedAt)
{
    public OrderStage Stage { get; init; } = OrderStage.Dispatched;

    /// <summary>Why this unit, as told to it.</summary>
    public string Basis { get; init; } = "";

    /// <summary>The catalogue row that justified it; null when it was adjudicated or reasoned.</summary>
    public int? Row { get; init; }

    /// <summary>Whistled for by a street: it must report in.</summary>
    public string? Whistle { get; init; }

    public DateTimeOffset? SignedAt { get; init; }

    public DateTimeOffset? ContactedAt { get; init; }

    public DateTimeOffset? ReportedInAt { get; init; }

    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Who does it, by account; null until assigned.</summary>
    public string? Handler { get; init; }

    /// <summary>The office of the handler, where it is below the unit.</summary>
    public string? Office { get; init; }

    public bool HasObjected { get; init; }

    /// <summary>What a co-handler reported.</summary>
    public string? Result { get; init; }

    /// <summary>Why the lead handed in without it; null while it is waited for.</summary>
    public string? Unfinished { get; init; }

    /// <summary>True while it can still be done.</summary>
    public bool IsOpen => Stage is not (OrderStage.Done or OrderStage.Withdrawn);

    /// <summary>True while somebody waits for it: its clocks run, and stop with this.</summary>
    public bool IsAwaited => IsOpen && Unfinished is null;
}
