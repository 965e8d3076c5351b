using Bihuan.Parts;

namespace Bihuan.People;

/// <summary>The ground of the pages of this folder: knows what the last verb refused.</summary>
public abstract class PeoplePart : Part
{
    [Microsoft.AspNetCore.Components.Parameter] public Refusal? Refusal { get; set; }

    /// <summary>The refusal's sentence when it is about that field.</summary>
    protected string? Wrong(string field) => Refusal?.Field == field ? Say(Refusal.Zh, Refusal.En) : null;

    /// <summary>The refusal when no field of the form shows it.</summary>
    protected Notice? Rest(params string[] fields) =>
        Refusal is null || fields.Contains(Refusal.Field) ? null : new(Say(Refusal.Zh, Refusal.En), Tone.Red, Refusal.Code);

    protected string Say(Words words) => Say(words.Zh, words.En);

    protected static DateTimeOffset Time(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at);
}
