using Bihuan.Parts;
using Microsoft.AspNetCore.Components;

namespace Bihuan.Portal;

/// <summary>The ground of the public pages: what was refused, and whether the type is large.</summary>
public abstract class ResidentPart : Part
{
    [Parameter] public IReadOnlyList<Refusal> Refusals { get; set; } = [];
    [Parameter] public bool Big { get; set; }

    protected string Say(Words words) => Say(words.Zh, words.En);

    protected string? Wrong(string field) => Refusals.FirstOrDefault(refusal => refusal.Field == field) is { } refusal ? Say(refusal.Zh, refusal.En) : null;

    /// <summary>Those that no field of the page shows.</summary>
    protected IEnumerable<Notice> Rest(params string[] fields) =>
        Refusals.Where(refusal => !fields.Contains(refusal.Field)).Select(refusal => new Notice(Say(refusal.Zh, refusal.En), Tone.Red));
}
