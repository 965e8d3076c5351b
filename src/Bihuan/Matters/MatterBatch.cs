using System.Security.Cryptography;
using System.Text;
using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Matters that came in one sheet: an exposure with its day, a unit's self-check.</summary>
public sealed record MatterBatch : IStory<MatterBatch>
{
    public const string Noun = "batch";

    public static MatterBatch Empty { get; } = new();

    public string Id { get; init; } = "";
    public BatchOpened? Opened { get; init; }

    /// <inheritdoc/>
    public MatterBatch Apply(Entry entry) => entry.Fact is BatchOpened f ? this with { Id = entry.Stream.Id, Opened = Opened ?? f } : this;

    /// <summary>The one stream of a batch of that name and day: the same sheet sent again is the same batch.</summary>
    public static Stream StreamOf(string playbook, string name, DateOnly day, string? unit) => Stream.Of(Noun, Mark($"{playbook}\n{name.Trim()}\n{day:O}\n{unit}"));

    /// <summary>The one stream of a row of a batch: sent again it makes no second matter.</summary>
    public static Stream RowOf(string batch, int row) => Stream.Of(Matter.Noun, Mark($"{batch}\n{row}"));

    static Guid Mark(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}

/// <summary>A sheet of matters was taken in for the first time.</summary>
/// <param name="Source">Where its matters come from: a code of the playbook's sources.</param>
/// <param name="Day">The day of the exposure or the check.</param>
/// <param name="Unit">The unit that checked itself; null where somebody else looked.</param>
[Kind("batch.opened")]
public sealed record BatchOpened(string Playbook, string Name, string Source, DateOnly Day, string? Unit) : Fact;

/// <summary>The row of a batch in which a matter came.</summary>
public sealed record BatchRow(string Batch, int Row);

/// <summary>Opens the batch of a sheet; the same name and day are the same batch.</summary>
public static class OpenBatch
{
    /// <param name="Playbook">The playbook its matters follow.</param>
    public sealed record Command(string Playbook, string Name, string Source, DateOnly Day, string? Unit);

    public static Decision Decide(MatterBatch batch, Command command, Rulebook rules)
    {
        if (batch.Opened is not null) return Decision.Nothing;
        if (string.IsNullOrWhiteSpace(command.Name) || command.Name.Length > 80) return No.BatchName.On("name");
        if (rules.Unknown("sources", command.Source) is { } unknown) return unknown.On("source");
        if (command.Unit is { } unit && !rules.IsUnit(unit)) return No.SuchUnit.With(rules.NameOf(unit)).On("unit");

        return new BatchOpened(command.Playbook, command.Name.Trim(), command.Source, command.Day, command.Unit);
    }
}

/// <summary>The book of batches: one row each.</summary>
public sealed class BatchLedger : Ledger<MatterBatch>
{
    public static Table Batches { get; } = new("batches", 1,
        [new("id", Holds.Text), new("playbook", Holds.Text), new("name", Holds.Text), new("source", Holds.Text), new("day", Holds.Text), new("unit", Holds.Text, true)])
    {
        Indexes = [new("day", "playbook, day, id")],
    };

    /// <inheritdoc/>
    public override ImmutableArray<Table> Tables => [Batches];

    /// <inheritdoc/>
    public override int Edition => 1;

    /// <inheritdoc/>
    public override IEnumerable<Row> Rows(MatterBatch batch)
    {
        if (batch.Opened is { } f) yield return new(Batches, batch.Id, f.Playbook, f.Name, f.Source, f.Day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), f.Unit);
    }
}
