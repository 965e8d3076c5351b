using Bihuan.Duties;
using Bihuan.Duties.Drafts;
using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Matters.Drafts;

/// <summary>Where pages and programs bring the verbs of the catalogue's draft.</summary>
public sealed class DraftDesk(Reading reading, Catalogues catalogues, UnitTree units)
{
    /// <summary>The draft, and whether the edition in force has changed since it was begun.</summary>
    public async Task<(CatalogueDraft Draft, Catalogue Force)> Of(string district, CancellationToken stop) =>
        ((await reading.Story<CatalogueDraft>(district, CatalogueDraft.Stream, stop)).Story, await catalogues.Of(district, stop));

    /// <summary>Keeps these rows as the draft.</summary>
    public async Task<Answer<CatalogueDraft>> Keep(Clerk clerk, KeepDraft.Command command, CancellationToken stop)
    {
        var (edition, isUnit) = ((await catalogues.Of(clerk.Caller.District, stop)).Edition, await IsUnit(clerk, stop));
        return await clerk.Record<CatalogueDraft>(CatalogueDraft.Stream, command, (draft, now) => KeepDraft.Decide(draft, command, edition, isUnit, now), stop);
    }

    /// <summary>Puts one row in the place of the one of that number, or behind all others; null takes it out.</summary>
    public async Task<Answer<CatalogueDraft>> Change(Clerk clerk, int number, CatalogueRow? row, CancellationToken stop)
    {
        var (draft, force) = await Of(clerk.Caller.District, stop);
        var rows = draft.Exists ? draft.Rows : force.Rows;
        var at = rows.ToList().FindIndex(one => one.Row == number);
        if (row is null && at < 0) return new(Duties.No.SuchRow.With(number), CatalogueDraft.Stream, draft, 0);
        var changed = row is null ? rows.RemoveAt(at) : at < 0 ? rows.Add(row) : rows.SetItem(at, row);
        return await Keep(clerk, new(changed), stop);
    }

    /// <summary>Takes the rows into the draft that adjudications have added since it was begun.</summary>
    public async Task<Answer<CatalogueDraft>> CatchUp(Clerk clerk, CancellationToken stop)
    {
        var (draft, force) = await Of(clerk.Caller.District, stop);
        var since = (await reading.Entries(clerk.Caller.District, PublishCatalogue.Stream, stop)).Select(entry => entry.Fact).OfType<RowAdjudicated>().Where(f => f.Edition > draft.Base).Select(f => f.Row).Reverse().ToList();
        // A ruling stands before the rows that were there, as it does in the edition in force; its number may have been given to a new row here.
        var free = draft.Rows.Concat(force.Rows).Select(row => row.Row).DefaultIfEmpty(0).Max();
        var numbers = draft.Rows.Select(row => row.Row).ToHashSet();
        return await Keep(clerk, new([.. since.Select(row => numbers.Contains(row.Row) ? row with { Row = ++free } : row), .. draft.Rows], force.Edition), stop);
    }

    public Task<Answer<CatalogueDraft>> Drop(Clerk clerk, CancellationToken stop) =>
        clerk.Record<CatalogueDraft>(CatalogueDraft.Stream, KeepDraft.Drop, stop);

    public async Task<Answer<Catalogue>> Publish(Clerk clerk, PublishDraft.Command command, CancellationToken stop)
    {
        var isUnit = await IsUnit(clerk, stop);
        return await clerk.Record<Catalogue>(PublishCatalogue.Stream, async (catalogue, desk) =>
            PublishDraft.Decide(catalogue, (await desk.Story<CatalogueDraft>(CatalogueDraft.Stream)).Story, command, isUnit, desk.Now), stop, command: command);
    }

    async Task<Func<string, bool>> IsUnit(Clerk clerk, CancellationToken stop)
    {
        var tree = await units.Of(clerk.Caller.District, stop);
        return code => tree.ByCode(code) is { IsClosed: false };
    }
}
