using System.Globalization;
using System.Text.Json.Nodes;
using Bihuan.Grid;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.People;

namespace Bihuan.Intake.Batches;

/// <summary>A column of a sheet of matters: what every matter says, or what the playbook's first form asks.</summary>
/// <param name="Id">The form's field, or text, area, category.</param>
public sealed record BatchColumn(string Id, Words Title, bool IsRequired, Field? Field);

/// <summary>Somebody who may be named: an account with a handler's post, or with one that a form asks for.</summary>
public sealed record Handler(string Account, string Zh, string En, string Unit, string Role = "handler");

/// <summary>Reads the rows of a sheet as matters of a playbook: by code or by name, as offices write them.</summary>
public sealed class BatchSheet(Playbook playbook, AreaMap areas, Categories categories, Units units, IReadOnlyList<Handler> handlers)
{
    /// <summary>Who may be named.</summary>
    public IReadOnlyList<Handler> Handlers { get; } = handlers;

    /// <summary>The columns in their order.</summary>
    public IReadOnlyList<BatchColumn> Columns { get; } = ColumnsOf(playbook);

    /// <summary>The columns of a playbook's sheets.</summary>
    public static IReadOnlyList<BatchColumn> ColumnsOf(Playbook playbook) =>
    [
        new("text", new("情况", "What it is"), true, null), new("area", new("地点", "Place"), true, null), new("category", new("类别", "Category"), false, null),
        .. from asked in playbook.Begins?.Form ?? [] let field = playbook.Field(asked.Field) where field is not null select new BatchColumn(field.Id, field.Title, asked.Required, field),
    ];

    /// <summary>The posts of somebody who may be named.</summary>
    public IEnumerable<Post> PostsOf(string account) => Handlers.Where(h => h.Account == account).Select(h => new Post(h.Role, h.Unit));

    /// <summary>The column that a head means: its title in either language, or its name; a star marks what is required.</summary>
    public BatchColumn? Column(string head)
    {
        var word = head.TrimEnd('*', '＊', ' ').Trim();
        return Columns.FirstOrDefault(c => c.Title.Zh == word || string.Equals(c.Title.En, word, StringComparison.OrdinalIgnoreCase) || string.Equals(c.Id, word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A row as a command; the refusal says which cell and what to write.</summary>
    public (ReceiveMatter.Command? Command, Refusal? Refusal) Read(IReadOnlyDictionary<string, string> cells, string source)
    {
        var form = new JsonObject();
        string Cell(string id) => cells.GetValueOrDefault(id, "").Trim();
        if (Columns.FirstOrDefault(c => c.IsRequired && Cell(c.Id).Length == 0) is { } missing) return (null, Matters.No.Required.With(missing.Title).On(missing.Id));
        if (Place(Cell("area")) is not { } area) return (null, Matters.No.Place.With(Cell("area")).On("area"));
        var category = Cell("category").Split(' ')[0];
        if (category.Length > 0 && categories.Of(category) is null) return (null, Matters.No.SuchCategory.With(category).On("category"));
        foreach (var column in Columns.Where(c => c.Field is not null && Cell(c.Id).Length > 0))
        {
            var (value, refusal) = One(column.Field!, Cell(column.Id), form);
            if (refusal is not null) return (null, refusal.On(column.Id));
            form[column.Id] = value;
        }

        return (new(Cell("text"), Anonymous: true, Category: category.Length > 0 ? category : null, Area: area.Code, Source: source, Playbook: playbook.Name, Form: form), null);
    }

    (JsonNode? Value, Refusal? Refusal) One(Field field, string word, JsonObject form)
    {
        switch (field.Type)
        {
            case FieldType.Choice:
                var offered = playbook.Offered(field, form.ToDictionary(said => said.Key, said => said.Value?.ToString() ?? ""));
                return offered.FirstOrDefault(c => c.Code == word.Split(' ')[0] || c.Title.Zh == word || string.Equals(c.Title.En, word, StringComparison.OrdinalIgnoreCase)) is { } choice
                    ? (choice.Code, null) : (null, No.NoChoice.With(field.Title, word));
            case FieldType.YesNo:
                return (JsonValue.Create(word is "是" or "yes" or "Yes" or "true" or "1"), null);
            case FieldType.Unit:
                return Unit(word) is { } unit ? (unit, null) : (null, No.NoUnit.With(field.Title, word));
            case FieldType.Units:
                var named = word.Split(['、', '，', ',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(one => (Word: one, Code: Unit(one))).ToList();
                return named.Find(one => one.Code is null) is { Word: { } unknown } ? (null, No.NoUnit.With(field.Title, unknown))
                    : (new JsonArray([.. named.Select(one => JsonValue.Create(one.Code))]), null);
            case FieldType.Person:
                var unitOf = field.Under is { } under ? form[under]?.ToString() : null;
                var met = Handlers.Where(h => h.Role == (field.Holding ?? "handler") && (unitOf is null || People.Unit.IsWithin(h.Unit, unitOf)) && (h.Account == word || h.Zh == word || h.En == word)).Select(h => h.Account).Distinct().ToList();
                return met is [var account] ? (account, null) : (null, (met.Count == 0 ? No.NoPerson : No.TwoPersons).With(field.Title, word));
            case FieldType.Date:
                return DateOnly.TryParseExact(word, ["yyyy-MM-dd", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                    ? (day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null) : (null, Matters.No.NotADay.With(field.Title));
            case FieldType.Area:
                return Place(word) is { } area ? (area.Code, null) : (null, Matters.No.Place.With(word));
            default:
                return (word, null);
        }
    }

    string? Unit(string word) => (units.ByCode(word.Split(' ')[0]) ?? units.All.FirstOrDefault(u => u.NameZh == word || string.Equals(u.NameEn, word, StringComparison.OrdinalIgnoreCase))) is { IsClosed: false } unit ? unit.Code : null;

    Area? Place(string word)
    {
        if (areas.ByCode(word.Split(' ')[0]) is { } coded) return coded;
        var plain = Plain(word);
        return areas.All.Where(area => plain == Plain(area.Name) || plain == Plain(area.NameEn) || plain == Plain(string.Concat(area.Chain.Skip(1).Select(a => a.Name)))).Take(2).ToList() is [var only] ? only : null;
    }

    static string Plain(string word) => word.Replace("·", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
}
