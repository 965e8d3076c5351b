using System.Globalization;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Insight;

/// <summary>The administrator's forms by which an area is split, or merged with its neighbours: written, looked at, put in force.</summary>
public static class AreaTurnPages
{
    const int MostBytes = 4 << 20, MostParts = 6;

    /// <summary>What was written on the form of a split.</summary>
    /// <param name="By">`below`, `line`, `file` or `names`: how the ground is divided.</param>
    public sealed record SplitSheet(string By, string From, string Reason, IReadOnlyList<AreaMade> Parts, IReadOnlyDictionary<string, int> Below, string Line, string Datum, string Outlines);

    /// <summary>What was written on the form of a merger.</summary>
    public sealed record MergeSheet(IReadOnlyList<string> With, string From, string Reason, AreaMade Into);

    public static void MapTurns(this RouteGroupBuilder pages)
    {
        pages.MapGet("/{code}/split", (string code, HttpContext http, Room room, CancellationToken stop) => room.Split(http, code, null, null, null, stop));
        pages.MapPost("/{code}/split", (string code, HttpContext http, Room room, CancellationToken stop) => room.TakeSplit(http, code, stop));
        pages.MapGet("/{code}/merge", (string code, HttpContext http, Room room, CancellationToken stop) => room.Merge(http, code, null, null, null, stop));
        pages.MapPost("/{code}/merge", (string code, HttpContext http, Room room, CancellationToken stop) => room.TakeMerge(http, code, stop));
    }

    /// <summary>What the forms stand on.</summary>
    public sealed class Room(AreaDesk desk, AreaTies ties, Namer namer, SignedIn who, Clerk clerk, ReaderOf readerOf)
    {
        string District => who.Person!.Caller.District;

