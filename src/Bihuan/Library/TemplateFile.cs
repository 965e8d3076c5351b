using System.Xml;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace Bihuan.Library;

/// <summary>A paragraph as it is shown on a page: its words, and where on the line they stand.</summary>
public readonly record struct TemplateLine(string Words, LinePlace Place)
{
    /// <summary>Its words.</summary>
    public override string ToString() => Words;
}

/// <summary>Where on the line a paragraph stands.</summary>
public enum LinePlace
{
    /// <summary>At the left, or filling the line.</summary>
    Left,

    /// <summary>In the middle.</summary>
    Middle,

    /// <summary>At the right.</summary>
    Right,
}

/// <summary>A Word document with fields in braces: read with suspicion, filled with what a matter knows.</summary>
public static class TemplateFile
{
    /// <summary>What Word calls it.</summary>
    public const string Media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>The most that one may have.</summary>
    public const int MostBytes = TemplateSafety.MostBytes;

    /// <summary>What a file asks for, or why it is none.</summary>
    /// <param name="Asks">What stands in braces, each once, in order.</param>
    public sealed record Read(ImmutableArray<string> Asks, Refusal? Refusal = null);

    /// <summary>Reads a file that anybody may have made.</summary>
    public static Read Open(byte[] bytes)
    {
        if (TemplateSafety.Refuses(bytes) is { } unsafely) return new([], unsafely);
        try
        {
            using var file = WordprocessingDocument.Open(new MemoryStream(bytes), false);
            if (file.DocumentType != WordprocessingDocumentType.Document) return new([], No.TemplateNotWord);
            var roots = Parts(file).Select(Root).ToList();
            if (roots is not [{ Name.LocalName: "document" } main, ..] || main.Element(main.Name.Namespace + "body") is null) return new([], No.TemplateBroken);
            if (roots.Select(TemplateText.Loose).FirstOrDefault(words => words is not null) is { } loose) return new([], No.TemplateBrace.With(loose));
            return new([.. roots.SelectMany(TemplateText.Asks).Distinct()]);
        }
        // Whatever the parts of a foreign file do to whoever reads them, it is the file that is broken.
        catch (Exception broken) when (broken is OpenXmlPackageException or FormatException or InvalidDataException or XmlException or IOException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            return new([], No.TemplateBroken);
        }
    }

    /// <summary>Fills one that was opened before. Who wrote it stays out of the paper.</summary>
    /// <param name="remark">By what it was made; stands in the file's properties.</param>
    public static byte[] Fill(byte[] template, string title, string remark, Func<string, string?> known)
    {
        using var bytes = new MemoryStream();
        bytes.Write(template);
        using (var file = WordprocessingDocument.Open(bytes, true))
        {
            foreach (var part in Parts(file))
            {
                var root = Root(part);
                TemplateText.Fill(root, known);
                using var into = part.GetStream(FileMode.Create, FileAccess.Write);
                new XDocument(new XDeclaration("1.0", "UTF-8", "yes"), root).Save(into, SaveOptions.DisableFormatting);
            }

            var told = file.PackageProperties;
            (told.Title, told.Description, told.Creator, told.LastModifiedBy) = (title, remark, "", "");
        }

        return bytes.ToArray();
    }

    /// <summary>The words of a file, a paragraph a line, headers and footers last.</summary>
    public static ImmutableArray<TemplateLine> Lines(byte[] bytes)
    {
        using var file = WordprocessingDocument.Open(new MemoryStream(bytes), false);
        return [.. Parts(file).Select(Root).SelectMany(TemplateText.Lines)];
    }

    /// <summary>Where fields may stand: the text first, then headers, footers and notes.</summary>
    static IEnumerable<OpenXmlPart> Parts(WordprocessingDocument file) => file.MainDocumentPart is not { } main ? []
        : [main, .. main.HeaderParts, .. main.FooterParts, .. main.FootnotesPart is { } foot ? (OpenXmlPart[])[foot] : [], .. main.EndnotesPart is { } end ? (OpenXmlPart[])[end] : []];

    static XElement Root(OpenXmlPart part)
    {
        using var from = part.GetStream(FileMode.Open, FileAccess.Read);
        using var reader = TemplateSafety.Reader(from);
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!;
    }
}
