using System.Text.Json.Nodes;
using Bihuan.Parts;
using Bihuan.Registers;

namespace Bihuan.Matters;

/// <summary>A record that a form names.</summary>
/// <param name="MayWrite">Whether whoever fills the form in may change it too.</param>
public sealed record NamedRecord(Register Register, Record Record, bool MayWrite)
{
    public string Number => Record.Number;

    public string Href => $"/registers/{Register.Name}/{Number}";

    /// <summary>What it is called; its number where its name is covered.</summary>
    public string Title => Register.Fields[0] is { IsPersonal: true } && Register.IsRestricted ? Number : Record[Register.Fields[0].Id] ?? Number;
}

/// <summary>An answer that a register knows: as the form takes it, and how old it is.</summary>
public sealed record TakenAnswer(NamedRecord Of, RegisterField Field, string Value, DateTimeOffset At)
{
    /// <summary>What stands under the field on a form.</summary>
    public FromRegister On(Reader reader, string? entered) => new($"{reader.Say(Of.Register.Title.Zh, Of.Register.Title.En)} {Of.Number}", At)
    {
        Href = Of.Href,
        Fresh = Field.FreshDays,
        Known = Value,
        Differs = !string.IsNullOrWhiteSpace(entered) && entered.Trim() != Value && entered.Split(' ')[0] != Value,
    };
}

/// <summary>A form after the registers have been asked: what they filled in, from where, and what they could not find.</summary>
/// <param name="Words">The answers by field, with what was empty filled in.</param>
public sealed record FilledForm(JsonObject Words)
{
    public static FilledForm Nothing { get; } = new(new JsonObject());

    /// <summary>The records that it names, by the field that holds each.</summary>
    public ImmutableDictionary<string, NamedRecord> Records { get; init; } = ImmutableDictionary<string, NamedRecord>.Empty;

    /// <summary>What they know, by the form's field.</summary>
    public ImmutableDictionary<string, TakenAnswer> Taken { get; init; } = ImmutableDictionary<string, TakenAnswer>.Empty;

    /// <summary>What is said under a field that a register knows and does not fill by itself: that the reader may not see it, or that it stays covered.</summary>
    public ImmutableDictionary<string, Words> Told { get; init; } = ImmutableDictionary<string, Words>.Empty;

    /// <summary>Where several records are called what was written: which, by the field.</summary>
    public ImmutableDictionary<string, IReadOnlyList<RecordRow>> Several { get; init; } = ImmutableDictionary<string, IReadOnlyList<RecordRow>>.Empty;

    /// <summary>Why a record is not found; null where every one is.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Where the first named record stands that has a place: what is wrong with a thing is wrong where the thing is.</summary>
    public NamedRecord? Standing => Records.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value).FirstOrDefault(named => named is { Register.IsRestricted: false, Record.Lon: not null });

    /// <summary>What is written down, at the place of the record that it names where nobody said another.</summary>
    public ReceiveMatter.Command Placed(ReceiveMatter.Command command)
    {
        if (command.Lon is not null || Standing is not { } named) return command;
        var area = named.Record.Area(named.Register);
        if (string.IsNullOrEmpty(command.Area)) return command with { Area = area, Lon = named.Record.Lon, Lat = named.Record.Lat };
        // Somebody who names another place is believed; a grid inside the same community is the same place.
        return area.StartsWith(command.Area, StringComparison.Ordinal) || command.Area.StartsWith(area, StringComparison.Ordinal) && area.Length > 0
            ? command with { Lon = named.Record.Lon, Lat = named.Record.Lat } : command;
    }

    /// <summary>What the form says otherwise than the record of one field.</summary>
    public IEnumerable<(string Field, TakenAnswer Known, string Said)> Otherwise(string record) =>
        from pair in Taken
        where Records.TryGetValue(record, out var named) && pair.Value.Of == named
        let said = Words[pair.Key]?.ToString().Trim() ?? ""
        where said.Length > 0 && said != pair.Value.Value
        orderby pair.Key
        select (pair.Key, pair.Value, said);
}
