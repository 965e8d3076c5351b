using System.Globalization;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>What the address of a list narrows it to, and the words for it.</summary>
public static class Filters
{
    /// <summary>The names an address may carry beside state, order and page, in the order in which the page shows them.</summary>
    public static readonly string[] Keys = ["kind", "mine", "charge", "mark", "stage", "area", "unit", "category", "source", "urgency", "text", "closedFrom", "asOf"];

    /// <summary>Reads the address, in which <see cref="ListFilter.Wrong"/> has found nothing.</summary>
    public static ListMatters.Query Of(IQueryCollection words, Person person)
    {
        string? Word(string key) => words[key].ToString() is { Length: > 0 } word ? word : null;
        long? Whole(string key) => long.TryParse(words[key], CultureInfo.InvariantCulture, out var number) ? number : null;
        return new(Word("state"), Word("stage"), Word("unit"), Word("mine") is null ? Word("handler") : person.Account, Word("area"), Word("category"),
            Word("source"), Word("urgency"), null, Word("text"), Whole("from"), Whole("until"), Word("order"), Word("after"), (int)(Whole("size") ?? 50),
            Word("before"), Word("mark"), Whole("closedFrom"), Whole("closedUntil"), Word("kind"), ListFilter.DayOf(words["asOf"].ToString()), Word("charge") is null ? null : person.Account);
    }

    /// <summary>A page without what makes no sense in its address, and the sentence that says so.</summary>
    public static (IQueryCollection Words, Reader Reader) Without(IQueryCollection words, IReadOnlyList<Refusal> wrong, Reader reader)
    {
        if (wrong.Count == 0) return (words, reader);
        var path = wrong.Aggregate(reader.Path, (address, refusal) => Address.With(address, refusal.Field!, null));
        return (new QueryCollection(words.Where(word => wrong.All(refusal => refusal.Field != word.Key)).ToDictionary()),
            reader with { Path = path, Notice = Dropped(wrong, words, reader) });
    }

    /// <summary>Says which filters were dropped, as people call them.</summary>
    public static Notice Dropped(IReadOnlyList<Refusal> wrong, IQueryCollection words, Reader reader)
    {
        var said = wrong.Select(no => ListFilter.All.First(filter => filter.Key == no.Field).Said(words[no.Field!].ToString())).ToList();
        return new(reader.Say($"地址里有用不上的筛选条件，已去掉：{string.Join("、", said.Select(w => w.Zh))}。",
            $"The address held filters that mean nothing; they were dropped: {string.Join(", ", said.Select(w => w.En))}."), Tone.Amber, wrong[0].Code);
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
        "kind" => names.Kind(value),
        "mine" => say("我经办的", "Mine"),
        "charge" => say("我包抓的", "In my charge"),
        "mark" => value == "red" ? say("有红牌", "Red card") : say("已督办", "Pressed"),
        "stage" => names.Stage(value),
        "area" => names.Area(value),
        "unit" => names.Unit(value),
        "category" => names.Category(value),
        "source" => names.Choice("sources", value),
        "urgency" => names.Choice("urgency", value),
        "asOf" => say($"{value} 当日终了", $"as of the end of {value}"),
        "closedFrom" => say($"{Day(value)} 至 {Day(words["closedUntil"])} 办结", $"closed {Day(value)} to {Day(words["closedUntil"])}"),
        _ => say($"含“{value}”", $"“{value}”"),
    };

    static string Without(string address, string key) =>
        key == "closedFrom" ? Address.With(Address.With(address, key, null), "closedUntil", null) : Address.With(address, key, null);

    static string Day(string? millis) => long.TryParse(millis, CultureInfo.InvariantCulture, out var at)
        ? Times.Local(DateTimeOffset.FromUnixTimeMilliseconds(at)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "…";
}
