using System.Globalization;

namespace Bihuan.Registers;

/// <summary>From which list of a playbook a choice takes its codes, so that a table stands in one place.</summary>
/// <param name="Under">Only the codes under these; empty takes all.</param>
public sealed record ChoicesOf(string Playbook, string List, ImmutableArray<string> Under);

/// <summary>How it is told who has been visited: by the date of the last visit, and who visits.</summary>
/// <param name="Date">The field with the date of the last visit.</param>
/// <param name="Days">How many days a visit holds.</param>
/// <param name="Every">The field in which a record says another number of days; null where none does.</param>
/// <param name="By">The field that names who visits; null where nobody is named.</param>
public sealed record Coverage(string Date, int Days, string? Every, string? By)
{
    /// <summary>Whether a record was visited in time.</summary>
    /// <param name="answer">What a record says, by field.</param>
    public bool Holds(Func<string, string?> answer, DateOnly today) =>
        DateOnly.TryParseExact(answer(Date), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var visited)
        && visited.AddDays(Every is not null && int.TryParse(answer(Every), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and < 4000 ? days : Days) >= today;
}

/// <summary>What a code is made of, part by part: <c>[district, kind, 6]</c>.</summary>
static class RegisterPart
{
    /// <summary>The six digits of the district.</summary>
    public const string District = "district";

    const int MostDigits = 18;

    /// <summary>How many digits a part has; null where it is no number of digits.</summary>
    public static int? Count(string part) => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) && digits is > 0 and <= MostDigits ? digits : null;

    /// <summary>The digits of a code: <c>C0101</c> is 0101.</summary>
    public static string Digits(string code) => string.Concat(code.Where(char.IsAsciiDigit));

    /// <summary>Whether the code of another field says what this one would be asked.</summary>
    public static bool IsTold(Register register, RegisterField field) => register.Fields.Any(other => other.Parts.Contains(field.Id));

    /// <summary>Why a code is not made as its register says; null where every code is.</summary>
    /// <param name="answer">What is said of the whole record, by field.</param>
    public static Refusal? Wrong(Register register, string district, Func<string, string?> answer)
    {
        foreach (var field in register.Fields)
            if (!field.Parts.IsEmpty && answer(field.Id) is { Length: > 0 } code && !IsMade(register, field, district, code, answer))
                return No.Parts.With(field.Title, code, Say(register, field, district, answer)).On(field.Id);
        return null;
    }

    /// <summary>Answers with those that a code tells by itself.</summary>
    public static ImmutableSortedDictionary<string, string> Told(Register register, ImmutableSortedDictionary<string, string> said)
    {
        foreach (var field in register.Fields.Where(one => !one.Parts.IsEmpty))
        {
            var (code, at) = (said.GetValueOrDefault(field.Id, ""), 0);
            foreach (var part in field.Parts)
            {
                var length = Length(register, part);
                if (at + length > code.Length) break;
                var digits = code.Substring(at, length);
                at += length;
                if (part == District || Count(part) is not null || said.GetValueOrDefault(part, "").Length > 0) continue;
                if (register.Field(part)!.Choices.Where(choice => Digits(choice.Code) == digits).ToList() is [var only]) said = said.SetItem(part, only.Code);
            }
        }

        return said;
    }

    /// <summary>What is wrong with the parts of a field, in sentences.</summary>
    public static IEnumerable<Words> Faults(Register register, RegisterField field)
    {
        if (field.Parts.IsEmpty) yield break;
        if (field is not { Type: AnswerType.Text }) yield return new($"“{field.Id}”不是 text，不能有 parts。", $"“{field.Id}” is no text and cannot have parts.");
        foreach (var part in field.Parts.Where(part => part != District && Count(part) is null))
        {
            if (register.Field(part) is not { Type: AnswerType.Choice } other)
                yield return new($"“{field.Id}”的 parts 写了“{part}”：只能写 district、1 到 {MostDigits} 的位数，或本册的选项栏。", $"“{field.Id}” is made of “{part}”: a part is district, a number of digits from 1 to {MostDigits}, or a choice of this register.");
            else if (other.Choices.Select(choice => Digits(choice.Code).Length).Distinct().Count() > 1 || other.Choices.Any(choice => Digits(choice.Code).Length == 0))
                yield return new($"“{field.Id}”的 parts 写了“{part}”，可它的编码里数字位数不一样。", $"“{field.Id}” is made of “{part}”, whose codes have not all the same number of digits.");
        }
    }

    static bool IsMade(Register register, RegisterField field, string district, string code, Func<string, string?> answer)
    {
        if (!code.All(char.IsAsciiDigit) || code.Length != field.Parts.Sum(part => Length(register, part))) return false;
        var at = 0;
        foreach (var part in field.Parts)
        {
            var digits = code.Substring(at, Length(register, part));
            at += digits.Length;
            if (part == District ? digits != district : Count(part) is null && answer(part) is { Length: > 0 } other && Digits(other) != digits) return false;
        }

        return true;
    }

    static int Length(Register register, string part) => part == District ? 6 : Count(part) ?? Digits(register.Field(part)?.Choices.FirstOrDefault()?.Code ?? "").Length;

    static Words Say(Register register, RegisterField field, string district, Func<string, string?> answer)
    {
        var parts = field.Parts.Select(part => part == District ? new Words($"{district}（区）", $"{district} (the district)")
            : Count(part) is { } count ? new Words($"{count} 位数字", $"{count} digits")
            : register.Field(part) is not { } other ? new Words(part, part)
            : answer(part) is { Length: > 0 } said ? new Words($"{Digits(said)}（{other.Choice(said).Zh}）", $"{Digits(said)} ({other.Choice(said).En})")
            : new Words($"{Length(register, part)} 位{other.Title.Zh}", $"{Length(register, part)} digits of {other.Title.En}")).ToList();
        return new($"{field.Parts.Sum(part => Length(register, part))} 位：{string.Join(" + ", parts.Select(part => part.Zh))}", $"{field.Parts.Sum(part => Length(register, part))} digits: {string.Join(" + ", parts.Select(part => part.En))}");
    }
}
