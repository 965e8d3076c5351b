using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using Excel = DocumentFormat.OpenXml.Spreadsheet;

namespace Bihuan.Registers;

/// <summary>A row of a sheet as somebody typed it: its number in the sheet, and its cells by column.</summary>
public sealed record SheetRow(int Number, IReadOnlyList<string> Cells);

/// <summary>Reads the first sheet of an .xlsx, cell by cell as text; a cell formatted as a date comes as an ISO date.</summary>
static class SheetReading
{
    /// <summary>The rows that are not empty, the head first; null when it is no .xlsx.</summary>
    /// <param name="most">Rows beyond this are counted but not kept.</param>
    public static (IReadOnlyList<SheetRow> Rows, int Count)? Read(System.IO.Stream bytes, int most)
    {
        try
        {
            using var document = SpreadsheetDocument.Open(bytes, isEditable: false, new OpenSettings { MaxCharactersInPart = 50_000_000 });
            var book = document.WorkbookPart;
            if (book?.Workbook.Descendants<Excel.Sheet>().FirstOrDefault()?.Id?.Value is not { } id || book.GetPartById(id) is not WorksheetPart sheet) return null;

            var shared = book.SharedStringTablePart?.SharedStringTable.Elements<Excel.SharedStringItem>().Select(item => item.InnerText).ToArray() ?? [];
            var dates = Dates(book.WorkbookStylesPart?.Stylesheet);
            var rows = new List<SheetRow>();
            var (count, number) = (0, 0);
            using var reader = OpenXmlReader.Create(sheet);
            while (reader.Read())
            {
                if (reader.ElementType != typeof(Excel.Row) || !reader.IsStartElement) continue;
                var row = (Excel.Row)reader.LoadCurrentElement()!;
                number = row.RowIndex?.Value is { } said ? (int)said : number + 1;
                var cells = Cells(row, shared, dates);
                if (cells.TrueForAll(string.IsNullOrWhiteSpace)) continue;
                if (count++ <= most) rows.Add(new(number, cells));
            }

            return (rows, count);
        }
        // Whatever is wrong with somebody's file, it is not ours: the sentence says what to send.
        catch (Exception unreadable) when (unreadable is OpenXmlPackageException or FileFormatException or InvalidDataException or System.Xml.XmlException or FormatException
            or InvalidOperationException or ArgumentException or IOException or KeyNotFoundException)
        {
            return null;
        }
    }

    static List<string> Cells(Excel.Row row, string[] shared, HashSet<uint> dates)
    {
        List<string> cells = [];
        foreach (var cell in row.Elements<Excel.Cell>())
        {
            var column = cell.CellReference?.Value is { } at ? Column(at) : cells.Count;
            if (column > 200) break;
            while (cells.Count < column) cells.Add("");
            cells.Add(Text(cell, shared, dates).Trim());
        }

        return cells;
    }

    static string Text(Excel.Cell cell, string[] shared, HashSet<uint> dates)
    {
        if (cell.DataType?.Value == Excel.CellValues.InlineString) return cell.InlineString?.InnerText ?? "";
        var value = cell.CellValue?.Text ?? "";
        if (cell.DataType?.Value == Excel.CellValues.SharedString) return int.TryParse(value, CultureInfo.InvariantCulture, out var n) && n >= 0 && n < shared.Length ? shared[n] : "";
        if (cell.DataType is not null && cell.DataType.Value != Excel.CellValues.Number) return value;
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return value;
        if (cell.StyleIndex?.Value is { } style && dates.Contains(style) && number is > 0 and < 200_000)
            return DateTime.FromOADate(number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        // A telephone number in a number's cell comes as 1.3800000000E10.
        return Math.Abs(number) < 1e15 ? ((decimal)number).ToString(CultureInfo.InvariantCulture) : value;
    }

    static int Column(string reference) =>
        reference.TakeWhile(char.IsAsciiLetter).Aggregate(0, (column, letter) => Math.Min(column * 26 + char.ToUpperInvariant(letter) - 'A' + 1, 100_000)) - 1;

    /// <summary>The cell styles that show a number as a date: the built-in ones, and formats with a day in them.</summary>
    static HashSet<uint> Dates(Excel.Stylesheet? styles)
    {
        HashSet<uint> own = [.. styles?.NumberingFormats?.Elements<Excel.NumberingFormat>()
            .Where(format => format.FormatCode?.Value is { } code && (code.Contains('d', StringComparison.Ordinal) || code.Contains("yy", StringComparison.Ordinal)))
            .Select(format => format.NumberFormatId?.Value ?? 0) ?? []];
        HashSet<uint> found = [];
        uint at = 0;
        foreach (var format in styles?.CellFormats?.Elements<Excel.CellFormat>() ?? [])
        {
            if (format.NumberFormatId?.Value is { } id && (id is >= 14 and <= 17 or 22 or (>= 27 and <= 31) or 57 || own.Contains(id))) found.Add(at);
            at++;
        }

        return found;
    }
}
