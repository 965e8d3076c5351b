using System.Collections.Immutable;
using Bihuan.Engine.Journal;

namespace Bihuan.Engine.Decisions;

/// <summary>What a verb answers: facts to record, on its own stream and sometimes on others, or a refusal. Never both.</summary>
public sealed record Decision
{
    /// <summary>Why not; null when it is a yes.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>What happened on the verb's own stream, in order; empty when nothing needed to happen.</summary>
    public ImmutableArray<Fact> Facts { get; init; } = [];

    /// <summary>What happened on other streams by the same verb; recorded in the same transaction.</summary>
    public ImmutableArray<(Stream Stream, Fact Fact)> Elsewhere { get; init; } = [];

    /// <summary>Personal data that the facts speak of; kept beside the journal in the same transaction.</summary>
    public ImmutableArray<Personal> Personal { get; init; } = [];

    /// <summary>A yes with nothing to record: it has already happened.</summary>
    public static Decision Nothing { get; } = new();

    /// <summary>Adds facts to a yes; a refusal stays a refusal.</summary>
    public Decision And(params Fact[] facts) => Refusal is null ? this with { Facts = Facts.AddRange(facts) } : this;

    /// <summary>Adds a fact on another stream.</summary>
    public Decision Also(Stream stream, Fact fact) =>
        Refusal is null ? this with { Elsewhere = Elsewhere.Add((stream, fact)) } : this;

    /// <summary>Keeps personal data beside the facts that carry its seal.</summary>
    public Decision Keeping(params Personal[] personal) =>
        Refusal is null ? this with { Personal = Personal.AddRange(personal) } : this;

    /// <summary>Puts under seal what a person says in these facts, so that it can be erased with everything else of theirs.</summary>
    /// <param name="person">Whose words they are.</param>
    /// <param name="salt">16 random bytes as hex.</param>
    public Decision Sealing(string? person, string salt)
    {
        if (person is null || !Facts.Any(IsOpen)) return this;

        var sealing = this with { Facts = [] };
        foreach (var fact in Facts)
        {
            if (!IsOpen(fact))
            {
                sealing = sealing.And(fact);
                continue;
            }

            var spoken = (ISpoken)fact;
            var personal = Journal.Personal.Of(person, salt, spoken.Spoken);
            sealing = sealing.And(spoken.Saying("", personal.Seal)).Keeping(personal);
        }

        return sealing;

        static bool IsOpen(Fact fact) => fact is ISpoken { Seal: null, Spoken.Length: > 0 };
    }

    /// <summary>A no.</summary>
    public static implicit operator Decision(Refusal refusal) => new() { Refusal = refusal };

    /// <summary>A yes with one fact.</summary>
    public static implicit operator Decision(Fact fact) => new() { Facts = [fact] };

    /// <summary>A yes with several facts.</summary>
    public static implicit operator Decision(Fact[] facts) => new() { Facts = [.. facts] };
}
