using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Bihuan.Library;

/// <summary>Looks at what somebody calls a Word document before anything else opens it: its size, its parts, what it would run or fetch.</summary>
static partial class TemplateSafety
{
    /// <summary>The most that a file may have.</summary>
    public const int MostBytes = 2 << 20;

    const int MostUnpacked = 20 << 20;
    const int MostParts = 300;

    // Whoever reads a part deeper than this would need more of the stack than there is.
    const int MostDepth = 200;

    static readonly string[] Kinds = [".xml", ".rels", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp", ".svg", ".odttf", ".bin"];

    static readonly XmlReaderSettings Strict = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostUnpacked };

    /// <summary>Reads XML without definitions of its own.</summary>
    public static XmlReader Reader(System.IO.Stream from) => XmlReader.Create(from, Strict);

    /// <summary>Why it must not be trusted; null when it may be opened.</summary>
    public static Refusal? Refuses(byte[] bytes)
    {
        if (bytes.Length > MostBytes) return TooLarge;
        if (!PackFile.IsZip(bytes)) return No.TemplateNotWord;
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostParts) return TooLarge;
            var left = MostUnpacked;
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var entry in zip.Entries)
            {
                if (!names.Add(entry.FullName) || entry.FullName.Contains("..", StringComparison.Ordinal)) return No.TemplateBroken;
                if (Named(entry.FullName) is { } no) return no;
                if (PackFile.Unpacked(entry, left) is not { } content) return TooLarge;
                left -= content.Length;
                if (IsXml(entry.FullName) && Written(entry.FullName, content) is { } wrong) return wrong;
            }

            return names.Contains("[Content_Types].xml") ? null : No.TemplateNotWord;
        }
        catch (Exception broken) when (broken is InvalidDataException or XmlException)
        {
            return No.TemplateBroken;
        }
    }

    static Refusal TooLarge => No.TemplateTooLarge.With(MostBytes >> 20, MostUnpacked >> 20);

    static bool IsXml(string name) => name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);

    static Refusal? Named(string name)
    {
        if (name.EndsWith('/')) return null;
        if (Path.GetFileName(name).StartsWith("vba", StringComparison.OrdinalIgnoreCase)) return No.TemplateMacros;
        if (name.Contains("embeddings/", StringComparison.OrdinalIgnoreCase) || name.Contains("activeX", StringComparison.OrdinalIgnoreCase)
            || !Kinds.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase)) return No.TemplateEmbedded.With(name);
        return null;
    }

    /// <summary>Reads a part to its end: it must be XML, and must neither run nor fetch anything.</summary>
    static Refusal? Written(string name, byte[] content)
    {
        var codes = new StringBuilder();
        using var reader = Reader(new MemoryStream(content));
        while (reader.Read())
        {
            if (reader.Depth > MostDepth) return No.TemplateBroken;
            if (reader.NodeType != XmlNodeType.Element) continue;
            switch (reader.LocalName)
            {
                case "Default" or "Override" when Holds(reader, "ContentType", "macroEnabled", "vba"): return No.TemplateMacros;
                case "Relationship" when Relation(reader) is { } wrong: return wrong;
                case "altChunk" or "OLEObject" or "control": return No.TemplateEmbedded.With(name);
                case "fldSimple": codes.Append(' ').Append(Attribute(reader, "instr")); break;
                case "fldChar": codes.Append(' '); break;
                case "instrText": codes.Append(Inner(reader)); break;
            }
        }

        return Fetching().Match(codes.ToString()) is { Success: true } found ? No.TemplateExternal.With(found.Value.ToUpperInvariant()) : null;
    }

    // The reader stays on the end of the element, so that the loop goes on behind it.
    static string Inner(XmlReader reader)
    {
        var text = new StringBuilder();
        if (reader.IsEmptyElement) return "";
        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
            if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace) text.Append(reader.Value);
        return text.ToString();
    }

    /// <summary>A link that somebody clicks is a link; everything else outside would be fetched by whoever opens the paper.</summary>
    static Refusal? Relation(XmlReader reader)
    {
        if (Holds(reader, "Type", "/vbaProject")) return No.TemplateMacros;
        if (Holds(reader, "Type", "/oleObject", "/aFChunk", "/control", "/package")) return No.TemplateEmbedded.With(Attribute(reader, "Target"));
        if (!Attribute(reader, "TargetMode").Equals("External", StringComparison.OrdinalIgnoreCase)) return null;
        var target = Attribute(reader, "Target");
        return Attribute(reader, "Type").EndsWith("/hyperlink", StringComparison.Ordinal) && Link().IsMatch(target)
            ? null : No.TemplateExternal.With(target[..Math.Min(target.Length, 120)]);
    }

    static bool Holds(XmlReader reader, string attribute, params ReadOnlySpan<string> words)
    {
        var value = Attribute(reader, attribute);
        foreach (var word in words)
            if (value.Contains(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    static string Attribute(XmlReader reader, string name)
    {
        var found = "";
        while (reader.MoveToNextAttribute())
            if (reader.LocalName == name) found = reader.Value;
        reader.MoveToElement();
        return found;
    }

    [GeneratedRegex(@"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|MACROBUTTON)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Fetching();

    [GeneratedRegex("^(https?://|mailto:)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}
