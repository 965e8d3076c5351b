using System.Globalization;
using System.Text.RegularExpressions;
using Bihuan.Grid;
using Bihuan.People;

namespace Bihuan.Registers;

/// <summary>Reads what was written into a form, a sheet or an API call as a register keeps it: codes, ISO dates, plain numbers.</summary>
public sealed partial class Answers(AreaMap areas, Units units)
{
    const int LongestLine = 200;
    const int LongestText = 2000;

    // Made once: a sheet of two thousand rows names its place in each.
    readonly Lazy<ILookup<string, Area>> byName = new(() => areas.All.SelectMany(area => new[] { area.Name, area.NameEn, string.Concat(area.Chain.Skip(1).Select(a => a.Name)) }.Distinct()
        .Select(name => (Name: Register.Plain(name), Area: area))).ToLookup(pair => pair.Name, pair => pair.Area));

    /// <summary>Answers as they are kept, or why the words make no sense. What is not mentioned is not touched; an empty word takes an answer away.</summary>
    public (ImmutableSortedDictionary<string, string> Said, Refusal? Refusal) Read(Register register, IEnumerable<KeyValuePair<string, string>>? words)
    {
        var said = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (id, word) in words ?? [])
        {
            if (register.Field(id) is not { } field) return (said.ToImmutable(), No.SuchField.With(id).On(id));
            var (value, refusal) = One(field, (word ?? "").Trim());
            if (refusal is not null) return (said.ToImmutable(), refusal.On(id));
            said[id] = value;
        }

        return (said.ToImmutable(), null);
    }

    /// <summary>The area around a point; null outside the district.</summary>
    public Area? At(double lon, double lat) => areas.Find(lon, lat);

    (string Value, Refusal? Refusal) One(RegisterField field, string word)
    {
        if (word.Length == 0) return ("", null);
        var most = field.Type == AnswerType.LongText ? LongestText : LongestLine;
        if (word.Length > most) return ("", No.TooLong.With(field.Title, most));
        Refusal Wrong(Refusal no) => no.With(field.Title, word);
        switch (field.Type)
        {
            case AnswerType.Number:
                return decimal.TryParse(word, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
                    ? (number.ToString("0.######", CultureInfo.InvariantCulture), null) : ("", Wrong(No.Number));
            case AnswerType.Date:
                return Day(word) is { } day ? (day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null) : ("", Wrong(No.Date));
            case AnswerType.Choice:
                var choice = field.Choices.FirstOrDefault(c => c.Code == word || c.Title.Zh == word || string.Equals(c.Title.En, word, StringComparison.OrdinalIgnoreCase));
                return choice is not null ? (choice.Code, null) : ("", No.Choice.With(field.Title, word,
                    new Words(string.Join("、", field.Choices.Select(c => c.Title.Zh)), string.Join(", ", field.Choices.Select(c => c.Title.En)))));
            case AnswerType.Area:
                return Place(word) is { } area ? (area.Code, null) : ("", Wrong(No.Area));
            case AnswerType.Unit:
                var unit = units.ByCode(word.Split(' ')[0]) ?? units.All.FirstOrDefault(u => u.NameZh == word || u.NameEn == word);
                return unit is { IsClosed: false } ? (unit.Code, null) : ("", Wrong(No.Unit));
            case AnswerType.Phone:
                return Telephone().IsMatch(word) ? (word, null) : ("", Wrong(No.Phone));
            default:
                return (word, null);
        }
    }

    // Lists offer "370212001 中韩街道": the code stands first.
    Area? Place(string word) => areas.ByCode(word.Split(' ')[0]) ?? (byName.Value[Register.Plain(word.Replace("·", "", StringComparison.Ordinal))].ToList() is [var only] ? only : null);

    static DateOnly? Day(string word) =>
        DateOnly.TryParseExact(word, ["yyyy-MM-dd", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    [GeneratedRegex(@"^\+?[0-9][0-9 \-]{5,18}[0-9]\z")]
    private static partial Regex Telephone();
}
