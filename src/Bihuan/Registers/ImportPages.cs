using System.Text.Json;
using Bihuan.Hosting;
using Bihuan.Parts;

namespace Bihuan.Registers;

/// <summary>Importing a sheet in the browser and by the API: the template, a look at what it would do, and taking in the good rows.</summary>
static class ImportPages
{
    public static void Map(RouteGroupBuilder pages)
    {
        pages.MapGet("/{register}/template.xlsx", Template);
        pages.MapGet("/{register}/import", (HttpContext http, string register, RegisterRoom room, ReaderOf readerOf, CancellationToken stop) => Show(http, register, room, readerOf, null, null, stop));
        pages.MapPost("/{register}/import/preview", Look);
        pages.MapPost("/{register}/import", Import);
    }

    /// <summary>The API's one step: looks, and with <c>?preview=true</c> leaves it at that.</summary>
    public static void MapApi(RouteGroupBuilder api) => api.MapPost("/{register}/imports", async (
        string register, bool? preview, IFormFile file, HttpContext http, ImportRecords import, RegisterRoom room, Clerk clerk, CancellationToken stop) =>
    {
        if (await room.Enter(register, stop) is not { } entered) return No.SuchRegister.With(register).AsHttp();
        if (!entered.MayWrite) return Hosting.No.NotYours.AsHttp();
        var (look, refusal) = await Read(file, import, entered, clerk, stop);
        if (look is null) return refusal!.AsHttp();
        var (added, refused) = preview == true ? (0, []) : await import.Add(clerk, entered.Scope, entered.Register, look.Good, stop);
        var english = Problems.ReadsEnglish(http.Request);
        return Results.Json(new
        {
            Good = look.Good.Count, Added = added, Known = look.Known, look.Unread,
            Bad = look.Bad.Concat(refused).Select(bad => new { bad.Row, bad.Why.Code, bad.Why.Field, Title = english ? bad.Why.En : bad.Why.Zh }),
        }, Facts.Json);
    }).DisableAntiforgery().WithSummary("Import a sheet of records; with preview=true it only says what it would do");

    static async Task<IResult> Template(HttpContext http, string register, RegisterRoom room, TimeProvider time, CancellationToken stop)
    {
        if (await room.Enter(register, stop) is not { } entered) return No.SuchRegister.With(register).AsHttp();
        var reader = new Reader(Reader.TongueOf(http.Request), time.GetUtcNow(), "/");
        var names = await room.Names(reader, stop);
        var file = await Workbook.Write(names.Say(entered.Register.Title),
            [.. entered.Register.Fields.Select(field => new WorkbookColumn(names.Say(field.Title) + (field.IsRequired && !RegisterPart.IsTold(entered.Register, field) ? "*" : ""), 20)),
                .. entered.Register.HasPlace ? (WorkbookColumn[])[new(reader.Say("经度", "Longitude"), 12), new(reader.Say("纬度", "Latitude"), 12)] : []], AsyncEnumerable.Empty<object?[]>(), stop);
        return Results.Stream(file, Workbook.Media, $"{register}-template.xlsx");
    }

    static async Task<IResult> Look(HttpContext http, string register, ImportRecords import, RegisterRoom room, Clerk clerk, ReaderOf readerOf, CancellationToken stop)
    {
        if (await room.Enter(register, stop) is not { } entered) return No.SuchRegister.With(register).AsHttp();
        if (!entered.MayWrite) return Hosting.No.NotYours.AsHttp();
        var form = await http.Request.ReadFormAsync(stop);
        var (preview, refusal) = await Read(form.Files["file"], import, entered, clerk, stop);
        return await Show(http, register, room, readerOf, preview, refusal, stop);
    }

    static async Task<IResult> Import(HttpContext http, string register, ImportRecords import, RegisterRoom room, Clerk clerk, ReaderOf readerOf, CancellationToken stop)
    {
        if (await room.Enter(register, stop) is not { } entered) return No.SuchRegister.With(register).AsHttp();
        if (!entered.MayWrite) return Hosting.No.NotYours.AsHttp();
        var form = await http.Request.ReadFormAsync(stop);
        List<ImportRecords.Good>? rows;
        try
        {
            rows = JsonSerializer.Deserialize<List<ImportRecords.Good>>(form["rows"].ToString(), Facts.Json);
        }
        catch (JsonException)
        {
            rows = null;
        }

        if (rows is not { Count: > 0 and <= ImportRecords.MostRows }) return await Show(http, register, room, readerOf, null, No.Sheet.With(ImportRecords.MostMegabytes).On("file"), stop);

        // Looked at again: meanwhile somebody else may have entered one of them.
        var look = await import.Sort(clerk, entered.Scope, entered.Register, rows.Select(row => (row.Row, row.Cells)), [], stop);
        var (added, refused) = await import.Add(clerk, entered.Scope, entered.Register, look.Good, stop);
        var left = rows.Count - added;
        Notices.Leave(http, new((await readerOf(http)).Say(
            $"已登记 {added} 条。{(left > 0 ? $"{left} 行没有再登记：底册里已经有了，或已不合格。" : "")}",
            $"{added} {(added == 1 ? "record" : "records")} entered.{(left > 0 ? $" {left} rows were left out: the register knows them by now, or they no longer fit." : "")}"),
            refused.Count > 0 ? Tone.Amber : Tone.Pine));
        return Results.Redirect($"/registers/{register}");
    }

    static async Task<(ImportRecords.Preview? Preview, Refusal? Refusal)> Read(IFormFile? file, ImportRecords import, RegisterRoom.Entered entered, Clerk clerk, CancellationToken stop)
    {
        if (file is not { Length: > 0 } || file.Length > ImportRecords.MostMegabytes << 20) return (null, No.Sheet.With(ImportRecords.MostMegabytes).On("file"));
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, stop);
        bytes.Position = 0;
        return await import.Look(clerk, entered.Scope, entered.Register, bytes, stop);
    }

    static async Task<IResult> Show(HttpContext http, string register, RegisterRoom room, ReaderOf readerOf, ImportRecords.Preview? preview, Refusal? refusal, CancellationToken stop)
    {
        if (await room.Enter(register, stop) is not { } entered) return No.SuchRegister.With(register).AsHttp();
        if (!entered.MayWrite) return Hosting.No.NotYours.AsHttp();
        var reader = await readerOf(http);
        return Pages.Show<ImportPage>(http, reader, new { Entered = entered, Preview = preview, Refusal = refusal, Names = await room.Names(reader, stop) },
            refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
    }
}
