using System.Globalization;
using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Registers;

/// <summary>What exists, entered once: the way in for programs.</summary>
public static class RegistersFeature
{
    const int MostRows = 100_000;

    public static IServiceCollection AddRegisters(this IServiceCollection services) => services
        .AddSingleton<RecordDesk>().AddSingleton<ListRecords>().AddSingleton<ReadRecord>().AddSingleton<ImportRecords>().AddSingleton<RecordMatters>().AddSingleton<KnownRooms>().AddScoped<RegisterRoom>();

    public static void MapRegisters(this IEndpointRouteBuilder app)
    {
        app.MapRegisterPages();
        app.MapRecordErasures();
        app.MapUnitSheets();
        var api = app.MapGroup("/api/registers").WithTags("Registers").SignedInOnly();
        api.MapGet("", (RegisterRoom room) => Results.Json(room.Mine.Select(RecordSheet.Of), Facts.Json)).WithSummary("List the registers your post may read");
        api.MapGet("/{register}/records", List).WithSummary("List records of a register inside your scope");
        api.MapPost("/{register}/records", Add).WithSummary("Add a record");
        api.MapGet("/{register}/records/{id}", Read).WithSummary("Read a record; personal answers of a restricted register stay covered");
        api.MapGet("/{register}/records/{id}/matters", Matters).WithSummary("List the matters inside your scope that name a record");
        api.MapPost("/{register}/records/{id}/changes", (string register, string id, ChangeRecord.Command command, RecordDesk desk, RegisterRoom room, Clerk clerk, CancellationToken stop) =>
            Act(register, id, room, desk, (entered, one) => desk.Change(clerk, entered.Scope, entered.Register, one, command, stop), false, stop)).WithSummary("Change or confirm answers of a record");
        api.MapPost("/{register}/records/{id}/merges", (string register, string id, MergeRecords.Command command, RecordDesk desk, RegisterRoom room, Clerk clerk, CancellationToken stop) =>
            Act(register, id, room, desk, (entered, one) => desk.Merge(clerk, entered.Scope, entered.Register, one, command, stop), false, stop)).WithSummary("Merge a duplicate into the record that is kept");
        api.MapPost("/{register}/records/{id}/retirements", (string register, string id, RetireRecord.Command command, RecordDesk desk, RegisterRoom room, Clerk clerk, CancellationToken stop) =>
            Act(register, id, room, desk, (entered, one) => desk.Retire(clerk, entered.Scope, entered.Register, one, command, stop), false, stop)).WithSummary("Take a record out of use");
        api.MapPost("/{register}/records/{id}/views", (string register, string id, SeeRecord.Command command, RecordDesk desk, RegisterRoom room, Clerk clerk, CancellationToken stop) =>
            Act(register, id, room, desk, (entered, one) => desk.See(clerk, entered.Scope, entered.Register, one, command, stop), true, stop)).WithSummary("Uncover the personal answers of a restricted record for a purpose");
        api.MapPost("/{register}/records/{id}/erasures", async (string register, string id, EraseRecord.Command command, RecordDesk desk, Clerk clerk, CancellationToken stop) =>
            await desk.IdOf(clerk.Caller.District, id, stop) is { } one ? (await desk.Erase(clerk, one, command, stop)).AsHttp() : No.SuchRecord.AsHttp()).WithSummary("Erase what a record holds of a person");
        ImportPages.MapApi(api);
        CoveragePages.MapApi(api);
        api.MapGet("/{register}/records.xlsx", Export).WithSummary("Export the records of a register as a workbook, without personal answers");
    }

    /// <summary>The list that an address asks for.</summary>
    internal static ListRecords.Query Of(IQueryCollection words)
    {
        string? Word(string key) => words[key].ToString() is { Length: > 0 and <= 100 } word ? word : null;
        return new(ListRecords.States.Contains(Word("state")) ? Word("state") : null, Word("text"), Word("kind"), Word("area"),
            Word("after") is { } after && ListRecords.IsKey(after) ? after : null, Word("before") is { } before && ListRecords.IsKey(before) ? before : null,
            int.TryParse(Word("size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 50, Word("by"));
    }

    static async Task<IResult> List(HttpContext http, string register, string? state, string? text, string? kind, string? area, string? by, string? after, string? before, int? size,
        ListRecords list, RegisterRoom room, CancellationToken stop)
    {
        if (await room.Enter(register, stop) is not { } entered) return No.SuchRegister.With(register).AsHttp();
        var page = await list.Read(entered.Scope, entered.Register, Of(http.Request.Query), stop);
        return Results.Json(new { Rows = page.Rows.Select(RecordSheet.Of), page.Next, page.Previous }, Facts.Json);
    }

    static async Task<IResult> Add(string register, AddRecord.Command command, RecordDesk desk, RegisterRoom room, Clerk clerk, CancellationToken stop) =>
        await room.Enter(register, stop) is not { } entered ? No.SuchRegister.With(register).AsHttp()
            : (await desk.Add(clerk, entered.Scope, entered.Register, command, stop)).AsHttp(record => RecordSheet.Of(record, entered.Register, uncovered: false));

    static async Task<IResult> Read(string register, string id, RegisterRoom room, CancellationToken stop)
    {
        if (await room.Enter(register, stop) is not { } entered) return No.SuchRegister.With(register).AsHttp();
        if (await room.Find(entered, id, stop) is not var (record, _)) return No.SuchRecord.AsHttp();
        return new Answer<Record>(null, record.Stream, record, record.Version).AsHttp(one => RecordSheet.Of(one, entered.Register, uncovered: false));
    }

    static async Task<IResult> Matters(string register, string id, RegisterRoom room, RecordMatters matters, CancellationToken stop)
    {
        if (await room.Enter(register, stop) is not { } entered) return No.SuchRegister.With(register).AsHttp();
        if (await room.Find(entered, id, stop) is not var (record, _)) return No.SuchRecord.AsHttp();
        return Results.Json(await matters.Of(entered.Person, record, stop), Facts.Json);
    }

    static async Task<IResult> Act(string register, string id, RegisterRoom room, RecordDesk desk,
        Func<RegisterRoom.Entered, string, Task<Answer<Record>>> act, bool uncovered, CancellationToken stop)
    {
        if (await room.Enter(register, stop) is not { } entered) return No.SuchRegister.With(register).AsHttp();
        if (await desk.IdOf(entered.Scope.District, id, stop) is not { } one) return No.SuchRecord.AsHttp();
        return (await act(entered, one)).AsHttp(record => RecordSheet.Of(record, entered.Register, uncovered));
    }

    internal static async Task<IResult> Export(HttpContext http, string register, ListRecords list, RegisterRoom room, TimeProvider time, CancellationToken stop)
    {
        if (await room.Enter(register, stop) is not { } entered) return No.SuchRegister.With(register).AsHttp();
        var reader = new Reader(Reader.TongueOf(http.Request), time.GetUtcNow(), "/");
        var names = await room.Names(reader, stop);
        async IAsyncEnumerable<object?[]> Rows()
        {
            await foreach (var row in list.All(entered.Scope, entered.Register, Of(http.Request.Query), MostRows, stop)) yield return RecordSheet.Cells(entered.Register, row, names);
        }

        var file = await Workbook.Write(names.Say(entered.Register.Title), RecordSheet.Columns(entered.Register, names, reader), Rows(), stop);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Stream(file, Workbook.Media, $"{register}-{Times.Local(time.GetUtcNow()).ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture)}.xlsx");
    }
}
