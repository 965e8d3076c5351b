using System.Globalization;
using System.Net;
using System.Text;
using Bihuan.Parts;
using Microsoft.AspNetCore.Components;

namespace Bihuan.Library;

/// <summary>Writes a playbook's drawing as SVG in the reader's language. Without a script and without styles of its own: house classes colour it.</summary>
static class StageDiagram
{
    const int Title = 15;
    const int Small = 12;

    public static MarkupString Svg(Playbook playbook, Reader reader)
    {
        var drawing = PlaybookDrawing.Of(playbook);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg class="stage-diagram" viewBox="0 0 {drawing.Width} {drawing.Height}" width="{drawing.Width}" height="{drawing.Height}" role="img" aria-label="{Text(reader.Say("环节图：下面的清单说的是同样的内容", "Diagram of the stages: the list below says the same"))}">""");
        svg.Append("""<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path class="head" d="M 0 0 L 8 4 L 0 8 z"/></marker></defs>""");
        foreach (var arrow in drawing.Arrows) Arrow(svg, playbook, arrow, reader);
        foreach (var box in drawing.Boxes) Box(svg, playbook, box, reader);
        return new(svg.Append("</svg>").ToString());
    }

    static void Arrow(StringBuilder svg, Playbook playbook, MoveArrow arrow, Reader reader)
    {
        var moves = string.Join(reader.Say("；", "; "), arrow.Moves.Select(move => reader.Say(move.Title.Zh, move.Title.En)).Distinct());
        var (from, to) = (playbook.Named(arrow.From), playbook.Named(arrow.To));
        svg.Append(CultureInfo.InvariantCulture, $"""<g class="way{(arrow.IsShared ? " shared" : "")}"><title>{Text(reader.Say($"{from.Zh} → {to.Zh}：", $"{from.En} → {to.En}: ") + moves)}</title><path d="{arrow.Path}" marker-end="url(#head)"/>""");
        if (arrow.Label is { } at) Line(svg, "word", at.X, at.Y, Small, Fit(moves, PlaybookDrawing.LabelWidth - 12, Small));
        svg.Append("</g>");
    }

    static void Box(StringBuilder svg, Playbook playbook, StageBox box, Reader reader)
    {
        var stage = box.Stage;
        var kind = stage.IsEnd ? "stage-box end" : stage.Id == playbook.Starts ? "stage-box first" : "stage-box";
        svg.Append(CultureInfo.InvariantCulture, $"""<a href="#stage-{Text(stage.Id)}" class="{kind}"><rect x="{box.X}" y="{box.Y}" width="{box.Width}" height="{box.Height}" rx="6"/>""");
        var room = box.Width - 24;
        Line(svg, "name", box.X + 12, box.Y + 22, Title, Fit(reader.Say(stage.Title.Zh, stage.Title.En), room, Title));
        if (stage.IsEnd)
        {
            Line(svg, "word", box.X + 12, box.Y + 39, Small, reader.Say("办结", "An end"));
        }
        else
        {
            var owner = stage.Owner is { } whose ? Whoever.Of(whose) : PlaybookWords.None;
            Line(svg, "word", box.X + 12, box.Y + 41, Small, Fit(reader.Say(owner.Zh, owner.En), room, Small));
            var clocks = PlaybookWords.Join(stage.Clocks.Select(playbook.Clock).OfType<ClockRule>().Select(c => (c.Title, Limit: PlaybookWords.Say(c.Limit)))
                .Select(c => new Words($"{c.Title.Zh} {c.Limit.Zh}", $"{c.Title.En} {c.Limit.En}")));
            Line(svg, "word", box.X + 12, box.Y + 58, Small, Fit(reader.Say(clocks.Zh, clocks.En), room, Small));
        }

        svg.Append("</a>");
    }

    static void Line(StringBuilder svg, string kind, int x, int y, int size, string words) =>
        svg.Append(CultureInfo.InvariantCulture, $"""<text class="{kind}" x="{x}" y="{y}" font-size="{size}">{Text(words)}</text>""");

    /// <summary>As much as there is room for: a Chinese character is as wide as the type is high, another about half.</summary>
    static string Fit(string words, int width, int size)
    {
        var room = (double)width;
        for (var n = 0; n < words.Length; n++)
        {
            room -= words[n] > 0x2E7F ? size : size * .56;
            if (room < 0) return words[..Math.Max(0, n - 1)].TrimEnd() + "…";
        }

        return words;
    }

    static string Text(string words) => WebUtility.HtmlEncode(words);
}
