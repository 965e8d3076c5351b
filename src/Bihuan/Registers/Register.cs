namespace Bihuan.Registers;

/// <summary>What kind of answer a register's field holds.</summary>
public enum AnswerType
{
    Text,
    LongText,
    Choice,
    Number,
    Date,
    Area,
    Unit,
    Phone,
}

/// <summary>One code that a choice may take.</summary>
public sealed record RegisterChoice(string Code, Words Title);

/// <summary>One thing that a register knows of each of its records.</summary>
/// <param name="Id">As in facts and sheets: lower case.</param>
/// <param name="IsPersonal">Kept under seal, never in a ledger, erased with the person.</param>
/// <param name="IsKey">With the other key fields it tells one record from every other.</param>
/// <param name="FreshDays">How many days an answer stays fresh; null is for ever.</param>
public sealed record RegisterField(string Id, Words Title, AnswerType Type, bool IsRequired, bool IsPersonal, bool IsKey, int? FreshDays)
{
    /// <summary>What a number counts; null for a bare number.</summary>
    public Words? Unit { get; init; }

    /// <summary>What a choice may be.</summary>
    public ImmutableArray<RegisterChoice> Choices { get; init; } = [];

    /// <summary>What to write, where the title does not say it.</summary>
    public Words? Hint { get; init; }

    /// <summary>From which list of a playbook the choices come; null where they stand here.</summary>
    public ChoicesOf? ChoicesOf { get; init; }

    /// <summary>What a code is made of: <c>district</c>, a choice whose digits it holds, a number of digits; empty for any text.</summary>
    public ImmutableArray<string> Parts { get; init; } = [];

    /// <summary>Whose it is to keep right, where it is not the register's owner.</summary>
    public Words? Owner { get; init; }

    /// <summary>Under which labels and ids a form would ask for it again; its own title where the definition does not say it.</summary>
    public ImmutableArray<string> KnownAs { get; init; } = [Title.Zh, Title.En];

    /// <summary>What it is to a playbook.</summary>
    public KnownField Known => new(Id, Title, Type switch
    {
        AnswerType.LongText => [FieldType.LongText, FieldType.Text],
        AnswerType.Choice => [FieldType.Choice, FieldType.Text],
        AnswerType.Number => [FieldType.Number, FieldType.Text],
        AnswerType.Date => [FieldType.Date, FieldType.Text],
        AnswerType.Area => [FieldType.Area, FieldType.Text],
        AnswerType.Unit => [FieldType.Unit, FieldType.Text],
        AnswerType.Phone => [FieldType.Text],
        _ => [FieldType.Text, FieldType.LongText],
    }, KnownAs)
    {
        Codes = [.. Choices.Select(choice => choice.Code)],
    };

    /// <summary>The code's words; the code itself where the definition no longer knows it.</summary>
    public Words Choice(string code) => Choices.FirstOrDefault(choice => choice.Code == code)?.Title ?? new(code, code);
}

/// <summary>A register as its definition says it: what it holds of each record, who reads it, who keeps it.</summary>
/// <param name="Name">The file's and the address's name.</param>
/// <param name="Prefix">What every record's number begins with.</param>
/// <param name="HasPlace">Whether a record may stand at a point of the map.</param>
/// <param name="IsRestricted">Personal answers stay covered until somebody says why they look, and the look is recorded.</param>
public sealed record Register(string Name, Words Title, Words About, string Prefix, bool HasPlace, bool IsRestricted)
{
    /// <summary>The fields by which people call its records when they say where something is; empty where a record is no place.</summary>
    public ImmutableArray<string> Called { get; init; } = [];

    /// <summary>Roles that read it; those that write read too.</summary>
    public ImmutableArray<string> Read { get; init; } = [];

    /// <summary>Roles that add and change its records.</summary>
    public ImmutableArray<string> Write { get; init; } = [];

    /// <summary>Which unit answers for what stands in it; null where nobody is named.</summary>
    public Words? Owner { get; init; }

    /// <summary>How it is told who has been visited; null where nobody is.</summary>
    public Coverage? Covers { get; init; }

    /// <summary>In the order of forms and sheets; the first one is what a record is called.</summary>
    public ImmutableArray<RegisterField> Fields { get; init; } = [];

    /// <summary>What it knows, for a playbook that may not ask it again.</summary>
    public KnownRegister Known => new(Name, Title, [.. Fields.Select(one => one.Known)]);

    /// <summary>The field that says in which area a record lies.</summary>
    public RegisterField? AreaField => Fields.FirstOrDefault(one => one.Type == AnswerType.Area);

    /// <summary>The choice by which a list is narrowed; null where there is none.</summary>
    public RegisterField? Sorting => Fields.FirstOrDefault(one => one is { Type: AnswerType.Choice, IsPersonal: false });

    /// <summary>The fields that identify a record.</summary>
    public IEnumerable<RegisterField> Key => Fields.Where(one => one.IsKey);

    /// <summary>The field of that id; null when there is none.</summary>
    public RegisterField? Field(string id) => Fields.FirstOrDefault(field => field.Id == id);

