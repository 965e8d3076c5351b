using System.Security.Cryptography;
using Bihuan.Hosting;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Bihuan.Matters;

/// <summary>Sets a paper as offices set theirs, GB/T 9704: heading in the middle, number under it, body in FangSong of size three.</summary>
public static class DocumentFile
{
    /// <summary>What Word calls it.</summary>
    public const string Media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    const string Body = "仿宋";
    const string Head = "黑体";

    /// <summary>The file.</summary>
    /// <param name="text">A paragraph a line; the last ones, who and when, stand at the right when they are short.</param>
    public static KeptFile Make(string title, string number, string text)
    {
        using var bytes = new MemoryStream();
        using (var file = WordprocessingDocument.Create(bytes, WordprocessingDocumentType.Document))
        {
            var main = file.AddMainDocumentPart();
            var lines = text.Replace("\r", "", StringComparison.Ordinal).TrimEnd('\n').Split('\n');
            main.Document = new(new Body(
                [
                    Line(title, Head, 44, JustificationValues.Center), Line(number, DocumentFile.Body, 28, JustificationValues.Center), Line("", DocumentFile.Body, 32, JustificationValues.Left),
                    .. lines.Select((line, n) => n >= lines.Length - 2 && line.Length <= 24
                        ? Line(line, DocumentFile.Body, 32, JustificationValues.Right) : Line(line, DocumentFile.Body, 32, JustificationValues.Both, n > 0)),
                    new SectionProperties(new PageSize { Width = 11906, Height = 16838 }, new PageMargin { Top = 2098, Bottom = 1984, Left = 1587, Right = 1474 }),
                ]));
        }

        var made = bytes.ToArray();
        return new(Convert.ToHexStringLower(SHA256.HashData(made)), Media, made, null);
    }

    static Paragraph Line(string text, string font, int halfPoints, JustificationValues where, bool indented = false)
    {
        var form = new ParagraphProperties { Justification = new() { Val = where }, SpacingBetweenLines = new() { Line = "560", LineRule = LineSpacingRuleValues.Exact } };
        if (indented) form.Indentation = new() { FirstLineChars = 200, FirstLine = "640" };
        var size = FormattableString.Invariant($"{halfPoints}");
        return new(form, new Run(
            new RunProperties(new RunFonts { Ascii = "Times New Roman", HighAnsi = "Times New Roman", EastAsia = font }, new FontSize { Val = size }),
            new Text(text) { Space = SpaceProcessingModeValues.Preserve }));
    }
}
