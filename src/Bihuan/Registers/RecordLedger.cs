using System.Text.Json;

namespace Bihuan.Registers;

/// <summary>The book of records: one row a record, with what is not personal. Moments are Unix milliseconds.</summary>
public sealed class RecordLedger(RegisterShelf shelf) : Ledger<Record>
{
    public static Table Records { get; } = new("records", 1,
    [
        new("id", Holds.Text), new("register", Holds.Text), new("number", Holds.Text), new("key", Holds.Text), new("title", Holds.Text), new("kind", Holds.Text),
        new("area", Holds.Text), new("street", Holds.Text), new("community", Holds.Text), new("office", Holds.Text), new("unit", Holds.Text),
        new("lon", Holds.Real, true), new("lat", Holds.Real, true), new("updated", Holds.Whole), new("stale_at", Holds.Whole), new("in_use", Holds.Whole),
        new("said", Holds.Text), new("text", Holds.Text), new("version", Holds.Whole),
    ])
    {
        Indexes =
        [
            new("list", "register, in_use, updated, id"),
            new("street", "register, street, in_use, updated, id"),
            new("community", "register, community, in_use, updated, id"),
            new("office", "register, office, in_use, updated, id"),
            new("stale", "register, stale_at, id", "in_use = 1"),
            new("key", "register, key"),
            new("number", "number"),
        ],
    };

    /// <summary>What never goes stale sorts as: behind every other.</summary>
    public const long Never = long.MaxValue;

    /// <inheritdoc/>
    public override ImmutableArray<Table> Tables => [Records];

    /// <inheritdoc/>
    public override int Edition => 1;

    // Other definitions mean other titles and other ages: start-up reposts them.
    /// <inheritdoc/>
    public override string Depends => $"/{shelf.Version}";

    /// <inheritdoc/>
    public override IEnumerable<Row> Rows(Record record)
    {
        if (!record.Exists || shelf.Find(record.Register) is not { } register) yield break;
        // Sealed answers and answers to questions nobody asks any more stay out.
        var said = register.Fields.Where(field => !field.IsPersonal && record[field.Id] is not null).ToDictionary(field => field.Id, field => record[field.Id]!);
        var area = record.Area(register);
        var words = register.Fields.Where(field => said.ContainsKey(field.Id) && field.Type is not (AnswerType.Area or AnswerType.Unit))
            .Select(field => field.Type == AnswerType.Choice && field.Choice(said[field.Id]) is var choice ? $"{choice.Zh} {choice.En}" : said[field.Id]);
        yield return new(Records,
            // A key that was given back finds nobody; that of a duplicate still leads to it, and from there to the record that is kept.
            record.Id, record.Register, record.Number, record.RetiredWhy is null ? record.Key : "", said.GetValueOrDefault(register.Fields[0].Id, ""),
            register.Sorting is { } sorting ? said.GetValueOrDefault(sorting.Id, "") : "",
            area, area.Length >= 9 ? area[..9] : "", area.Length >= 12 ? area[..12] : "", RecordScope.OfficeOf(record.Unit), record.Unit,
            record.Lon, record.Lat, record.UpdatedAt.ToUnixTimeMilliseconds(), record.StaleAt(register)?.ToUnixTimeMilliseconds() ?? Never,
            record.IsInUse ? 1L : 0L, JsonSerializer.Serialize(said, Facts.Json), string.Join('\n', words), record.Version);
    }
}