    /// <summary>Whether a role may read it.</summary>
    public bool Reads(string role) => Read.Contains(role) || Write.Contains(role);

    /// <summary>What the key fields say, written so that spaces, widths and cases do not tell records apart; null when they say nothing.</summary>
    public string? KeyOf(Func<string, string?> answer)
    {
        var parts = Key.Select(field => Plain(answer(field.Id) ?? "")).ToList();
        return parts.TrueForAll(part => part.Length == 0) ? null : string.Join('\n', parts);
    }

    /// <summary>A word without what does not tell things apart.</summary>
    public static string Plain(string word) =>
        string.Concat(word.Where(c => !char.IsWhiteSpace(c)).Select(Narrow)).ToUpperInvariant();

    // What is typed wide, １ or Ａ, is the same letter; the process runs without the tables that would know it.
    static char Narrow(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;

    /// <summary>What is wrong with the definition, in sentences; empty when it may be used.</summary>
    public ImmutableArray<Words> Faults(Func<string, bool> isRole)
    {
        var faults = ImmutableArray.CreateBuilder<Words>();
        void Fault(bool wrong, string zh, string en)
        {
            if (wrong) faults.Add(new(zh, en));
        }

        Fault(Prefix.Length == 0, "number 没有写：给编号写两个字母的开头。", "number is missing: say with which letters numbers begin.");
        Fault(Fields.IsEmpty, "fields 里一栏也没有：至少写名称和所在区域。", "fields is empty: write at least a name and an area.");
        Fault(Write.IsEmpty, "write 里没有岗位：没有人能登记。", "write names no role: nobody could add a record.");
        Fault(!Fields.IsEmpty && !Key.Any(), "没有 key: true 的栏：写明哪一栏能认出同一条。", "No field has key: true: say which field tells that two records are the same.");
        Fault(!Fields.IsEmpty && AreaField is null, "没有 type: area 的栏：没有区域就分不出谁能看。", "No field has type: area: without an area nobody's scope can be cut.");
        Fault(Fields.Count(field => field.Type == AnswerType.Area) > 1, "type: area 只能有一栏。", "Only one field may have type: area.");
        Fault(IsRestricted && !Fields.Any(field => field.IsPersonal), "restricted: true，却没有 sensitivity: personal 的栏。", "restricted: true, but no field has sensitivity: personal.");
        if (Covers is { } covers)
        {
            Fault(Field(covers.Date) is not { Type: AnswerType.Date, IsPersonal: false }, $"covers 的 date 写了“{covers.Date}”，要是一个不遮的 type: date 的栏。", $"covers takes its date from “{covers.Date}”, which must be a field of type date that is not personal.");
            Fault(covers.Every is { } every && Field(every) is not { Type: AnswerType.Number, IsPersonal: false }, $"covers 的 every 写了“{covers.Every}”，要是一个不遮的 type: number 的栏。", $"covers takes its days from “{covers.Every}”, which must be a field of type number that is not personal.");
            Fault(covers.By is { } by && Field(by) is not { IsPersonal: false }, $"covers 的 by 写了“{covers.By}”，要是一个不遮的栏。", $"covers counts by “{covers.By}”, which must be a field that is not personal.");
        }

        foreach (var called in Called)
            Fault(Field(called) is not { Type: AnswerType.Text or AnswerType.LongText, IsPersonal: false }, $"called 写了“{called}”，要是一个不遮的 type: text 或 long-text 的栏。", $"called names “{called}”, which must be a field of type text or long-text that is not personal.");
        foreach (var role in Read.Concat(Write).Where(role => !isRole(role)).Distinct())
            Fault(true, $"没有“{role}”这个岗位：read、write 里只能写岗位代码。", $"“{role}” is no role: read and write hold role keys only.");
        foreach (var twice in Fields.GroupBy(field => field.Id).Where(group => group.Count() > 1))
            Fault(true, $"“{twice.Key}”这一栏写了两次。", $"The field “{twice.Key}” stands there twice.");
        foreach (var field in Fields)
        {
            Fault(field.Type == AnswerType.Choice && field.Choices.IsEmpty, $"“{field.Id}”是选项，却没有 choices。", $"“{field.Id}” is a choice without choices.");
            Fault(field.Type != AnswerType.Choice && !field.Choices.IsEmpty, $"“{field.Id}”不是选项，不能有 choices。", $"“{field.Id}” is no choice and cannot have choices.");
            Fault(field.ChoicesOf is not null && field.Type != AnswerType.Choice, $"“{field.Id}”不是选项，不能有 choices-of。", $"“{field.Id}” is no choice and cannot have choices-of.");
            faults.AddRange(RegisterPart.Faults(this, field));
            Fault(field is { Type: AnswerType.Area, IsPersonal: true }, $"“{field.Id}”定权限，不能是 personal；门牌另写一栏。", $"“{field.Id}” cuts scopes and cannot be personal; put the door in a field of its own.");
            Fault(field is { IsKey: true, IsRequired: false }, $"“{field.Id}”是 key，就要 required: true。", $"“{field.Id}” is a key, so it must be required.");
        }

        return faults.ToImmutable();
    }
}
