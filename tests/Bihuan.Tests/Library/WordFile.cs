using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;

namespace Bihuan.Tests.Library;

/// <summary>Word documents as Word writes them, and what stands in them.</summary>
static class WordFile
{
    public static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    const string Spaces = """
        xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
        xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"
        """;

    /// <param name="body">What stands in w:body.</param>
    public static byte[] Make(string body, Action<MainDocumentPart>? more = null, WordprocessingDocumentType type = WordprocessingDocumentType.Document)
    {
        using var bytes = new MemoryStream();
        using (var file = WordprocessingDocument.Create(bytes, type))
        {
            var main = file.AddMainDocumentPart();
            Write(main, $"<w:document {Spaces}><w:body>{body}</w:body></w:document>");
            more?.Invoke(main);
        }

        return bytes.ToArray();
    }

    /// <summary>A paragraph of one run.</summary>
    public static string Line(string text) => $"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>";

    public static void Header(MainDocumentPart main, string body) => Write(main.AddNewPart<HeaderPart>(), $"<w:hdr {Spaces}>{body}</w:hdr>");

    public static void Footer(MainDocumentPart main, string body) => Write(main.AddNewPart<FooterPart>(), $"<w:ftr {Spaces}>{body}</w:ftr>");

    static void Write(OpenXmlPart part, string xml)
    {
        using var into = part.GetStream(FileMode.Create, FileAccess.Write);
        into.Write(Encoding.UTF8.GetBytes(xml));
    }

    /// <summary>The same file with one part more, or another.</summary>
    public static byte[] With(byte[] file, string part, byte[] content)
    {
        using var bytes = new MemoryStream();
        bytes.Write(file);
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(part)?.Delete();
            using var into = zip.CreateEntry(part).Open();
            into.Write(content);
        }

        return bytes.ToArray();
    }

    /// <summary>The text's root.</summary>
    public static XElement Root(byte[] file)
    {
        using var word = WordprocessingDocument.Open(new MemoryStream(file), false);
        using var from = word.MainDocumentPart!.GetStream(FileMode.Open, FileAccess.Read);
        return XDocument.Load(from, LoadOptions.PreserveWhitespace).Root!;
    }

    /// <summary>Everything it says, headers and footers too.</summary>
    public static string Words(byte[] file) => string.Join('|', Bihuan.Library.TemplateFile.Lines(file));
}
