using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Bihuan.Parts;

/// <summary>A column of a sheet.</summary>
/// <param name="Width">In characters of the sheet's own type.</param>
public sealed record WorkbookColumn(string Head, int Width);

/// <summary>
/// Writes one sheet as .xlsx: head frozen and filtered, moments as dates in local time, text as text. Nothing in it is ever a formula, and
/// what looks like one is marked as text, so that editing it in the sheet does not make it one either.
/// </summary>
public static class Workbook
{
    public const string Media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const string Package = "http://schemas.openxmlformats.org/package/2006/";
    const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const int LongestText = 32_767;

    // Cell styles by their place in styles.xml.
    const string Plain = "0", Head = "1", Moment = "2", Quoted = "3";

    static readonly DateTime DayNought = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>Writes it row by row into a file that is gone when the stream is closed; the stream stands at its beginning.</summary>
    /// <param name="rows">Cells by column: text, whole numbers, moments, nulls.</param>
    public static async Task<System.IO.Stream> Write(string title, IReadOnlyList<WorkbookColumn> columns, IAsyncEnumerable<object?[]> rows, CancellationToken stop)
    {
        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 1 << 16, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
        try
        {
            using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            {
                Part(zip, "[Content_Types].xml", $"""<Types xmlns="{Package}content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Media}.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>""");
                Part(zip, "_rels/.rels", $"""<Relationships xmlns="{Package}relationships"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
                Part(zip, "xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{Package}relationships"><Relationship Id="rId1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Office}/styles" Target="styles.xml"/></Relationships>""");
                Part(zip, "xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><sheets><sheet name="{title}" sheetId="1" r:id="rId1"/></sheets></workbook>""");
                Part(zip, "xl/styles.xml", $"""<styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf quotePrefix="1"/></cellXfs></styleSheet>""");
                await Sheet(zip, columns, rows, stop);
            }

            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    static void Part(ZipArchive zip, string name, string xml)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
        writer.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""" + "\n" + xml);
    }

    static async Task Sheet(ZipArchive zip, IReadOnlyList<WorkbookColumn> columns, IAsyncEnumerable<object?[]> rows, CancellationToken stop)
    {
        await using var part = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
        using var xml = XmlWriter.Create(part, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = false });
        xml.WriteStartDocument(true);
        xml.WriteStartElement("worksheet", Main);
        xml.WriteRaw("""<sheetViews><sheetView workbookViewId="0" tabSelected="1"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>""");
        xml.WriteStartElement("cols", Main);
        for (var i = 0; i < columns.Count; i++)
            xml.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"""<col min="{i + 1}" max="{i + 1}" width="{columns[i].Width}" customWidth="1"/>"""));
        xml.WriteEndElement();
        xml.WriteStartElement("sheetData", Main);
        Row(xml, [.. columns.Select(column => (object?)column.Head)], isHead: true);
        var count = 1;
        await foreach (var row in rows.WithCancellation(stop))
        {
            Row(xml, row, isHead: false);
            count++;
        }

        xml.WriteEndElement();
        xml.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"""<autoFilter ref="A1:{Column(columns.Count)}{count}"/>"""));
        xml.WriteEndElement();
    }

    static void Row(XmlWriter xml, object?[] cells, bool isHead)
    {
        xml.WriteStartElement("row", Main);
        foreach (var cell in cells)
        {
            xml.WriteStartElement("c", Main);
            switch (cell)
            {
                case null or "":
                    break;
                case DateTimeOffset at:
                    xml.WriteAttributeString("s", Moment);
                    xml.WriteElementString("v", Main, (Times.Local(at).DateTime - DayNought).TotalDays.ToString("0.#####", CultureInfo.InvariantCulture));
                    break;
                case long or int:
                    xml.WriteElementString("v", Main, Convert.ToString(cell, CultureInfo.InvariantCulture));
                    break;
                default:
                    Text(xml, cell.ToString()!, isHead);
                    break;
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    static void Text(XmlWriter xml, string text, bool isHead)
    {
        var style = isHead ? Head : IsLikeFormula(text) ? Quoted : Plain;
        if (style != Plain) xml.WriteAttributeString("s", style);
        xml.WriteAttributeString("t", "inlineStr");
        xml.WriteStartElement("is", Main);
        xml.WriteStartElement("t", Main);
        xml.WriteAttributeString("xml", "space", null, "preserve");
        xml.WriteString(Legal(text));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>What a spreadsheet would take for a formula if somebody pressed Enter on it.</summary>
    static bool IsLikeFormula(string text) => text.TrimStart() is ['=' or '+' or '-' or '@', ..] || text[0] is '\t' or '\r' or '\n';

    /// <summary>Without the characters that XML cannot hold, and no longer than a cell.</summary>
    static string Legal(string text)
    {
        if (text.Length > LongestText) text = text[..LongestText];
        var legal = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) legal.Append(text[i]).Append(text[++i]);
            else if (XmlConvert.IsXmlChar(text[i])) legal.Append(text[i]);
        return legal.ToString();
    }

    static string Column(int number) => number <= 26 ? ((char)('A' + number - 1)).ToString() : Column((number - 1) / 26) + Column((number - 1) % 26 + 1);
}
