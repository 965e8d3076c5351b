using Bihuan.Grid;

namespace Bihuan.Portal;

/// <summary>Where a resident's page speaks of: the point that was set, or what the words name.</summary>
/// <param name="Pointed">The area of the point on the map.</param>
/// <param name="IsOutside">The point lies in another district.</param>
public sealed record Whereabouts(PlaceGuess Guess, Area? Pointed, bool IsOutside)
{
    const int MostRead = 2000;

    public static Whereabouts Of(SayForm form, PlaceFinder finder, AreaMap areas)
    {
        var isPointed = form is { Lon: not null, Lat: not null };
        var pointed = isPointed ? areas.Find(form.Lon!.Value, form.Lat!.Value) : null;
        var guess = form.Place.Length > 0 ? finder.Find(form.Place) : PlaceGuess.Nothing;
        // A name in the story is worth less than one in the place's own field, and helps only where there is no other.
        if (guess.Candidates.Count == 0 && form.Place.Length > 0) guess = finder.Find(form.Text.Length > MostRead ? form.Text[..MostRead] : form.Text);
        return new(guess, pointed, isPointed && pointed is null);
    }

    /// <summary>The area as residents know it: nobody knows the grid they live in.</summary>
    public static Area Known(Area area) => area.Level is AreaLevel.Grid && area.Chain.Count > 1 ? area.Chain[^2] : area;

    /// <summary>Whether a person must say which place is meant.</summary>
    public bool Asks(SayForm form) => Pointed is null && Guess.Ambiguous && !form.HasChosen;

    /// <summary>The area in force: the one chosen, the one pointed at, or the one beyond doubt; empty leaves it to the agent.</summary>
    public string Code(SayForm form) => form.HasChosen ? Guess.Candidates.FirstOrDefault(c => c.Area.Code == form.Area)?.Area.Code ?? "" : Pointed?.Code ?? Guess.Sure?.Area.Code ?? "";
}
