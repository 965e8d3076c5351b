using System.Text;
using Bihuan.Engine.Playbooks;
using Bihuan.Library;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using static Bihuan.Tests.Library.WordFile;

namespace Bihuan.Tests.Library;

/// <summary>A template is filled however Word has split its fields; what is no honest Word document is refused.</summary>
public sealed class TemplateFileTests
{
    static byte[] Fill(byte[] template, params (string Name, string Said)[] known) =>
        TemplateFile.Fill(template, "通知", "", name => known.FirstOrDefault(k => k.Name == name).Said);

    [Fact]
    public void a_field_split_over_runs_is_filled_in_the_format_of_the_run_where_its_brace_opens()
    {
        var template = Make("""
            <w:p><w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t>编号{num</w:t></w:r><w:proofErr w:type="spellStart"/><w:r w:rsidR="00A2"><w:rPr><w:i/></w:rPr><w:t>ber</w:t></w:r><w:bookmarkStart w:id="0" w:name="x"/>
            <w:r w:rsidR="00A3"><w:lastRenderedPageBreak/><w:t>} 号，{unit}，</w:t></w:r><w:r><w:t>｛ today ｝{</w:t></w:r><w:r><w:t>due</w:t></w:r><w:r><w:t>}</w:t></w:r></w:p>
            """);
        Assert.Equal(["number", "unit", "today", "due"], TemplateFile.Open(template).Asks);

        var root = Root(Fill(template, ("number", "MH1"), ("unit", "{today}局"), ("today", "3月9日")));
        var runs = root.Descendants(W + "r").Select(run => (Words: run.Element(W + "t")!.Value, IsBold: run.Descendants(W + "b").Any())).ToList();
        // What somebody said is no field, though it be in braces.
        Assert.Equal([("编号MH1", true), ("", false), (" 号，{today}局，", false), ("3月9日________", false), ("", false), ("", false)], runs);
        Assert.Single(root.Descendants(W + "bookmarkStart"));
    }

    [Fact]
    public void fields_are_filled_in_tables_headers_footers_and_text_boxes()
    {
        const string box = "<w:txbxContent><w:p><w:r><w:t>框{unit}</w:t></w:r></w:p></w:txbxContent>";
        var template = Make($$"""
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>表{number}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
            <w:p><w:r><w:t>前{number}</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{{box}}</wps:txbx></wps:wsp></w:drawing></mc:Choice>
            <mc:Fallback><w:pict><v:shape><v:textbox>{{box}}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
            <w:p><w:sdt><w:sdtContent><w:r><w:t>控{unit}</w:t></w:r></w:sdtContent></w:sdt></w:p>
            """, main =>
        {
            Header(main, Line("眉{number}"));
            Footer(main, Line("脚{unit}"));
        });
        Assert.Equal(["number", "unit"], TemplateFile.Open(template).Asks);
        var filled = Fill(template, ("number", "1"), ("unit", "城管局"));
        Assert.Equal("表1|前1|框城管局|控城管局|眉1|脚城管局", Words(filled));
        // Older versions of Word read the other copy of a text box.
        Assert.Equal(2, Root(filled).Descendants(W + "t").Count(text => text.Value == "框城管局"));
    }

    [Fact]
    public void several_lines_become_paragraphs_where_the_field_stands_alone_and_breaks_elsewhere()
    {
        var template = Make("""
            <w:p w14:paraId="1A2B3C4D"><w:pPr><w:ind w:firstLine="640"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{te</w:t></w:r><w:r><w:t>xt}</w:t></w:r></w:p>
            <w:p><w:r><w:t>事实：{text}。</w:t></w:r></w:p>
            """);
        var root = Root(Fill(template, ("text", "第一点\r\n\n第二点\u0001 & <三>")));
        var paragraphs = root.Descendants(W + "p").ToList();
        Assert.Equal(["第一点", "第二点 & <三>", "事实：第一点第二点 & <三>。"], paragraphs.Select(p => string.Concat(p.Descendants(W + "t").Select(t => t.Value))));
        Assert.All(paragraphs[..2], p => Assert.True(p.Descendants(W + "ind").Any() && p.Descendants(W + "b").Any()));
        Assert.Single(paragraphs[..2], p => p.Attributes().Any(a => a.Name.LocalName == "paraId"));
        Assert.Equal(2, paragraphs[2].Descendants(W + "br").Count());
    }

    [Fact]
    public void what_is_not_known_yet_is_a_line_to_write_on_and_who_wrote_the_template_stays_out()
    {
        var template = Make(Line("联系人：{contact}"), main => main.OpenXmlPackage.PackageProperties.Creator = "某人");
        var filled = TemplateFile.Fill(template, "通知 1", "模板第 2 版", _ => " ");
        Assert.Equal("联系人：________", Words(filled));
        using var word = WordprocessingDocument.Open(new MemoryStream(filled), false);
        Assert.Equal(("通知 1", "模板第 2 版", ""), (word.PackageProperties.Title, word.PackageProperties.Description, word.PackageProperties.Creator ?? ""));
    }

