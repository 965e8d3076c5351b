using Bihuan.Library;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Brings an answer before the organ above the one that gave it: nobody reviews what they answered themselves [P1 arts 35, 36].</summary>
public static class Appeal
{
    public sealed record Command;

    public static Act Act { get; } = new Act<Command>("appeal", "appeals", Decide) { IsOpenToInterested = true, Closed = Closed };

    static Refusal? Closed(Matter matter, Rulebook rules, Stamp now)
    {
        if (matter.Result is null) return No.NothingToAppeal;
        return matter.Appeals is [.., { IsBeyond: true }] ? No.EndOfLine.With(rules.NameOf(Unit.ParentOf(matter.Centre) ?? matter.Centre)) : null;
    }

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        if (Closed(matter, rules, now) is { } closed) return closed;
        var from = matter.Above ?? matter.Lead?.Unit ?? matter.Centre;
        var (to, isBeyond) = Superior(from, matter.Centre);
        return new Appealed(from, to, isBeyond);
    }

    /// <summary>Who reviews what a unit answered: the unit above it; where that is the district, the receiving office acts for it; what that office answered goes beyond the district, and it passes it on.</summary>
    public static (string To, bool IsBeyond) Superior(string from, string centre) =>
        Unit.ParentOf(from) is { } parent && !Unit.IsDistrict(parent) ? (parent, false) : (centre, from == centre);

    /// <summary>Whether somebody sits in the organ before which it stands, and not in one whose answer it reviews.</summary>
    public static bool IsBefore(Matter matter, string unit) => matter.Appeals is [.., var last] && Unit.IsWithin(unit, last.To)
        && matter.Appeals.All(appeal => appeal.From == last.To || !Unit.IsWithin(unit, appeal.From));
}

/// <summary>An answer was brought before the organ above.</summary>
/// <param name="From">The unit whose answer it is.</param>
/// <param name="To">The organ that reviews it.</param>
/// <param name="IsBeyond">The organ lies above the district: <paramref name="To"/> passes it on and records what comes back.</param>
[Kind("matter.appealed")]
public sealed record Appealed(string From, string To, bool IsBeyond) : Fact;
