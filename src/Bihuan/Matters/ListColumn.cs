namespace Bihuan.Matters;

/// <summary>A matter of a list, and what its playbook's own forms hold of it.</summary>
/// <param name="Coded">Codes, numbers and days by field; empty where no column asks for them.</param>
public readonly record struct ListLine(MatterRow Row, IReadOnlyDictionary<string, string> Coded);

/// <summary>A column that a list may show: the page, the sheet, the paper and the API know the same ones.</summary>
/// <param name="Key">Its name in the address.</param>
/// <param name="Width">How wide it is in a sheet, in characters.</param>
/// <param name="Code">What a program reads.</param>
/// <param name="Says">What people read; a moment is shown as such.</param>
public sealed record ListColumn(string Key, Words Title, int Width, Func<ListLine, object?> Code, Func<ListLine, Named, object?> Says)
{
    /// <summary>Before the name of a field of a playbook's own forms.</summary>
    public const string OwnPrefix = "form.";

    /// <summary>The most columns of one list: a row that nobody can read across helps nobody.</summary>
    public const int Most = 20;

    /// <summary>True where it stands for a field of a playbook's own forms, which the journal is asked for.</summary>
    public bool IsOwn => Key.StartsWith(OwnPrefix, StringComparison.Ordinal);

    /// <summary>Those that every matter has, in the order in which they are offered.</summary>
    public static readonly ImmutableArray<ListColumn> All =
    [
        new("due", new("期限", "Due"), 17, line => line.Row.Due == MatterLedger.Never ? null : line.Row.Due, (line, _) => line.Row.Due == MatterLedger.Never ? null : At(line.Row.Due)),
        Plain("number", "编号", "Number", 20, row => row.Number),
        Plain("title", "诉求", "What was said", 60, row => row.Title),
        new("kind", new("流程", "Playbook"), 16, line => line.Row.Class, (line, names) => names.Kind(line.Row.Class)),
        new("category", new("类别", "Category"), 34, line => line.Row.Category, (line, names) => names.Category(line.Row.Category)),
        new("place", new("地点", "Place"), 34, line => line.Row.Area, (line, names) => names.Place(line.Row.Area)),
        new("unit", new("承办单位", "Unit"), 26, line => line.Row.Lead, (line, names) => names.Unit(line.Row.Lead)),
        new("handler", new("经办人", "Handler"), 14, line => line.Row.Handler, (line, names) => names.Person(line.Row.Handler)),
        new("stage", new("环节", "Stage"), 14, line => line.Row.Stage, (line, names) => names.Stage(line.Row.Class, line.Row.Stage)),
        new("received", new("受理", "Received"), 17, line => line.Row.Received, (line, _) => At(line.Row.Received)),
        new("closed", new("办结", "Closed"), 17, line => line.Row.Closed, (line, _) => line.Row.Closed is { } at ? At(at) : null),
        Coded("outcome", "办理结果", "Outcome", "outcomes", row => row.Outcome),
        Coded("urgency", "紧急程度", "Urgency", "urgency", row => row.Urgency),
        new("cards", new("督办与牌", "Cards"), 18, line => Cards(line.Row).Zh, (line, names) => names.Say(Cards(line.Row))),
        Coded("source", "来源", "Source", "sources", row => row.Source),
        Coded("demand", "诉求类型", "Kind of request", "demands", row => row.Demand),
    ];

    /// <summary>What a playbook's own forms ask that says nothing about anybody: codes, days, numbers, units.</summary>
    public static IEnumerable<ListColumn> OwnOf(Playbook playbook)
    {
        var asked = playbook.Stages.SelectMany(stage => stage.Moves).Concat(playbook.Anywhere)
            .SelectMany(move => move.Form.Where(one => move.Act is not { } act || !Acts.ByName[act].Reads(one.Field)))
            .Concat(playbook.Begins?.Form ?? []).Select(one => one.Field).ToHashSet(StringComparer.Ordinal);
        return playbook.Fields.Where(field => asked.Contains(field.Id) && FormAnswers.IsCoded(field.Type)).Select(Own);
    }