    [Fact]
    public void what_is_no_honest_word_document_is_refused_with_a_code()
    {
        var good = Make(Line("{number}"));
        Assert.Null(TemplateFile.Open(good).Refusal);
        static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
        static string Relations(string type, string target, string mode = " TargetMode=\"External\"") =>
            $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{type}" Target="{target}"{mode}/></Relationships>""";
        foreach (var (name, bytes, code) in ((string, byte[], string)[])
        [
            ("nothing", [], "library.template-not-word"),
            ("old .doc", [0xD0, 0xCF, 0x11, 0xE0], "library.template-not-word"),
            ("half a file", good[..(good.Length / 2)], "library.template-broken"),
            ("another zip", With(PackFile.Write(Scene.Playbook, Scene.Shelf.OriginOf(Scene.Playbook)!), "a.xml", Utf8("<a/>")), "library.template-embedded"),
            (".docm", Make(Line("x"), type: WordprocessingDocumentType.MacroEnabledDocument), "library.template-macros"),
            (".dotx", Make(Line("x"), type: WordprocessingDocumentType.Template), "library.template-not-word"),
            ("macros", With(good, "word/vbaProject.bin", [1]), "library.template-macros"),
            ("an embedded sheet", With(good, "word/embeddings/sheet.xlsx", [1]), "library.template-embedded"),
            ("a program", With(good, "word/media/a.exe", [1]), "library.template-embedded"),
            ("another text", Make("<w:altChunk/>"), "library.template-embedded"),
            ("a remote picture", With(good, "word/_rels/document.xml.rels", Utf8(Relations("image", "http://example.com/a.png"))), "library.template-external"),
            ("a remote template", With(good, "word/_rels/settings.xml.rels", Utf8(Relations("attachedTemplate", "\\\\host\\a.dotm"))), "library.template-external"),
            ("a script for a link", With(good, "word/_rels/document.xml.rels", Utf8(Relations("hyperlink", "file:///etc/passwd"))), "library.template-external"),
            ("a field that fetches", Make("<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE \"http://example.com\"</w:instrText></w:r></w:p>"), "library.template-external"),
            ("a definition", With(good, "word/document.xml", Utf8("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")), "library.template-broken"),
            ("no text", With(good, "word/document.xml", Utf8("<a/>")), "library.template-broken"),
            ("very deep", With(good, "word/document.xml", Utf8(string.Concat(Enumerable.Repeat("<a>", 300)) + string.Concat(Enumerable.Repeat("</a>", 300)))), "library.template-broken"),
            ("a bomb", With(good, "word/media/a.png", new byte[21 << 20]), "library.template-too-large"),
            ("too large", new byte[TemplateFile.MostBytes + 1], "library.template-too-large"),
            ("a brace alone", Make(Line("编号{number 号")), "library.template-brace"),
            ("a field over a break", Make("<w:p><w:r><w:t>{num</w:t><w:br/><w:t>ber}</w:t></w:r></w:p>"), "library.template-brace"),
        ])
            Assert.Equal((name, code), (name, TemplateFile.Open(bytes).Refusal?.Code ?? "taken"));

        // A link that somebody may follow, and a page number, are no harm.
        Assert.Null(TemplateFile.Open(With(good, "word/_rels/document.xml.rels", Utf8(Relations("hyperlink", "https://example.com/")))).Refusal);
        Assert.Null(TemplateFile.Open(Make("<w:p><w:fldSimple w:instr=\" PAGE \"/></w:p>")).Refusal);
        Assert.Contains("“编号{number 号”", TemplateFile.Open(Make(Line("编号{number 号"))).Refusal!.En, StringComparison.Ordinal);
    }

    [Fact]
    public void an_unknown_field_is_refused_with_what_was_probably_meant()
    {
        var (playbook, paper) = Paper();
        var look = TemplateDesk.Look(playbook, paper, Make(Line("{numbr}{requester}{信访编号}{承办单位}{Number}")), null);
        Assert.Equal("library.template-field", look.Refusal?.Code);
        Assert.Contains("{numbr}（是不是 {number}？）、{信访编号}、{承办单位}（是不是 {unit}？）、{Number}（是不是 {number}？）", look.Refusal!.Zh, StringComparison.Ordinal);
        Assert.Contains("{numbr} (did you mean {number}?), {信访编号}", look.Refusal.En, StringComparison.Ordinal);
    }

    [Fact]
    public void the_look_says_what_was_lost_and_shows_an_example_filled()
    {
        var (playbook, paper) = Paper();
        var look = TemplateDesk.Look(playbook, paper, Make(Line("{requester}：") + Line("您的事项（{number}）已受理。")), Scene.Shelf.OriginOf(playbook));
        Assert.Null(look.Refusal);
        Assert.Equal(paper.Asks.Prepend("paper-number").Except(["requester", "number"]), look.Lost);
        Assert.Equal("李示例：", look.Lines[0].Words);
        Assert.Equal([LinePlace.Middle, LinePlace.Middle, LinePlace.Left], TemplateDesk.Look(playbook, paper, Own(playbook, paper), null).Lines[..3].Select(line => line.Place));
        Assert.DoesNotContain("{", string.Concat(look.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void every_shipped_document_has_a_template_of_its_text_that_asks_for_all_its_fields()
    {
        foreach (var playbook in Scene.Shelf.All)
            foreach (var paper in playbook.Documents)
            {
                var own = Own(playbook, paper);
                var look = TemplateDesk.Look(playbook, paper, own, Scene.Shelf.OriginOf(playbook));
                Assert.Equal((paper.Id, null, 0), (paper.Id, look.Refusal?.Code, look.Lost.Length));
                using var word = WordprocessingDocument.Open(new MemoryStream(own), false);
                Assert.Equal((paper.Id, ""), (paper.Id, string.Join(' ', new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(word, TestContext.Current.CancellationToken).Select(fault => fault.Description))));
            }
    }

    static byte[] Own(Playbook playbook, Document paper) =>
        new TemplateDesk(Scene.Shelf, null!, null!).Own(playbook, paper);

    static (Playbook, Document) Paper()
    {
        var petition = Scene.Shelf.Newest("petition")!;
        return (petition, petition.Documents.Single(paper => paper.Id == "acceptance"));
    }
}
