using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Bihuan.Library;

/// <summary>The words in one part of a Word document, with its fields in braces, however Word has split them over its runs.</summary>
static partial class TemplateText
{
    // Stands for whatever between two texts is no text: a break, a tab, a picture. No field goes across it.
    const char Break = '\uFFFC';

    static readonly XNamespace Paragraphs = "http://schemas.microsoft.com/office/word/2010/wordml";

    /// <summary>What stands in braces, in order; also what is no name of a field.</summary>
    public static IEnumerable<string> Asks(XElement root) =>
        OwnTexts(root).SelectMany(text => Braces().Matches(text)).Select(match => Name(match));

    /// <summary>The words around a brace that is opened and not closed, or closed and not opened; null when there is none.</summary>
    public static string? Loose(XElement root)
    {
        foreach (var text in OwnTexts(root))
        {
            var rest = Braces().Replace(text, match => new string(' ', match.Length));
            if (rest.AsSpan().IndexOfAny("{}｛｝") is var at && at >= 0)
                return text[Math.Max(0, at - 12)..Math.Min(text.Length, at + 12)].Replace(Break, ' ').Trim();
        }

        return null;
    }

    /// <summary>Its paragraphs as text. What Word keeps twice for its older versions is read once.</summary>
    public static IEnumerable<TemplateLine> Lines(XElement root) => All(root).Where(paragraph => !paragraph.Ancestors().Any(a => a.Name.LocalName == "Fallback"))
        .Select(paragraph => new TemplateLine(string.Concat(Pieces(paragraph).Select(piece => piece.Name.LocalName switch { "t" => piece.Value, "br" or "cr" => "\n", "tab" => "\u3000", _ => "" })), Place(paragraph)));

    static LinePlace Place(XElement paragraph)
    {
        var w = paragraph.Name.Namespace;
        return paragraph.Element(w + "pPr")?.Element(w + "jc")?.Attribute(w + "val")?.Value switch { "center" => LinePlace.Middle, "right" or "end" => LinePlace.Right, _ => LinePlace.Left };
    }

    /// <summary>Puts what is known in the place of every field; the formatting is that of the run in which the brace opens.</summary>
    /// <param name="known">An answer of several lines becomes as many paragraphs where the field has a paragraph to itself, line breaks elsewhere. What is not known becomes a line to write on.</param>
    public static void Fill(XElement root, Func<string, string?> known)
    {
        foreach (var paragraph in All(root).ToList())
        {
            var text = Text(paragraph);
            var found = Braces().Matches(text);
            if (found.Count == 0) continue;
            if (found.Count == 1 && text.Trim() == found[0].Value && Said(known, found[0]) is var said && said.Contains('\n', StringComparison.Ordinal) && MayBeRepeated(paragraph))
                Repeat(paragraph, [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
            else Put(paragraph, match => Said(known, match));
        }
    }

    static string Name(Match match) => match.Groups[1].Value.Trim();

    static string Said(Func<string, string?> known, Match match) =>
        known(Name(match)) is { } said && Writable(said).Trim() is { Length: > 0 } words ? words : "________";

    /// <summary>Without what no XML may hold: somebody may have pasted anything.</summary>
    static string Writable(string said) => string.Concat(said.ReplaceLineEndings("\n").EnumerateRunes()
        .Where(rune => rune.Value is '\n' or '\t' or >= 0x20 and not 0xFFFE and not 0xFFFF).Select(rune => rune.ToString()));

    static IEnumerable<XElement> All(XElement root) => root.Descendants(root.Name.Namespace + "p");

    static IEnumerable<string> OwnTexts(XElement root) => All(root).Select(Text);

    static string Text(XElement paragraph) => string.Concat(Pieces(paragraph).Select(Of));

    static string Of(XElement piece) => piece.Name.LocalName == "t" ? piece.Value : Break.ToString();

    /// <summary>The texts of a paragraph and what stands between them; a text box within it has paragraphs of its own.</summary>
    static List<XElement> Pieces(XElement paragraph)
    {
        var (w, found) = (paragraph.Name.Namespace, new List<XElement>());
        Walk(paragraph);
        return found;

        void Walk(XElement from)
        {
            foreach (var child in from.Elements())
            {
                if (child.Name.LocalName is "t" or "br" or "cr" or "tab" && child.Name.Namespace == w && child.Parent!.Name == w + "r") found.Add(child);
                else if (child.Name.LocalName is "drawing" or "pict" or "object" or "sym" or "noBreakHyphen" or "AlternateContent") found.Add(child);
                // Numbers and formats hold no words; what was deleted or moved away under review is not there any more.
                else if (child.Name.LocalName is not ("pPr" or "rPr" or "del" or "moveFrom" or "rt" or "p")) Walk(child);
            }
        }
    }

    static void Put(XElement paragraph, Func<Match, string> said)
    {
        var pieces = Pieces(paragraph);
        // From behind: what stands before keeps its place.
        foreach (var match in Braces().Matches(string.Concat(pieces.Select(Of))).Reverse())
        {
            var (at, end, words) = (0, match.Index + match.Length, said(match));
            foreach (var piece in pieces)
            {
                var text = Of(piece);
                var (from, to) = (Math.Max(match.Index - at, 0), Math.Min(end - at, text.Length));
                at += text.Length;
                if (from >= to || piece.Name.LocalName != "t") continue;
                Write(piece, text[..from] + words + text[to..]);
                words = "";
            }
        }

        foreach (var piece in pieces.Where(piece => piece.Name.LocalName == "t" && piece.Value.Contains('\n', StringComparison.Ordinal))) Broken(piece);
    }

    static void Write(XElement piece, string text)
    {
        piece.Value = text;
        piece.SetAttributeValue(XNamespace.Xml + "space", "preserve");
    }

    static void Broken(XElement piece)
    {
        var w = piece.Name.Namespace;
        piece.ReplaceWith(piece.Value.Split('\n').SelectMany((line, n) => (XElement[])
            [.. n == 0 ? (XElement[])[] : [new XElement(w + "br")], new XElement(w + "t", new XAttribute(XNamespace.Xml + "space", "preserve"), line)]));
    }

    // A paragraph that ends a section would end it as often as it stands there.
    static bool MayBeRepeated(XElement paragraph) => !paragraph.Descendants().Any(e => e.Name.LocalName is "sectPr" or "p" or "drawing" or "pict");

    static void Repeat(XElement paragraph, string[] lines)
    {
        var model = new XElement(paragraph);
        // What is numbered within the document may stand there once.
        model.Descendants().Where(e => e.Name.LocalName is "bookmarkStart" or "bookmarkEnd").Remove();
        model.Attributes().Where(a => a.Name.Namespace == Paragraphs).Remove();
        Put(paragraph, _ => lines[0]);
        var last = paragraph;
        foreach (var line in lines[1..])
        {
            var next = new XElement(model);
            last.AddAfterSelf(next);
            Put(next, _ => line);
            last = next;
        }
    }

    // Chinese keyboards give wide braces as readily as narrow ones.
    [GeneratedRegex(@"[{｛]([^{}｛｝\uFFFC]*)[}｝]")]
    private static partial Regex Braces();
}
