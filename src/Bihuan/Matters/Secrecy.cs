using Bihuan.Library;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Which units a matter is about, and that nothing brings it before them.</summary>
public static class Secrecy
{
    /// <summary>The units that a form's answers name in fields that keep the matter from them; null where it names none.</summary>
    public static ImmutableArray<string>? Named(Playbook playbook, IReadOnlyDictionary<string, string> coded)
    {
        ImmutableArray<string> units = [.. playbook.Fields.Where(field => field.KeepsFrom && coded.ContainsKey(field.Id))
            .SelectMany(field => coded[field.Id].Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct()];
        return units.IsEmpty ? null : units;
    }

    /// <summary>Why a decision would bring it before those it is kept from; null where it does not.</summary>
    public static Refusal? Refuses(Matter matter, Decision decision, FormAnswers own, Rulebook rules)
    {
        var named = Named(rules.Playbook, own.Coded);
        if (named?.FirstOrDefault(about => matter.Parties.Any(party => KeptFrom.Holds([about], party))) is { } there) return No.AboutItsOwn.With(rules.NameOf(there));

        var about = named ?? matter.KeptFrom;
        // Nor is it shown by name to somebody who sits there.
        foreach (var field in rules.Playbook.Fields.Where(field => field.LetsSee && own.Coded.ContainsKey(field.Id)))
            if (rules.PostsOf(own.Coded[field.Id]).Select(post => post.Unit).FirstOrDefault(unit => KeptFrom.Holds(about, unit)) is { } theirs) return No.KeptFromUnit.With(rules.NameOf(theirs)).On(field.Id);
        return decision.Facts.SelectMany(Given).FirstOrDefault(unit => KeptFrom.Holds(about, unit)) is { } told ? No.KeptFromUnit.With(rules.NameOf(told)).On("unit") : null;
    }

    static IEnumerable<string> Given(Fact fact) => fact switch
    {
        Dispatched f => f.Co.Insert(0, f.Unit),
        Adjudicated f => [f.Unit],
        Whistled f => [f.Unit],
        Appealed f => [f.To],
        Assigned { Office: { } office } => [office],
        _ => [],
    };
}
