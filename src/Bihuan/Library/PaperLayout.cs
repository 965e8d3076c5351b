using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Document = Bihuan.Engine.Playbooks.Document;

namespace Bihuan.Library;

/// <summary>
/// The template of a paper for which nobody made another, as offices set theirs, GB/T 9704: heading in the middle, number under it, body in FangSong of size
/// three, 28 points a line, the page's number at the foot. The fields stay in their braces.
/// </summary>
static partial class PaperLayout
{
    const string Plain = "仿宋";
    const string Head = "黑体";
    const string Foot = "宋体";

    /// <summary>The field of the paper's own number, that of the matter with a count.</summary>
    public const string Number = "paper-number";

    /// <summary>The file.</summary>
    /// <param name="paper">A paragraph a line; the last two, who and when, stand at the right when they are short.</param>
    /// <param name="isLong">Whether a field may hold whole paragraphs: a line of it is no signature.</param>
    public static byte[] Make(Document paper, Func<string, bool> isLong)
    {
        using var bytes = new MemoryStream();
        using (var file = WordprocessingDocument.Create(bytes, WordprocessingDocumentType.Document))
        {
            var main = file.AddMainDocumentPart();
            main.AddNewPart<StyleDefinitionsPart>().Styles = Set();
            var footer = main.AddNewPart<FooterPart>();
            footer.Footer = PageNumber();
            var lines = paper.Text.Replace("\r", "", StringComparison.Ordinal).TrimEnd('\n').Split('\n');
            main.Document = new(new Body(
                [
                    Line(paper.Title.Zh, JustificationValues.Center, Head, 44), Line($"{{{Number}}}", JustificationValues.Center, Plain, 28), Line("", JustificationValues.Left),
                    .. lines.Select((line, n) => n >= lines.Length - 2 && IsShort(line, isLong) ? Line(line, JustificationValues.Right) : Line(line, JustificationValues.Both, isIndented: n > 0)),
                    new SectionProperties(
                        new FooterReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(footer) },
                        new PageSize { Width = 11906, Height = 16838 }, new PageMargin { Top = 2098, Bottom = 1984, Left = 1587, Right = 1474, Header = 851, Footer = 1400, Gutter = 0 }),
                ]));
        }

        return bytes.ToArray();
    }

    // A name or a date takes about as much as six letters.
    static bool IsShort(string line, Func<string, bool> isLong) =>
        Braces().Replace(line, "      ").Length <= 24 && !Braces().Matches(line).Any(match => isLong(match.Groups[1].Value));

    /// <summary>What Word gives a paragraph that a clerk adds.</summary>
    static Styles Set() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(Fonts(Plain), new FontSize { Val = "32" }, new FontSizeComplexScript { Val = "32" }, new Languages { Val = "en-US", EastAsia = "zh-CN" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { Line = "560", LineRule = LineSpacingRuleValues.Exact }))),
        new Style(new StyleName { Val = "Normal" }) { Type = StyleValues.Paragraph, StyleId = "Normal", Default = true });

    static RunFonts Fonts(string font) => new() { Ascii = "Times New Roman", HighAnsi = "Times New Roman", EastAsia = font };

    static Footer PageNumber() => new(new Paragraph(
        new ParagraphProperties { Justification = new() { Val = JustificationValues.Center } },
        FootRun(new Text("— ") { Space = SpaceProcessingModeValues.Preserve }),
        FootRun(new FieldChar { FieldCharType = FieldCharValues.Begin }), FootRun(new FieldCode(" PAGE ") { Space = SpaceProcessingModeValues.Preserve }),
        FootRun(new FieldChar { FieldCharType = FieldCharValues.Separate }), FootRun(new Text("1")), FootRun(new FieldChar { FieldCharType = FieldCharValues.End }),
        FootRun(new Text(" —") { Space = SpaceProcessingModeValues.Preserve })));

    static Run FootRun(OpenXmlElement what) => new(new RunProperties(Fonts(Foot), new FontSize { Val = "28" }), what);

    static Paragraph Line(string text, JustificationValues where, string font = Plain, int halfPoints = 32, bool isIndented = false)
    {
        var form = new ParagraphProperties { Justification = new() { Val = where } };
        if (isIndented) form.Indentation = new() { FirstLineChars = 200, FirstLine = "640" };
        // The date keeps four characters from the edge.
        else if (where == JustificationValues.Right) form.Indentation = new() { RightChars = 400, Right = "1280" };
        return new(form, new Run(
            new RunProperties(Fonts(font), new FontSize { Val = halfPoints.ToString(CultureInfo.InvariantCulture) }),
            new Text(text) { Space = SpaceProcessingModeValues.Preserve }));
    }

    [GeneratedRegex(@"\{([A-Za-z][A-Za-z0-9-]*)\}")]
    private static partial Regex Braces();
}
