using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Ties the cases of one kind to the matter that deals with their cause: each goes its own way and says where the cause is dealt with.</summary>
public static class GatherCases
{
    /// <summary>The most that one press ties.</summary>
    public const int Most = 100;

    /// <param name="Matters">Identifiers; those that are tied already are passed over.</param>
    public sealed record Command(ImmutableArray<string> Matters, string? Why);

    public static Act Act { get; } = new WideAct<Command>("gather", "gatherings", Decide) { Needs = ["matters"] };

    public static async ValueTask<Decision> Decide(Matter matter, Command command, Rulebook rules, Hosting.Desk desk)
    {
        if (command.Matters.IsDefaultOrEmpty) return No.NoCases.On("matters");
        if (command.Matters.Length > Most) return No.ManyCases.With(Most).On("matters");
        if (!matter.KeptFrom.IsEmpty) return No.KeptApart.On("matters");

        var why = command.Why?.Trim() ?? "";
        var tied = ImmutableArray.CreateBuilder<string>();
        var decision = Decision.Nothing;
        foreach (var id in command.Matters.Distinct(StringComparer.Ordinal).Where(id => !matter.Links.Contains(id)))
        {
            if (id == matter.Id) return No.LinkedSelf.On("matters");
            var (other, _) = await desk.Story<Matter>(Stream.Of(Matters.Matter.Noun, id));
            if (!other.Exists || Onlookers.Hides(other, rules, desk.Now)) return No.SuchMatter.On("matters");
            if (!other.KeptFrom.IsEmpty) return No.KeptApart.On("matters");

            tied.Add(id);
            decision = decision.Also(other.Stream, new Linked(matter.Id, matter.Number, why));
        }

        return tied.Count == 0 ? Decision.Nothing : decision.And(new CasesGathered(tied.ToImmutable(), why));
    }
}

/// <summary>Cases of one kind were tied to the matter that deals with their cause.</summary>
/// <param name="Matters">Identifiers.</param>
[Kind("matter.cases-gathered")]
public sealed record CasesGathered(ImmutableArray<string> Matters, string Why) : Fact;
