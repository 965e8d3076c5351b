using System.Globalization;
using Bihuan.Parts;

namespace Bihuan.Registers;

/// <summary>A record as programs read it; personal answers of a restricted register are left out until somebody has looked.</summary>
static class RecordSheet
{
    public static object Of(Record record, Register register, bool uncovered) => new
    {
        record.Id, record.Number, record.Register, record.Version, record.IsInUse, record.Lon, record.Lat, record.Unit,
        MergedInto = record.MergedInto?.Number, TookIn = record.TookIn.Select(other => other.Number), Retired = record.RetiredWhy, record.IsErased,
        Answers = register.Fields.Where(field => record.Answers.ContainsKey(field.Id)).ToDictionary(field => field.Id, field =>
        {
            var told = record.Answers[field.Id];
            var covered = register.IsRestricted && told.IsPersonal && !uncovered;
            return new { Value = covered ? null : told.Value, Covered = covered, told.At, told.By, StaleAt = record.StaleAt(field) };
        }),
    };

    public static object Of(RecordRow row) => new { row.Id, row.Number, row.Title, row.Kind, row.Area, row.Unit, row.Lon, row.Lat, row.Updated, StaleAt = row.StaleAt == RecordLedger.Never ? (long?)null : row.StaleAt, InUse = row.InUse != 0, row.Answers, row.Version };

    public static object Of(Register register) => new
    {
        register.Name, register.Title, register.About, register.HasPlace, register.IsRestricted,
        Fields = register.Fields.Select(field => new { field.Id, field.Title, field.Type, field.IsRequired, field.IsPersonal, field.IsKey, field.FreshDays, field.Unit, field.Choices }),
    };

    /// <summary>The columns of a register's own sheet: its number, every answer that is not personal, and where it stands.</summary>
    public static IReadOnlyList<WorkbookColumn> Columns(Register register, RecordNames names, Reader reader) =>
    [
        new(reader.Say("编号", "Number"), 12), .. Open(register).Select(field => new WorkbookColumn(names.Head(field), field.Type is AnswerType.Number or AnswerType.Date ? 12 : 26)),
        .. register.HasPlace ? (WorkbookColumn[])[new(reader.Say("经度", "Longitude"), 12), new(reader.Say("纬度", "Latitude"), 12)] : [],
        new(reader.Say("更新时间", "Updated"), 17),
    ];

    /// <summary>One row of it.</summary>
    public static object?[] Cells(Register register, RecordRow row, RecordNames names)
    {
        var answers = row.Answers;
        object? Cell(RegisterField field) => answers.GetValueOrDefault(field.Id) is not { } value ? null
            : field.Type == AnswerType.Number ? long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : value
            : field.Type == AnswerType.Area ? string.Join(" · ", names.Areas.ByCode(value)?.Chain.Skip(1).Select(area => names.Area(area.Code)) ?? [value]) : names.Value(field, value);
        return
        [
            row.Number, .. Open(register).Select(Cell),
            .. register.HasPlace ? (object?[])[row.Lon?.ToString(CultureInfo.InvariantCulture), row.Lat?.ToString(CultureInfo.InvariantCulture)] : [],
            DateTimeOffset.FromUnixTimeMilliseconds(row.Updated),
        ];
    }

    static IEnumerable<RegisterField> Open(Register register) => register.Fields.Where(field => !field.IsPersonal);
}
