using System.Globalization;
using Bihuan.Grid;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Registers;

/// <summary>What the answers of a record are called in one reader's language.</summary>
public sealed class RecordNames(Reader reader, AreaMap areas, Units units, IReadOnlyDictionary<string, Words>? people = null)
{
    public AreaMap Areas { get; } = areas;
    public Units Units { get; } = units;

    public string Say(Words words) => reader.Say(words.Zh, words.En);

    /// <summary>An answer as people read it: a choice's words, a number with its unit, a place by its path.</summary>
    public string Value(RegisterField field, string value) => field.Type switch
    {
        AnswerType.Choice => Say(field.Choice(value)),
        AnswerType.Number when decimal.TryParse(value, CultureInfo.InvariantCulture, out var number) =>
            $"{(field.Unit is null ? value : number.ToString("#,0.######", CultureInfo.InvariantCulture))}{(field.Unit is { } unit ? " " + Say(unit) : "")}",
        AnswerType.Area => Place(value),
        AnswerType.Unit => Unit(value),
        _ => value,
    };

    /// <summary>Street, community and grid: `中韩街道 · 张村社区`.</summary>
    public string Place(string code) => Areas.ByCode(code) is { } area
        ? area.Chain.Count == 1 ? Name(area) : string.Join(" · ", area.Chain.Skip(1).Take(2).Select(Name)) + (area.Level == AreaLevel.Grid ? $" · {Name(area)}" : "")
        : reader.Say("地点待定", "Place not known yet");

    public string Area(string code) => Areas.ByCode(code) is { } area ? Name(area) : code;

    public string Unit(string code) => Say(Units.Name(code));

    public string Person(string account) => people?.TryGetValue(account, out var name) == true ? Say(name) : account == "setup" ? reader.Say("建库", "Set-up") : account;

    /// <summary>What a sheet's column is called.</summary>
    public string Head(RegisterField field) => field.Unit is { } unit && !(reader.Tongue is Tongue.En && string.Equals(unit.En, field.Title.En, StringComparison.OrdinalIgnoreCase)) ? reader.Say($"{field.Title.Zh}（{unit.Zh}）", $"{field.Title.En} ({unit.En})") : Say(field.Title);

    string Name(Area area) => area.NameIn(reader.Tongue is Tongue.En ? "en" : "zh");
}
