using System.Globalization;
using System.Text.Json;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Intake.Batches;

/// <summary>Sheets of matters in the browser: the template, a look at what a sheet would do, the batches with how far they are, and a batch shown to a meeting.</summary>
public sealed class BatchPages(Shelf shelf, ImportBatch import, ListBatches batches, Improvements improvements, Reading reading, Namer namer, SignedIn who, Clerk clerk, ReaderOf readerOf)
{
    Person Person => who.Person!;

    /// <summary>Whether somebody in this role takes in sheets of a playbook.</summary>
    public static bool MayImport(Playbook playbook, string role) => playbook.Begins?.By.Any(by => by.Role == role) is true;

    /// <summary>The batches of a playbook, and the way to take in another.</summary>
    public Task<IResult> List(HttpContext http, string name) => Show(http, name, null, null, null);

    public async Task<IResult> Template(HttpContext http, string name)
    {
        if (shelf.Newest(name) is not { Begins: not null } playbook) return Results.NotFound();
        var reader = await readerOf(http);
        var file = await Workbook.Write(reader.Say(playbook.Title.Zh, playbook.Title.En), [.. BatchSheet.ColumnsOf(playbook).Select(c =>
            new WorkbookColumn(reader.Say(c.Title.Zh, c.Title.En) + (c.IsRequired ? "*" : ""), 22))], AsyncEnumerable.Empty<object?[]>(), http.RequestAborted);
        return Results.Stream(file, Workbook.Media, $"{name}-template.xlsx");
    }

    /// <summary>Says what a sheet would do.</summary>
    public async Task<IResult> Look(HttpContext http, string name)
    {
        if (shelf.Newest(name) is not { Begins: not null } playbook) return Results.NotFound();
        if (!MayImport(playbook, Person.Post.Role)) return Hosting.No.NotYours.AsHttp();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (given, wrong) = Given(form);
        if (given is null) return await Show(http, name, form, null, wrong);
        var (look, refusal) = await Read(form.Files["file"], playbook, given);
        return await Show(http, name, form, look, refusal);
    }

    /// <summary>Writes down the rows that were looked at.</summary>
    public async Task<IResult> Take(HttpContext http, string name)
    {
        if (shelf.Newest(name) is not { Begins: not null } playbook) return Results.NotFound();
        if (!MayImport(playbook, Person.Post.Role)) return Hosting.No.NotYours.AsHttp();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (given, wrong) = Given(form);
        List<ImportBatch.Good>? rows;
        try
        {
            rows = JsonSerializer.Deserialize<List<ImportBatch.Good>>(form["rows"].ToString(), Facts.Json);
        }
        catch (JsonException)
        {
            rows = null;
        }

        if (given is null || rows is not { Count: > 0 and <= ImportBatch.MostRows }) return await Show(http, name, form, null, wrong ?? Registers.No.Sheet.With(ImportBatch.MostMegabytes).On("file"));
        var (batch, added, refused, refusal) = await import.Add(clerk, playbook, given, rows, http.RequestAborted);
        if (refusal is not null) return await Show(http, name, form, null, refusal);
        var reader = await readerOf(http);
        Notices.Leave(http, new(reader.Say($"已登记 {added} 件。", $"{added} written down.") + string.Concat(refused.Select(bad => reader.Say($"第 {bad.Row} 行：{bad.Why.Zh}", $" Row {bad.Row}: {bad.Why.En}"))),
            refused.Count > 0 ? Tone.Amber : Tone.Pine));
        return Results.Redirect($"/begin/{name}/batch/{batch}");
    }

    /// <summary>One batch: its matters, and what the units had reported themselves.</summary>
    public async Task<IResult> Open(HttpContext http, string name, string id)
    {
        if (await Find(name, id, http.RequestAborted) is not { } found) return No.SuchBatch.AsHttp();
        var reader = await readerOf(http);
        var items = await batches.Items(Person.Scope, id, http.RequestAborted);
        return Pages.Show<BatchPage>(http, reader, new
        {
            Playbook = shelf.Newest(name)!, Batch = found, Items = items, Checks = await Checks(found, items, http.RequestAborted),
            Names = await namer.For(reader, Person.Caller.District, http.RequestAborted, items.Select(item => item.Handler)),
        });
    }

    /// <summary>One matter of a batch, big, before beside after.</summary>
    public async Task<IResult> Meet(HttpContext http, string name, string id, int? n)
    {
        if (await Find(name, id, http.RequestAborted) is not { } found) return No.SuchBatch.AsHttp();
        var items = await batches.Items(Person.Scope, id, http.RequestAborted);
        if (items.Count == 0) return Results.Redirect($"/begin/{name}/batch/{id}");
        var at = Math.Clamp(n ?? 1, 1, items.Count);
        var matter = (await reading.Story<Matter>(Person.Caller.District, Stream.Of(Matter.Noun, items[at - 1].Id), http.RequestAborted)).Story;
        var reader = await readerOf(http);
        return Pages.Show<MeetingPage>(http, reader, new
        {
            Playbook = shelf.Find(matter.Playbook, matter.PlaybookVersion), Batch = found, Items = items, At = at, Matter = matter,
            Names = await namer.For(reader, Person.Caller.District, http.RequestAborted, [items[at - 1].Handler, .. matter.Coded.Values]),
        });
    }

    /// <summary>What was open at midnight.</summary>
    public async Task<IResult> Night(HttpContext http, string? day)
    {
        var reader = await readerOf(http);
        var asked = DayOf(day, reader.Now);
        var lines = await batches.Nights(Person.Scope, MidnightOf(asked), http.RequestAborted);
        return Pages.Show<NightsPage>(http, reader, new
        {
            Day = asked, Lines = lines, Names = await namer.For(reader, Person.Caller.District, http.RequestAborted, lines.Select(line => line.Handler)),
        });
    }

