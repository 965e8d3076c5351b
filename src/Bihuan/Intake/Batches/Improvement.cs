using System.Globalization;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Matters;

namespace Bihuan.Intake.Batches;

/// <summary>What is done about a whole class of problems, so that the field gets better: an action, whose it is, and until when.</summary>
public sealed record Improvement : IStory<Improvement>
{
    public const string Noun = "improvement";

    public static Improvement Empty { get; } = new();

    public ImprovementPlanned? Planned { get; init; }

    /// <inheritdoc/>
    public Improvement Apply(Entry entry) => entry.Fact is ImprovementPlanned f ? this with { Planned = f } : this;

    /// <summary>The one stream of a class of a playbook.</summary>
    public static Stream StreamOf(string playbook, string code) => Stream.Of(Noun, $"{playbook}.{code}");
}

/// <summary>An action was planned that is to better a whole class; the last one stands.</summary>
[Kind("improvement.planned")]
public sealed record ImprovementPlanned(string Playbook, string Class, string Action, string Unit, DateOnly Until) : Fact;

/// <summary>The book of improvements: the last plan of each class.</summary>
public sealed class ImprovementLedger : Ledger<Improvement>
{
    public static Table Table { get; } = new("improvements", 2, [new("playbook", Holds.Text), new("class", Holds.Text), new("action", Holds.Text), new("unit", Holds.Text), new("until", Holds.Text)]);

    /// <inheritdoc/>
    public override ImmutableArray<Table> Tables => [Table];

    /// <inheritdoc/>
    public override int Edition => 1;

    /// <inheritdoc/>
    public override IEnumerable<Row> Rows(Improvement improvement)
    {
        if (improvement.Planned is { } f) yield return new(Table, f.Playbook, f.Class, f.Action, f.Unit, f.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}

/// <summary>A plan as a page shows it.</summary>
public sealed record ImprovementLine(string Class, string Action, string Unit, string Until);

/// <summary>Plans improvements and reads them.</summary>
public sealed class Improvements(Store store, MatterDesk desk)
{
    const int Longest = 500;

    /// <param name="Until">A day.</param>
    public sealed record Command(string Class, string Action, string Unit, string Until);

    /// <summary>Writes a plan down.</summary>
    public async Task<Answer<Improvement>> Plan(Clerk clerk, Playbook playbook, string list, Command command, CancellationToken stop)
    {
        var rules = await desk.Rules(clerk.Caller.District, playbook, stop);
        return await clerk.Record<Improvement>(Improvement.StreamOf(playbook.Name, playbook.Choice(list, command.Class)?.Code ?? "none"), (_, _) => Decide(command, playbook.Name, list, rules), stop);
    }

    public async Task<IReadOnlyList<ImprovementLine>> Of(string district, string playbook, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<ImprovementLine>("""
            select class as Class, action as Action, unit as Unit, until as Until from improvements where district = @district and playbook = @playbook order by class
            """, new { district, playbook })).AsList();
    }

    static Decision Decide(Command command, string playbook, string list, Rulebook rules)
    {
        if (rules.Unknown(list, command.Class) is { } unknown) return unknown.On("class");
        if (string.IsNullOrWhiteSpace(command.Action)) return No.NoAction.On("action");
        if (command.Action.Length > Longest) return Matters.No.TooLong.With(Longest).On("action");
        if (!rules.IsUnit(command.Unit)) return Matters.No.SuchUnit.With(rules.NameOf(command.Unit)).On("unit");
        if (!DateOnly.TryParseExact(command.Until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until)) return No.BatchDay.On("until");

        return new ImprovementPlanned(playbook, command.Class, command.Action.Trim(), command.Unit, until);
    }
}
