using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>What of a matter is looked for beside the list: the batch it came in, what it would be if it came back or were written down twice, the midnights it may be open at, what it is tied to, where somebody has been, and who has it in charge.</summary>
public sealed class BesideLedger(Shelf shelf) : Ledger<Matter>
{
    /// <summary>The rows of the sheets that matters came in.</summary>
    public static Table BatchItems { get; } = new("batch_items", 1, [new("matter", Holds.Text), new("batch", Holds.Text), new("row", Holds.Whole), new("said", Holds.Text)])
    {
        Indexes = [new("batch", "batch, row")],
    };

    /// <summary>By what a matter is recognised when it comes back: its community, and the answers that its playbook names.</summary>
    public static Table Recurring { get; } = new("recurring", 1,
        [new("matter", Holds.Text), new("playbook", Holds.Text), new("community", Holds.Text), new("said", Holds.Text), new("begun", Holds.Whole), new("again", Holds.Whole)])
    {
        Indexes = [new("same", "playbook, community, said, begun")],
    };

    /// <summary>By what a matter is found while it is written down a second time: its answers, its hour and its place.</summary>
    public static Table Repeating { get; } = new("repeating", 1,
        [new("matter", Holds.Text), new("playbook", Holds.Text), new("said", Holds.Text), new("begun", Holds.Whole), new("area", Holds.Text), new("lon", Holds.Real, true), new("lat", Holds.Real, true)])
    {
        Indexes = [new("same", "playbook, said, begun")],
    };

    /// <summary>Clocks that end at the midnight of their own day, with the reason given where they did not. Moments are Unix milliseconds.</summary>
    public static Table Nights { get; } = new("nights", 2, [new("matter", Holds.Text), new("clock", Holds.Text), new("due", Holds.Whole), new("stopped", Holds.Whole, true), new("why", Holds.Text, true)])
    {
        Indexes = [new("due", "due, stopped")],
    };

    /// <summary>What a matter is tied to, as its own side says.</summary>
    public static Table Links { get; } = new("matter_links", 2, [new("matter", Holds.Text), new("other", Holds.Text)]);

    /// <summary>Where somebody has been: matters that the clock begins everywhere and that have ended otherwise than by an excuse. Unix milliseconds.</summary>
    public static Table Walks { get; } = new("walks", 1, [new("matter", Holds.Text), new("playbook", Holds.Text), new("area", Holds.Text), new("ended", Holds.Whole)])
    {
        Indexes = [new("last", "playbook, area, ended")],
    };

    /// <summary>Who was named in charge, by a field that asks for the holder of a post.</summary>
    public static Table Charges { get; } = new("charges", 2, [new("matter", Holds.Text), new("account", Holds.Text), new("is_open", Holds.Whole)])
    {
        Indexes = [new("account", "account, is_open, matter")],
    };

    /// <inheritdoc/>
    public override ImmutableArray<Table> Tables => [BatchItems, Recurring, Repeating, Nights, Links, Walks, Charges];

    /// <inheritdoc/>
    public override int Edition => 3;

    // Another calendar means other due times: start-up reposts them.
    /// <inheritdoc/>
    public override string Depends => $"/{shelf.Calendar.Version}";

    /// <inheritdoc/>
    public override IEnumerable<Row> Rows(Matter matter)
    {
        if (!matter.Exists) yield break;
        var playbook = shelf.Find(matter.Playbook, matter.PlaybookVersion);
        var said = playbook.Begins?.Recurs is { } recurs ? Said(recurs, matter.Coded) : "";
        if (matter.Batch is { } batch) yield return new(BatchItems, matter.Id, batch, (long)matter.BatchRow, said);
        if (said.Length > 0)
            yield return new(Recurring, matter.Id, matter.Playbook, Community(matter.Area), said, matter.ReceivedAt.ToUnixTimeMilliseconds(), (long)(matter.Reopenings + (matter.HasRecurred ? 1 : 0)));
        foreach (var other in matter.Links.Distinct()) yield return new(Links, matter.Id, other);
        if (playbook.Begins is { BeginsByItself: true } && matter is { ClosedAt: { } ended, MergedInto: null } && matter.Outcome != "declined")
            yield return new(Walks, matter.Id, matter.Playbook, matter.Area, ended.ToUnixTimeMilliseconds());
        foreach (var account in playbook.Fields.Where(field => field.Holding is not null).Select(field => matter.Coded.GetValueOrDefault(field.Id)).OfType<string>().Distinct())
            yield return new(Charges, matter.Id, account, matter.IsClosed ? 0L : 1L);
        if (playbook.Begins?.Repeats is { } repeats && Repeats.Said(repeats, matter.Coded) is { } word)
            yield return new(Repeating, matter.Id, matter.Playbook, word, matter.ReceivedAt.ToUnixTimeMilliseconds(), matter.Area, matter.Lon, matter.Lat);
        foreach (var (key, clock) in matter.Clocks.Where(c => c.Value.Limit.IsSameDay))
            if (clock.Due(shelf.Calendar).At is { } due)
                yield return new(Nights, matter.Id, key, due.ToUnixTimeMilliseconds(), clock.Stopped?.ToUnixTimeMilliseconds(), Why(matter, playbook, clock.Name));
    }

    /// <summary>The answers by which a matter is recognised, in one word; empty where one is missing.</summary>
    public static string Said(Recurrence recurs, IReadOnlyDictionary<string, string> coded) =>
        recurs.By.All(coded.ContainsKey) ? string.Join(' ', recurs.By.Select(field => coded[field])) : "";

    /// <summary>The community of an area, as far as it is known.</summary>
    public static string Community(string area) => area.Length > 12 ? area[..12] : area;

    /// <summary>The reason given for a clock, by the first question of the move that explains it.</summary>
    static string? Why(Matter matter, Playbook playbook, string clock) =>
        playbook.Stages.SelectMany(stage => stage.Moves).Concat(playbook.Anywhere).FirstOrDefault(move => move.Explains.Contains(clock)) is { Form: [var asked, ..] }
            ? matter.Written.GetValueOrDefault(asked.Field) ?? matter.Coded.GetValueOrDefault(asked.Field) : null;
}
