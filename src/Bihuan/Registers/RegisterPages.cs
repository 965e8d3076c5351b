using System.Globalization;
using Bihuan.Hosting;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Registers;

/// <summary>The registers in the browser: the shelf, one list, one record, and the sheets that add and change.</summary>
public static class RegisterPages
{
    /// <summary>A register on the shelf, with how many records lie in the reader's scope, how many are to be checked, and when one was last changed.</summary>
    public sealed record Counted(Register Register, int Count, int Stale, DateTimeOffset? Changed, bool MayRead);

    public static void MapRegisterPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/registers").ExcludeFromDescription().SignedInOnly();
        pages.MapGet("", Shelf);
        pages.MapGet("/{register}", List);
        pages.MapGet("/{register}/records.xlsx", RegistersFeature.Export);
        pages.MapGet("/{register}/choices", Choices);
        pages.MapGet("/{register}/new", (HttpContext http, string register, RegisterRoom room, ReaderOf readerOf, CancellationToken stop) => Sheet(http, register, room, readerOf, null, null, stop));
        pages.MapPost("/{register}/new", Add);
        pages.MapGet("/{register}/{id}", (HttpContext http, string register, string id, RegisterRoom room, ReaderOf readerOf, CancellationToken stop) =>
            Show(http, register, id, room, readerOf, null, null, false, stop));
        pages.MapGet("/{register}/{id}/change", (HttpContext http, string register, string id, RegisterRoom room, ReaderOf readerOf, CancellationToken stop) => Change(http, register, id, room, readerOf, null, null, stop));
        pages.MapPost("/{register}/{id}/change", SendChange);
        pages.MapPost("/{register}/{id}/{act}", Act);
        CoveragePages.Map(pages);
        ImportPages.Map(pages);
        RecordPoints.Map(pages);
    }

    static async Task<IResult> Shelf(HttpContext http, RegisterRoom room, ListRecords list, KnownRooms rooms, SignedIn who, ReaderOf readerOf, CancellationToken stop)
    {
        var person = who.Person!;
        // An administrator answers for what there is, and reads none of it.
        var isAdministrator = person.Is(Roles.SystemAdmin, Roles.SecurityAdmin, Roles.AuditAdmin);
        var scope = isAdministrator ? new(person.Caller.District) : await room.Scope(stop);
        var counted = new List<Counted>();
        foreach (var register in isAdministrator ? room.All : room.Mine)
        {
            var latest = (await list.Read(scope, register, new(Size: 1), stop)).Rows;
            counted.Add(new(register, await list.Count(scope, register, new(), stop, 100_000), await list.Count(scope, register, new("stale"), stop, 100_000),
                latest is [var row, ..] ? DateTimeOffset.FromUnixTimeMilliseconds(row.Updated) : null, register.Reads(person.Post.Role)));
        }

        return Pages.Show<RegistersPage>(http, await readerOf(http), new { Registers = counted, Rooms = await rooms.Read(person, stop), IsAdministrator = isAdministrator });
    }

    static async Task<IResult> List(HttpContext http, string register, ListRecords list, RegisterRoom room, ReaderOf readerOf, CancellationToken stop)
    {
        if (await room.Enter(register, stop) is not { } entered) return No.SuchRegister.With(register).AsHttp();
        var query = RegistersFeature.Of(http.Request.Query);
        var page = await list.Read(entered.Scope, entered.Register, query, stop);
        var reader = await readerOf(http);
        return Pages.Show<RegisterPage>(http, reader, new
        {
            Entered = entered, OnMap = entered.Register.HasPlace && room.HasMap && http.Request.Query["map"] == "1", Query = query, Page = page, Names = await room.Names(reader, stop),
            Count = page.Next is null && page.Previous is null ? page.Rows.Count : await list.Count(entered.Scope, entered.Register, query, stop),
            Stale = await list.Count(entered.Scope, entered.Register, query with { State = "stale" }, stop),
        });
    }

    /// <summary>What is being typed into a form's field of type record may mean these.</summary>
    static async Task<IResult> Choices(HttpContext http, string register, string field, ListRecords list, RegisterRoom room, ReaderOf readerOf, CancellationToken stop)
    {
        if (await room.Enter(register, stop) is not { } entered) return No.SuchRegister.With(register).AsHttp();
        var typed = http.Request.Query[field].ToString().Trim();
        var reader = await readerOf(http);
        IReadOnlyList<RecordRow> rows = typed.Length < 2 ? [] : (await list.Read(entered.Scope, entered.Register, new(Text: typed.Split(' ')[0], Size: 8), stop)).Rows;
        return Pages.Show<RecordChoices>(http, reader, new { Rows = rows, Names = await room.Names(reader, stop), For = field, IsSearched = typed.Length >= 2 });
    }

    static async Task<IResult> Show(HttpContext http, string register, string id, RegisterRoom room, ReaderOf readerOf, Refusal? refusal, string? act, bool uncovered, CancellationToken stop)
    {
        if (await room.Enter(register, stop) is not { } entered) return No.SuchRegister.With(register).AsHttp();
        if (await room.Find(entered, id, stop) is not var (record, entries)) return No.SuchRecord.AsHttp();
        var reader = await readerOf(http);
        var matters = http.RequestServices.GetRequiredService<RecordMatters>();
        return Pages.Show<RecordPage>(http, reader, new
        {
            Matters = (await matters.Of(entered.Person, record, stop)).Select(row => (row, matters.Kind(row), matters.Stage(row))).ToList(), Entered = entered, Record = record, Entries = entries, Names = await room.Names(reader, stop, entries), Refusal = refusal, Tried = act, Uncovered = uncovered || !entered.Register.IsRestricted,
            Given = http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(stop)).ToDictionary(pair => pair.Key, pair => pair.Value.ToString()) : null,
        }, refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
    }

    static async Task<IResult> Sheet(HttpContext http, string register, RegisterRoom room, ReaderOf readerOf, IReadOnlyDictionary<string, string>? given, Refusal? refusal, CancellationToken stop)
    {
        if (await room.Enter(register, stop) is not { } entered) return No.SuchRegister.With(register).AsHttp();
        if (!entered.MayWrite) return Hosting.No.NotYours.AsHttp();
        var reader = await readerOf(http);
        return Pages.Show<RecordSheetPage>(http, reader, new
        {
            Entered = entered, Names = await room.Names(reader, stop), Given = given ?? new Dictionary<string, string> { ["key"] = Guid.NewGuid().ToString("N") }, Refusal = refusal,
        }, refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
    }

    static async Task<IResult> Add(HttpContext http, string register, RecordDesk desk, RegisterRoom room, Clerk clerk, ReaderOf readerOf, CancellationToken stop)
    {
        if (await room.Enter(register, stop) is not { } entered) return No.SuchRegister.With(register).AsHttp();
        var given = (await http.Request.ReadFormAsync(stop)).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        var keyed = given.GetValueOrDefault("key") is { Length: > 0 and <= 64 } key ? clerk.For(clerk.Caller with { CommandKey = $"record {key}" }) : clerk;
        var answer = await desk.Add(keyed, entered.Scope, entered.Register, new(Said(given), Degrees(given, "lon"), Degrees(given, "lat")), stop);
        if (answer.Refusal is { } refusal) return await Sheet(http, register, room, readerOf, given, refusal, stop);

        Notices.Leave(http, new((await readerOf(http)).Say($"已登记，编号 {answer.Story.Number}。", $"Entered as {answer.Story.Number}.")));
        return Results.Redirect($"/registers/{register}/{answer.Story.Number}");
    }

    static async Task<IResult> Change(HttpContext http, string register, string id, RegisterRoom room, ReaderOf readerOf, IReadOnlyDictionary<string, string>? given, Refusal? refusal, CancellationToken stop)
    {
        if (await room.Enter(register, stop) is not { } entered) return No.SuchRegister.With(register).AsHttp();
        if (!entered.MayWrite) return Hosting.No.NotYours.AsHttp();
        if (await room.Find(entered, id, stop) is not var (record, _)) return No.SuchRecord.AsHttp();
        if (!record.IsInUse) return Results.Redirect($"/registers/{register}/{record.Number}");
        var reader = await readerOf(http);
        return Pages.Show<RecordSheetPage>(http, reader, new
        {
            Entered = entered, Record = record, Names = await room.Names(reader, stop), Refusal = refusal, Given = given ?? new Dictionary<string, string>(),
        }, refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
    }

    static async Task<IResult> SendChange(HttpContext http, string register, string id, RecordDesk desk, RegisterRoom room, Clerk clerk, ReaderOf readerOf, CancellationToken stop)
    {
        if (await room.Enter(register, stop) is not { } entered) return No.SuchRegister.With(register).AsHttp();
        if (await room.Find(entered, id, stop) is not var (record, entries)) return No.SuchRecord.AsHttp();
        var given = (await http.Request.ReadFormAsync(stop)).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        var said = Said(given);
        // What is covered is not shown in the form: left empty, it stays as it is.
        if (entered.Register.IsRestricted) said = said.RemoveRange(said.Where(pair => pair.Value.Length == 0 && entered.Register.Field(pair.Key) is { IsPersonal: true }).Select(pair => pair.Key));
        ImmutableArray<string> confirmed = given.GetValueOrDefault("confirm") == "true" ? Seen(entered, record, entries) : [];
        var answer = await desk.Change(Seeing(clerk, given), entered.Scope, entered.Register, record.Id, new(said, confirmed, Degrees(given, "lon"), Degrees(given, "lat")), stop);
        if (answer.Refusal is { } refusal) return await Change(http, register, id, room, readerOf, given, refusal, stop);

        return await Done(http, readerOf, register, answer, answer.Version == record.Version ? new("没有改动。", "Nothing was changed.") : new("已改好，改了什么记在下面。", "Changed; what was changed stands below."));
    }

    static async Task<IResult> Act(HttpContext http, string register, string id, string act, RecordDesk desk, RegisterRoom room, Clerk clerk, ReaderOf readerOf, CancellationToken stop)
    {
        if (await room.Enter(register, stop) is not { } entered) return No.SuchRegister.With(register).AsHttp();
        if (await room.Find(entered, id, stop) is not var (record, entries)) return No.SuchRecord.AsHttp();
        var given = (await http.Request.ReadFormAsync(stop)).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        string Word(string key) => given.GetValueOrDefault(key, "").Trim();
        var seeing = Seeing(clerk, given);
        var (answer, done) = act switch
        {
            "confirmations" => (await desk.Change(seeing, entered.Scope, entered.Register, record.Id, new(Confirmed: Seen(entered, record, entries)), stop), new Words("已核对，看得见的各栏从今天起重新计时。", "Confirmed: every answer that was shown is fresh from today.")),
            "merges" => (await desk.Merge(seeing, entered.Scope, entered.Register, record.Id, new(Word("into"), Word("why")), stop), new("已合并，两条的经过都还在。", "Merged; both stories are kept.")),
            "retirements" => (await desk.Retire(seeing, entered.Scope, entered.Register, record.Id, new(Word("why")), stop), new("已停用，经过还在。", "Out of use; its story is kept.")),
            "views" => (await desk.See(clerk, entered.Scope, entered.Register, record.Id, new(Word("purpose")), stop), default),
            _ => (null, default(Words)),
        };
        if (answer is null) return Results.NotFound();
        if (answer.Refusal is { } refusal) return await Show(http, register, id, room, readerOf, refusal, act, false, stop);
        // Shown in the answer itself and nowhere else: another look is another fact.
        return act == "views" ? await Show(http, register, id, room, readerOf, null, null, true, stop) : await Done(http, readerOf, register, answer, done);
    }

    static async Task<IResult> Done(HttpContext http, ReaderOf readerOf, string register, Answer<Record> answer, Words done)
    {
        Notices.Leave(http, new((await readerOf(http)).Say(done.Zh, done.En)));
        return Results.Redirect($"/registers/{register}/{answer.Story.Number}");
    }

    /// <summary>What the person has before them and may confirm: covered answers only where their own look was the last thing that happened.</summary>
    static ImmutableArray<string> Seen(RegisterRoom.Entered entered, Record record, IReadOnlyList<Entry> entries)
    {
        var looked = !entered.Register.IsRestricted || (entries[^1] is { Fact: RecordSeen } last && last.Stamp.By == entered.Person.Account);
        return [.. record.Answers.Where(pair => looked || !pair.Value.IsPersonal).Select(pair => pair.Key)];
    }

    /// <summary>The answers of a form: its fields are named <c>a.</c> and the field's id.</summary>
    static ImmutableSortedDictionary<string, string> Said(Dictionary<string, string> given) =>
        given.Where(pair => pair.Key.StartsWith("a.", StringComparison.Ordinal)).ToImmutableSortedDictionary(pair => pair.Key[2..], pair => pair.Value.Trim(), StringComparer.Ordinal);

    static double? Degrees(Dictionary<string, string> given, string key) => double.TryParse(given.GetValueOrDefault(key), CultureInfo.InvariantCulture, out var degrees) ? degrees : null;

    static Clerk Seeing(Clerk clerk, Dictionary<string, string> given) =>
        long.TryParse(given.GetValueOrDefault("seen"), CultureInfo.InvariantCulture, out var seen) ? clerk.For(clerk.Caller with { Seen = seen }) : clerk;
}