        public async Task<IResult> Split(HttpContext http, string code, SplitSheet? sheet, TurnLook? look, Refusal? refusal, CancellationToken stop)
        {
            var (area, names, no) = await Find(http, code, stop);
            if (no is not null) return no;
            var map = names!.Areas;
            var ways = Ways(area!, map);
            var query = http.Request.Query;
            var by = sheet?.By ?? (ways.Contains(query["by"].ToString()) ? query["by"].ToString() : ways[0]);
            var count = by is "line" ? 2 : sheet?.Parts.Count ?? (int.TryParse(query["parts"], CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 2, MostParts) : 2);
            sheet ??= new(by, Today(), "", [new(area!.Code, new(area.Name, area.NameEn)), .. map.Unused(area.Parent!).Take(count - 1).Select(fresh => new AreaMade(fresh, default))],
                new Dictionary<string, int>(), "", "", "");
            return Pages.Show<SplitPage>(http, await readerOf(http), new
            {
                Area = area, Names = names, Ways = ways, Sheet = sheet, Look = look, Refusal = refusal,
                Ties = look is null ? null : await ties.Of(District, [code], stop),
            }, refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
        }

        public async Task<IResult> TakeSplit(HttpContext http, string code, CancellationToken stop)
        {
            var (area, names, no) = await Find(http, code, stop);
            if (no is not null) return no;
            var form = await http.Request.ReadFormAsync(stop);
            var sheet = await ReadSplit(form, area!, names!.Areas, stop);
            if (Day(sheet.From) is not { } from) return await Split(http, code, sheet, null, Grid.No.TurnDay.On("from"), stop);
            // Blank where nothing was chosen: the verb says which.
            var parts = sheet.By is "below" ? sheet.Parts.Select((part, n) => part with { Below = [.. sheet.Below.Where(pair => pair.Value == n).Select(pair => pair.Key)] }).ToList() : sheet.Parts;
            if (sheet.By is "below" && sheet.Below.Count == 0) return await Split(http, code, sheet, null, Grid.No.SplitNothing.On("below"), stop);
            if (sheet.By is "line" && sheet.Line.Length == 0) return await Split(http, code, sheet, null, Grid.No.SplitLine.On("line"), stop);
            if (sheet.By is "file" && sheet.Outlines.Length == 0) return await Split(http, code, sheet, null, Grid.No.BoundaryFile.On("outlines"), stop);
            var command = new SplitArea.Command(from, sheet.Reason, parts, sheet.By is "file" ? sheet.Datum : null, sheet.By is "file" ? sheet.Outlines : null, sheet.By is "line" ? sheet.Line : null);
            if (form["step"] != "take")
            {
                var (look, refusal) = await desk.Look(clerk, code, command, stop);
                return await Split(http, code, sheet, look, refusal, stop);
            }

            var answer = await desk.Split(clerk, code, command, stop);
            if (answer.Refusal is { } wrong) return await Split(http, code, sheet, null, wrong, stop);
            Notices.Leave(http, new Notice((await readerOf(http)).Say($"{area!.Name}已拆成 {parts.Count} 个。", $"{area.NameEn} is split into {parts.Count}.")));
            return Results.Redirect($"/areas/{code}");
        }

        public async Task<IResult> Merge(HttpContext http, string code, MergeSheet? sheet, TurnLook? look, Refusal? refusal, CancellationToken stop)
        {
            var (area, names, no) = await Find(http, code, stop);
            if (no is not null) return no;
            sheet ??= new([], Today(), "", new(names!.Areas.Unused(area!.Parent!).First(), default));
            return Pages.Show<MergePage>(http, await readerOf(http), new
            {
                Area = area, Names = names, Sheet = sheet, Look = look, Refusal = refusal, Beside = names!.Areas.Beside(area!),
                Ties = look is null ? null : await ties.Of(District, [code, .. sheet.With], stop),
            }, refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
        }

        public async Task<IResult> TakeMerge(HttpContext http, string code, CancellationToken stop)
        {
            var (area, names, no) = await Find(http, code, stop);
            if (no is not null) return no;
            var form = await http.Request.ReadFormAsync(stop);
            string Text(string name) => form[name].ToString().Trim();
            var sheet = new MergeSheet([.. form["with"].OfType<string>().Distinct()], Text("from"), Text("reason"), new(Text("code"), Named(Text("name"), Text("name_en"))));
            if (Day(sheet.From) is not { } from) return await Merge(http, code, sheet, null, Grid.No.TurnDay.On("from"), stop);
            var kept = names!.Areas.ByCode(sheet.Into.Code);
            // A code that goes on goes on under its name unless another is given.
            var command = new MergeAreas.Command([code, .. sheet.With], from, sheet.Reason, sheet.Into.Name.Zh.Length == 0 && kept is not null ? sheet.Into with { Name = new(kept.Name, kept.NameEn) } : sheet.Into);
            if (form["step"] != "take")
            {
                var (look, refusal) = await desk.Look(clerk, command, stop);
                return await Merge(http, code, sheet, look, refusal, stop);
            }

            var answer = await desk.Merge(clerk, command, stop);
            if (answer.Refusal is { } wrong) return await Merge(http, code, sheet, null, wrong, stop);
            Notices.Leave(http, new Notice((await readerOf(http)).Say($"{command.Codes.Count} 个区域已并成{command.Into.Name.Zh}。", $"{command.Codes.Count} areas are merged into {command.Into.Name.En}.")));
            return Results.Redirect($"/areas/{command.Into.Code}");
        }

        async Task<(Area? Area, Named? Names, IResult? No)> Find(HttpContext http, string code, CancellationToken stop)
        {
            if (who.Unless(Roles.SystemAdmin) is { } fault) return (null, null, fault.AsHttp());
            var names = await namer.For(await readerOf(http), District, stop);
            var refusal = names.Areas.ByCode(code) is not { } area ? Grid.No.SuchArea.With(code)
                : area.Ended is not null ? Grid.No.AreaEnded.With(code) : area.Level is not (AreaLevel.Community or AreaLevel.Grid) ? Grid.No.TurnLevel : null;
            return refusal is null ? (names.Areas.ByCode(code), names, null) : (null, null, refusal.AsHttp());
        }

        static async Task<SplitSheet> ReadSplit(IFormCollection form, Area area, AreaMap map, CancellationToken stop)
        {
            string Text(string name) => form[name].ToString().Trim();
            var by = Ways(area, map) is var ways && ways.Contains(Text("by")) ? Text("by") : ways[0];
            List<AreaMade> parts = [];
            for (var n = 0; n < MostParts && form.ContainsKey($"code-{n}"); n++)
                parts.Add(new(Text($"code-{n}"), Named(Text($"name-{n}"), Text($"name_en-{n}"))));
            var below = map.Children(area.Code).Where(each => int.TryParse(Text($"below-{each.Code}"), CultureInfo.InvariantCulture, out var n) && n < parts.Count)
                .ToDictionary(each => each.Code, each => int.Parse(Text($"below-{each.Code}"), CultureInfo.InvariantCulture), StringComparer.Ordinal);
            var outlines = Text("outlines");
            if (form.Files["file"] is { Length: > 0 and <= MostBytes } file)
            {
                using var reader = new StreamReader(file.OpenReadStream());
                outlines = await reader.ReadToEndAsync(stop);
            }
            return new(by, Text("from"), Text("reason"), parts, below, Text("line"), Text("datum"), outlines);
        }

        static string Today() => DateOnly.FromDateTime(DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(8)).DateTime).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>How the ground of an area can be divided: by what lies below it, by a line, by outlines; by names alone where nobody knows its ground.</summary>
    static string[] Ways(Area area, AreaMap map)
    {
        List<string> ways = [];
        if (map.Children(area.Code).Count > 1) ways.Add("below");
        if (area.Centre is not null) ways.AddRange(["line", "file"]);
        if (ways.Count == 0) ways.Add("names");
        return [.. ways];
    }

    static Words Named(string zh, string en) => new(zh, en.Length > 0 ? en : zh);

    static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
