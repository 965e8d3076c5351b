namespace Bihuan.Matters;

/// <summary>What a playbook may ask of a matter.</summary>
public sealed partial record Matter
{
    /// <summary>Whether there is a picture of that phase. What was taken after work that had to be done again says nothing of the new work; how it was before stays true.</summary>
    public bool Shows(string phase) => Evidence.Skip(phase == "before" ? 0 : EvidenceJudged).Any(picture => picture.Phase == phase);

    /// <summary>What conditions of any playbook may ask the kernel.</summary>
    public static ImmutableHashSet<string> Asked { get; } = [.. new Matter().Answers.Keys];

    /// <summary>What conditions of a playbook may look at.</summary>
    public IReadOnlyDictionary<string, string> Answers => new Dictionary<string, string>(Coded)
    {
        ["source"] = Source,
        ["demand"] = Demand,
        ["category"] = Category,
        ["urgency"] = Urgency,
        ["outcome"] = Result?.Outcome ?? Outcome ?? "",
        ["resolved"] = Callback?.Resolved is { } resolved ? (resolved ? "yes" : "no") : "",
        ["reached"] = Callback is { } call ? (call.Reached ? "yes" : "no") : "",
        ["satisfied"] = Callback?.Satisfied ?? "",
        ["extension-asked"] = ExtensionAsked is null ? "no" : "yes",
        ["extension-endorsed"] = IsExtensionEndorsed ? "yes" : "no",
        ["exemption-asked"] = ExemptionAsked is null ? "no" : "yes",
        ["exemption-endorsed"] = IsExemptionEndorsed ? "yes" : "no",
        ["exempt"] = IsExempt ? "yes" : "no",
        ["suspension-asked"] = SuspensionAsked is null ? "no" : "yes",
        ["suspended"] = SuspendedUntil is null ? "no" : "yes",
        ["reopening-asked"] = IsReopeningAsked ? "yes" : "no",
        ["has-lead"] = Lead is null ? "no" : "yes",
        ["signed"] = Lead?.SignedAt is null ? "no" : "yes",
        ["unreached"] = CallbackTries >= CallBack.Tries && Callback is { Reached: false } ? "yes" : "no",
        ["assigned"] = Lead?.Handler is null ? "no" : "yes",
        ["contacted"] = Lead?.ContactedAt is null ? "no" : "yes",
        ["contact-owed"] = IsContactOwed ? "yes" : "no",
        ["linked"] = Links.IsEmpty ? "no" : "yes",
        ["co-open"] = CoOrders.Any(order => order.IsOpen) ? "yes" : "no",
    };
}
