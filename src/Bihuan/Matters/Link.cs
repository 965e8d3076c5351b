using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Says that two matters have to do with each other; each goes its own way.</summary>
public static class Link
{
    public sealed record Command(string Matter, string? Why);

    public static Act Act { get; } = new WideAct<Command>("link", "links", Decide) { Needs = ["matter"] };

    /// <summary>Ties a matter that is being written down to the one out of which it came.</summary>
    public static async ValueTask<Decision> Tie(Decision decision, Stream stream, string digits, string from, Hosting.Desk desk)
    {
        var (other, _) = await desk.Story<Matter>(Stream.Of(Matters.Matter.Noun, from));
        if (!other.Exists || other.IsKeptFrom(desk.Now.Unit)) return No.SuchMatter.On("from");
        if (!other.KeptFrom.IsEmpty) return No.KeptApart.On("from");

        return decision.And(new Linked(other.Id, other.Number, "")).Also(other.Stream, new Linked(stream.Id, digits, ""));
    }

    public static async ValueTask<Decision> Decide(Matter matter, Command command, Rulebook rules, Hosting.Desk desk)
    {
        if (string.IsNullOrWhiteSpace(command.Matter)) return No.SuchMatter.On("matter");
        if (command.Matter == matter.Id) return No.LinkedSelf.On("matter");
        if (matter.Links.Contains(command.Matter)) return Decision.Nothing;
        var (other, _) = await desk.Story<Matter>(Stream.Of(Matters.Matter.Noun, command.Matter));
        if (!other.Exists || Onlookers.Hides(other, rules, desk.Now)) return No.SuchMatter.On("matter");
        // The other side would read of it: what is kept from somebody is tied to others from its own side, and they do not learn of it.
        if (!matter.KeptFrom.IsEmpty) return new Linked(other.Id, other.Number, command.Why?.Trim() ?? "");
        if (!other.KeptFrom.IsEmpty) return No.KeptApart.On("matter");

        var why = command.Why?.Trim() ?? "";
        return ((Decision)new Linked(other.Id, other.Number, why)).Also(other.Stream, new Linked(matter.Id, matter.Number, why));
    }
}
