using Bihuan.People;

namespace Bihuan.Duties.Drafts;

/// <summary>Makes the draft the edition in force: only as it was replayed, and only over the edition from which it was begun.</summary>
public static class PublishDraft
{
    /// <param name="Draft">The version of the draft that was replayed; a draft that has changed since is replayed again first.</param>
    public sealed record Command(long Draft);

    public static Decision Decide(Catalogue catalogue, CatalogueDraft draft, Command command, Func<string, bool> isUnit, Stamp now)
    {
        if (!now.Is(KeepDraft.Writers)) return Hosting.No.NotYours;
        if (!draft.Exists) return No.NoDraft;
        if (draft.Version != command.Draft) return No.DraftChanged;
        if (draft.Base != catalogue.Edition) return No.EditionChanged.With(catalogue.Edition, draft.Base);

        return PublishCatalogue.Decide(catalogue, new(draft.Rows), isUnit, now).Also(CatalogueDraft.Stream, new DraftDropped("published"));
    }
}
