using System.Collections;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Bihuan.Matters;

/// <summary>What a playbook may ask of a matter.</summary>
public sealed partial record Matter
{
    /// <summary>Whether there is a picture of that phase. What was taken after work that had to be done again says nothing of the new work; how it was before stays true.</summary>
    public bool Shows(string phase) => Evidence.Skip(phase == "before" ? 0 : EvidenceJudged).Any(picture => picture.Phase == phase);

    /// <summary>What conditions of any playbook may ask the kernel.</summary>
    public static ImmutableHashSet<string> Asked { get; } = [.. MatterAnswers.Kernel.Keys];

    /// <summary>What conditions of a playbook may look at.</summary>
    public IReadOnlyDictionary<string, string> Answers => new MatterAnswers(this);
}

/// <summary>What a matter answers to conditions, told when it is asked: a decision asks a few of them, many times.</summary>
sealed class MatterAnswers(Matter matter) : IReadOnlyDictionary<string, string>
{
    /// <summary>What is not coded by a form but known to the kernel; it goes before what a form says.</summary>
    public static FrozenDictionary<string, Func<Matter, string>> Kernel { get; } = new Dictionary<string, Func<Matter, string>>
    {
        ["source"] = m => m.Source,
        ["demand"] = m => m.Demand,
        ["category"] = m => m.Category,
        ["urgency"] = m => m.Urgency,
        ["outcome"] = m => m.Result?.Outcome ?? m.Outcome ?? "",
        ["resolved"] = m => m.Callback?.Resolved is { } resolved ? (resolved ? "yes" : "no") : "",
        ["reached"] = m => m.Callback is { } call ? (call.Reached ? "yes" : "no") : "",
        ["satisfied"] = m => m.Callback?.Satisfied ?? "",
        ["extension-asked"] = m => m.ExtensionAsked is null ? "no" : "yes",
        ["extension-endorsed"] = m => m.IsExtensionEndorsed ? "yes" : "no",
        ["exemption-asked"] = m => m.ExemptionAsked is null ? "no" : "yes",
        ["exemption-endorsed"] = m => m.IsExemptionEndorsed ? "yes" : "no",
        ["exempt"] = m => m.IsExempt ? "yes" : "no",
        ["suspension-asked"] = m => m.SuspensionAsked is null ? "no" : "yes",
        ["suspended"] = m => m.SuspendedUntil is null ? "no" : "yes",
        ["reopening-asked"] = m => m.IsReopeningAsked ? "yes" : "no",
        ["has-lead"] = m => m.Lead is null ? "no" : "yes",
        ["signed"] = m => m.Lead?.SignedAt is null ? "no" : "yes",
        ["unreached"] = m => m.CallbackTries >= CallBack.Tries && m.Callback is { Reached: false } ? "yes" : "no",
        ["assigned"] = m => m.Lead?.Handler is null ? "no" : "yes",
        ["contacted"] = m => m.Lead?.ContactedAt is null ? "no" : "yes",
        ["contact-owed"] = m => m.IsContactOwed ? "yes" : "no",
        ["linked"] = m => m.Links.IsEmpty ? "no" : "yes",
        ["co-open"] = m => m.CoOrders.Any(order => order.IsOpen) ? "yes" : "no",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        if (!Kernel.TryGetValue(key, out var tell)) return matter.Coded.TryGetValue(key, out value);
        value = tell(matter);
        return true;
    }

    /// <inheritdoc/>
    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"A matter has no answer to “{key}”.");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => Kernel.ContainsKey(key) || matter.Coded.ContainsKey(key);

    /// <inheritdoc/>
    public IEnumerable<string> Keys => [.. Kernel.Keys, .. matter.Coded.Keys.Where(key => !Kernel.ContainsKey(key))];

    /// <inheritdoc/>
    public IEnumerable<string> Values => Keys.Select(key => this[key]);

    /// <inheritdoc/>
    public int Count => Keys.Count();

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => Keys.Select(key => KeyValuePair.Create(key, this[key])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
