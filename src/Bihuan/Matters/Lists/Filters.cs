using System.Globalization;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>What the address of a list narrows it to, and the words for it.</summary>
public static class Filters
{
    /// <summary>The names an address may carry beside state, order and page, in the order in which the page shows them.</summary>
    public static readonly string[] Keys = ["mine", "mark", "stage", "area", "unit", "category", "source", "urgency", "text", "closedFrom"];

    /// <summary>Reads the address; what makes no sense narrows nothing.</summary>
    public static ListMatters.Query Of(IQueryCollection words, Person person, int size = 50)
    {
        string? Word(string key) => words[key].ToString() is { Length: > 0 and <= 200 } word ? word : null;
        long? Whole(string key) => long.TryParse(words[key], CultureInfo.InvariantCulture, out var number) ? number : null;
        return new(Word("state"), Word("stage"), Word("unit"), Word("mine") is null ? Word("handler") : person.Account, Word("area"), Word("category"),
            Word("source"), Word("urgency"), null, Word("text"), Whole("from"), Whole("until"), Word("order"), Word("after"), size,
            Word("before"), Word("mark"), Whole("closedFrom"), Whole("closedUntil"));
    }

    /// <summary>The filters in force, each as a chip that takes itself away.</summary>
    public static IEnumerable<Chip> InForce(string address, IQueryCollection words, Named names, Func<string, string, string> say)
    {
        foreach (var key in Keys)
            if (words[key].ToString() is { Length: > 0 } value)
                yield return new(Words(key, value, words, names, say), Without(address, key), true);
    }

    static string Words(string key, string value, IQueryCollection words, Named names, Func<string, string, string> say) => key switch
    {
        "mine" => say("我经办的", "Mine"),
        "mark" => value == "red" ? say("有红牌", "Red card") : say("已督办", "Pressed"),
        "stage" => names.Stage(MatterDesk.Requests, value),
        "area" => names.Area(value),
        "unit" => names.Unit(value),
        "category" => names.Category(value),
        "source" => names.Choice("sources", value),
        "urgency" => names.Choice("urgency", value),
        "closedFrom" => say($"{Day(value)} 至 {Day(words["closedUntil"])} 办结", $"closed {Day(value)} to {Day(words["closedUntil"])}"),
        _ => say($"含“{value}”", $"“{value}”"),
    };

    static string Without(string address, string key) =>
        key == "closedFrom" ? Address.With(Address.With(address, key, null), "closedUntil", null) : Address.With(address, key, null);

    static string Day(string? millis) => long.TryParse(millis, CultureInfo.InvariantCulture, out var at)
        ? Times.Local(DateTimeOffset.FromUnixTimeMilliseconds(at)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "…";
}