    /// <summary>Every column that somebody may choose: of all matters, and of the playbook that was chosen.</summary>
    public static IEnumerable<ListColumn> Offered(string? kind, Named names) =>
        kind is null ? All : All.Concat(OwnOf(names.Playbook(kind)));

    /// <summary>The columns that an address names, in its order; none where it names none.</summary>
    public static ImmutableArray<ListColumn> Read(string? said, string? kind, Named names)
    {
        var chosen = (said ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Select(key => Find(key, kind, names)).OfType<ListColumn>().ToList();
        // A line must lead to its matter.
        if (chosen.Count > 0 && !chosen.Exists(column => column.Key is "number" or "title")) chosen.Insert(0, All.First(column => column.Key == "number"));
        return [.. chosen];
    }

    /// <summary>Why it names no columns; null where it does.</summary>
    public static Refusal? Wrong(string said, Named names)
    {
        var keys = said.Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (keys.Length is > 0 and <= Most && keys.FirstOrDefault(key => Find(key, null, names) is null) is null) return null;

        var known = All.Select(column => column.Key).ToList();
        return No.Filter.With("columns", said.Length <= 40 ? said : said[..40] + "…",
            new Words($"{string.Join("、", known)}，或 {OwnPrefix} 加流程自己的字段，逗号隔开，最多 {Most} 个", $"{string.Join(", ", known)}, or {OwnPrefix} and a field of the playbook; with commas between, at most {Most}"));
    }

    static ListColumn? Find(string key, string? kind, Named names) => All.FirstOrDefault(column => column.Key == key)
        ?? (kind is null ? names.Kinds : names.Kinds.OrderBy(playbook => playbook.Name != kind)).SelectMany(OwnOf).FirstOrDefault(column => column.Key == key);

    static ListColumn Own(Field field) => new(OwnPrefix + field.Id, field.Title, 18, line => line.Coded.GetValueOrDefault(field.Id),
        (line, names) => line.Coded.TryGetValue(field.Id, out var said) ? Answer(line.Row.Class, field.Id, said, names) : null);

    static string Answer(string kind, string id, string said, Named names) => names.Playbook(kind) is var playbook && playbook.Field(id) is not { } field ? said : field.Type switch
    {
        FieldType.Choice => playbook.Choice(field.List ?? "", said) is { } choice ? names.Say(choice.Title) : said,
        FieldType.YesNo => names.Say(said == "yes" ? new("是", "yes") : new("否", "no")),
        FieldType.Unit => names.Unit(said),
        FieldType.Units => string.Join(names.Say(new("、", ", ")), said.Split(' ').Select(names.Unit)),
        FieldType.Area => names.Place(said),
        _ => said,
    };

    static ListColumn Plain(string key, string zh, string en, int width, Func<MatterRow, string?> value) =>
        new(key, new(zh, en), width, line => value(line.Row), (line, _) => value(line.Row));

    static ListColumn Coded(string key, string zh, string en, string list, Func<MatterRow, string?> value) =>
        new(key, new(zh, en), 14, line => value(line.Row), (line, names) => value(line.Row) is { } code ? names.Choice(list, code) : null);

    static Words Cards(MatterRow row)
    {
        List<Words> said = [];
        if (row.Red > 0) said.Add(new($"红牌 {row.Red}", $"red {row.Red}"));
        if (row.Yellow > 0) said.Add(new($"黄牌 {row.Yellow}", $"yellow {row.Yellow}"));
        if (row.Supervisions > 0) said.Add(new($"督办 {row.Supervisions}", $"pressed {row.Supervisions}"));
        return new(string.Join("、", said.Select(words => words.Zh)), string.Join(", ", said.Select(words => words.En)));
    }

    static DateTimeOffset At(long millis) => DateTimeOffset.FromUnixTimeMilliseconds(millis);
}