    /// <summary>What is found how often, class by class, and what is done about each class.</summary>
    public async Task<IResult> Classes(HttpContext http, string name, Refusal? refusal = null)
    {
        if (shelf.Newest(name) is not { Begins.Recurs: { By: [.., var leaf] } } playbook) return Results.NotFound();
        var reader = await readerOf(http);
        return Pages.Show<ClassesPage>(http, reader, new
        {
            Playbook = playbook, Leaf = playbook.Field(leaf)!, Counts = await batches.Found(Person.Scope, name, http.RequestAborted), Refusal = refusal, May = MayPlan,
            Plans = await improvements.Of(Person.Caller.District, name, http.RequestAborted), Names = await namer.For(reader, Person.Caller.District, http.RequestAborted),
        }, refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
    }

    /// <summary>Plans an improvement of a class.</summary>
    public async Task<IResult> Plan(HttpContext http, string name)
    {
        if (shelf.Newest(name) is not { Begins.Recurs: { By: [.., var leaf] } } playbook) return Results.NotFound();
        if (!MayPlan) return Hosting.No.NotYours.AsHttp();
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var list = playbook.Field(playbook.Field(leaf)?.Under ?? leaf)?.List ?? "";
        var answer = await improvements.Plan(clerk, playbook, list, new(form["class"].ToString(), form["action"].ToString(), form["unit"].ToString().Split(' ')[0], form["until"].ToString()), http.RequestAborted);
        if (answer.Refusal is { } refusal) return await Classes(http, name, refusal);
        Notices.Leave(http, new((await readerOf(http)).Say("已记下这一类的改进措施。", "The improvement of this class is written down.")));
        return Results.Redirect($"/begin/{name}/classes");
    }

    bool MayPlan => Person.Post.Role is "dispatcher" or "supervisor" or "leader";

    /// <summary>The day that is asked about: the last one that is over where none is said.</summary>
    public static DateOnly DayOf(string? word, DateTimeOffset now) =>
        DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : DateOnly.FromDateTime(now.ToOffset(WorkCalendar.Offset).DateTime).AddDays(-1);

    /// <summary>The 24:00 of a day.</summary>
    public static DateTimeOffset MidnightOf(DateOnly day) => new(day.AddDays(1).ToDateTime(TimeOnly.MinValue), WorkCalendar.Offset);

    /// <summary>What the sheet as a whole is, as a form or an address says it.</summary>
    public static (ImportBatch.Given? Given, Refusal? Refusal) Given(IFormCollection form)
    {
        if (!DateOnly.TryParseExact(form["day"].ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return (null, No.BatchDay.On("day"));
        var unit = form["unit"].ToString().Trim().Split(' ')[0];
        return (new(form["name"].ToString(), form["source"].ToString(), day, unit.Length > 0 ? unit : null), null);
    }

    /// <summary>Reads the file of a form.</summary>
    public async Task<(ImportBatch.Preview? Look, Refusal? Refusal)> Read(IFormFile? file, Playbook playbook, ImportBatch.Given given)
    {
        if (file is not { Length: > 0 } || file.Length > ImportBatch.MostMegabytes << 20) return (null, Registers.No.Sheet.With(ImportBatch.MostMegabytes).On("file"));
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        bytes.Position = 0;
        return await import.Look(clerk, playbook, given, bytes, CancellationToken.None);
    }

    async Task<BatchLine?> Find(string name, string id, CancellationToken stop) => (await batches.Of(Person.Scope, name, stop)).FirstOrDefault(batch => batch.Id == id);

    /// <summary>For each unit that had checked itself in the thirty days before: what it had found of what was found now.</summary>
    async Task<IReadOnlyList<SelfCheck>> Checks(BatchLine batch, IReadOnlyList<BatchItem> items, CancellationToken stop)
    {
        if (batch.Unit is not null) return [];
        var before = DateOnly.ParseExact(batch.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture).AddDays(-30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        List<SelfCheck> checks = [];
        foreach (var unit in (await batches.Of(Person.Scope, batch.Playbook, stop)).Where(b => b.Unit is not null && string.CompareOrdinal(b.Day, before) >= 0 && string.CompareOrdinal(b.Day, batch.Day) <= 0).GroupBy(b => b.Unit!))
        {
            List<BatchItem> reported = [];
            foreach (var own in unit) reported.AddRange(await batches.Items(Person.Scope, own.Id, stop));
            var street = (await namer.For(Reader.Nobody, Person.Caller.District, stop)).Units.ByCode(unit.Key)?.Area;
            checks.Add(SelfCheck.Of(unit.Key, [.. items.Where(item => street is null ? Unit.IsWithin(item.Lead ?? "", unit.Key) : item.Area.StartsWith(street, StringComparison.Ordinal))], reported));
        }

        return checks;
    }

    async Task<IResult> Show(HttpContext http, string name, IFormCollection? form, ImportBatch.Preview? look, Refusal? refusal)
    {
        if (shelf.Newest(name) is not { Begins: not null } playbook) return Results.NotFound();
        var reader = await readerOf(http);
        return Pages.Show<BatchesPage>(http, reader, new
        {
            Playbook = playbook, Lines = await batches.Of(Person.Scope, name, http.RequestAborted), Form = form, Preview = look, Refusal = refusal,
            May = MayImport(playbook, Person.Post.Role), Names = await namer.For(reader, Person.Caller.District, http.RequestAborted),
        }, refusal is null ? StatusCodes.Status200OK : Problems.Status(refusal));
    }
}
