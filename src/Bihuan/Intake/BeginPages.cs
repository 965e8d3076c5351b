using System.Globalization;
using System.Text.Json.Nodes;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.Parts;
using Bihuan.People;
using Bihuan.Registers;

namespace Bihuan.Intake;

/// <summary>Writes down a matter of any playbook that says who may: what happened, where, what kind of thing, and what the playbook asks beside.</summary>
public sealed class BeginPages(Shelf shelf, MatterDesk desk, EvidenceDesk evidence, Namer namer, SignedIn who, Clerk clerk, ReaderOf readerOf, FormRecords records, RegisterRoom room, Recurrences recurrences, Repeats repeats, AreaMap areas, PlaceFinder places, Categories categories, Batches.ImportBatch sheets, ReadMatter matters, TimeProvider time)
{
    Person Person => who.Person!;

    /// <summary>The playbooks that somebody in this post may begin, by name.</summary>
    public static IReadOnlyList<Playbook> Mine(Shelf shelf, string role) =>
        [.. shelf.Current.Where(p => p.Begins is { } begins && begins.By.Any(by => by.Role == role))];

    /// <summary>Which of them; the sheet itself where there is one.</summary>
    public async Task<IResult> Choose(HttpContext http) => Mine(shelf, Person.Post.Role) is [{ } only]
        ? Results.Redirect($"/begin/{only.Name}")
        : Pages.Show<BeginChoicePage>(http, await readerOf(http), new { Playbooks = Mine(shelf, Person.Post.Role) });

    /// <summary>An empty sheet.</summary>
    public Task<IResult> Open(HttpContext http, string playbook)
    {
        var said = new Dictionary<string, string> { ["key"] = Guid.NewGuid().ToString("N") };
        foreach (var word in (string[])["from", "area"])
            if (http.Request.Query[word].ToString() is { Length: > 0 and <= 40 } given) said[word] = given;
        return Show(http, playbook, said, []);
    }

    /// <summary>Writes it down, with its pictures.</summary>
    public async Task<IResult> Take(HttpContext http, string name)
    {
        var stop = http.RequestAborted;
        var read = await http.Request.ReadFormAsync(stop);
        var said = read.ToDictionary(pair => pair.Key, pair => string.Join('\n', pair.Value.OfType<string>()).Trim());
        if (shelf.Newest(name) is not { Begins: { } begins } playbook) return Results.NotFound();
        string? Word(string key) => said.GetValueOrDefault(key) is { Length: > 0 } word ? word : null;
        var (pick, chosen) = FormPick.Of(read);
        if (pick is not null && chosen is not null) said[pick] = chosen;
        if (begins.By.All(by => by.Role != Person.Post.Role)) return Results.StatusCode(StatusCodes.Status403Forbidden);
        var form = new JsonObject();
        foreach (var asked in begins.Form)
            if (Word(asked.Field) is { } word) form[asked.Field] = Answer(playbook.Field(asked.Field)?.Type ?? FieldType.Text, word);
        var filled = await records.Fill(clerk, playbook, begins.Form, FormAnswers.None.Coded, form, stop, pick);
        foreach (var (field, value) in filled.Words)
            if (filled.Taken.ContainsKey(field) || filled.Records.ContainsKey(field)) said[field] = value!.ToString();
        Stand(said, filled, pick is not null);
        // Choosing a record looks, and so does Enter in a line: neither writes anything down.
        if (pick is not null || Word("look") is not null) return await Show(http, name, said, filled.Refusal is { } unfound ? [unfound] : [], filled);
        Called(said);
        double? Degrees(string key) => double.TryParse(Word(key), CultureInfo.InvariantCulture, out var degrees) ? degrees : null;
        var (merge, beside) = (Word("merge"), Word("beside"));
        var command = new ReceiveMatter.Command(Word("text") ?? "", Word("title"), Name: Word("name"), Phone: Word("phone"), Address: Word("address"),
            Anonymous: !begins.HasRequester || Word("anonymous") is not null, Category: Code(Word("category")), Area: Code(Word("area")),
            Lon: Degrees("lon"), Lat: Degrees("lat"), Source: Word("source"), Demand: Word("demand"), Urgency: Word("urgency"), Playbook: name, Form: filled.Words, From: Word("from"), Beside: beside);
        var faults = new List<Refusal>();
        if (filled.Refusal is { } unknown) faults.Add(unknown);
        if (Word("area") is null) faults.Add(No.Place.On("area"));
        // Where nobody asked for anything there are no words of theirs: the sheet calls it what it asks for.
        faults.AddRange((await desk.Faults(clerk, command, stop)).Select(no => no.Code == Matters.No.Text.Code && !begins.HasRequester ? Matters.No.Required.With(new Words("情况", "What it is")).On("text") : no));
        if (faults.Count > 0) return await Show(http, name, said, faults, filled);

        var coded = filled.Words.ToDictionary(word => word.Key, word => word.Value?.ToString() ?? "");
        var earlier = await recurrences.Find(Person.Caller.District, playbook, shelf.Calendar, Code(Word("area"))!, coded, time.GetUtcNow(), Person.Scope, stop);
        if (Word("reopen") is { } again && earlier.FirstOrDefault(one => one.Id == again) is { } back)
        {
            var reopened = await desk.Take(Keyed(said, " reopen"), back.Id, Reopening.Reopen.Name, new JsonObject { ["why"] = Word("text") }, stop);
            return reopened.Refusal is { } closed ? await Show(http, name, said, [closed], filled, earlier) : Results.Redirect($"/matters/{back.Number}");
        }

        // Somebody decides whether it is the old trouble: nothing is written down before they have seen it.
        if (earlier.Count > 0 && Word("anew") is null) return await Show(http, name, said, [], filled, earlier);
        if (merge is null && beside is null && Word("anew") is null
            && await repeats.Find(Person.Scope, playbook, new(Code(Word("area"))!, Degrees("lon"), Degrees("lat")), coded, time.GetUtcNow(), stop) is { Count: > 0 } near)
            return await Show(http, name, said, [], filled, near: near, hadFiles: read.Files.Count > 0);

        if (Word("from") is { } number && await matters.Of(Person, await desk.IdOf(Person.Caller.District, number, stop) ?? "", stop) is null) return await Show(http, name, said, [Matters.No.SuchMatter], filled);

        var (files, unfit) = await EvidenceDesk.TakeIn(read.Files, 9, stop, "photos");
        if (unfit is not null) return await Show(http, name, said, [unfit], filled);
        var answer = await desk.Receive(Keyed(said, ""), command, stop);
        if (answer.Refusal is { } refusal) return await Show(http, name, said, [refusal], filled);
        if (await FormPick.Settle(records, Keyed(said, ""), playbook, filled, read, await readerOf(http), stop) is { } told) Notices.Leave(http, told);

        foreach (var (file, n) in files.Select((file, n) => (file, n)))
            if ((await evidence.Add(Keyed(said, $" {n}"), answer.Story.Id, file, "before", stop)).Refusal is { } lost)
            {
                Notices.Leave(http, new((await readerOf(http)).Say(lost.Zh, lost.En), Tone.Amber, lost.Code));
                break;
            }

        if (merge is not null && Merging(playbook) is { } move)
        {
            var merged = await desk.Take(Keyed(said, " merge"), answer.Story.Id, move, new JsonObject { ["into"] = merge }, stop);
            // It is written down whatever became of the step after it.
            Notices.Leave(http, merged.Refusal is { } why ? new((await readerOf(http)).Say(why.Zh, why.En), Tone.Amber, why.Code) : new((await readerOf(http)).Say($"{answer.Story.Number} 已登记并入 {merge}，一起办。", $"{answer.Story.Number} was written down and merged into {merge}.")));
            return Results.Redirect($"/matters/{(merged.Refusal is null ? merge : answer.Story.Number)}");
        }

        if (desk.Sees(Person.Scope, answer.Story)) return Results.Redirect($"/matters/{answer.Story.Number}");
        // Whoever asked for it is still there, and must take the number and the code along.
        if (begins.HasRequester && who.Unless(IntakeFeature.Writers) is null) return Results.Redirect($"/intake/{answer.Story.Number}/registered");
        // Written down for others: whoever did it has no part in what comes of it, and must not meet a page that says there is no such matter.
        Notices.Leave(http, new((await readerOf(http)).Say($"已登记，编号 {answer.Story.Number}。它不在您的岗位范围里，由受理中心交办。", $"Written down as {answer.Story.Number}. It lies outside your post's scope; the centre gives it to a unit.")));
        return Results.Redirect("/begin");
    }

    /// <summary>The move by which somebody in this post merges what is new; null where they may not.</summary>
    string? Merging(Playbook playbook) => playbook.MovesAt(playbook.Starts).FirstOrDefault(move => move.Act == "merge" && move.By.Any(by => by.Role == Person.Post.Role))?.Id;

    /// <summary>What nobody said of the place, the record says that the form names.</summary>
    /// <param name="anew">Whether a record was chosen just now: its place takes the place of any before.</param>
    void Stand(Dictionary<string, string> said, FilledForm filled, bool anew)
    {
        var area = anew ? null : Code(said.GetValueOrDefault("area"));
        if (said.GetValueOrDefault("lon") is { Length: > 0 } && !(anew && filled.Standing is not null))
        {
            // An area may be left to the map.
            if (area is null or "" && double.TryParse(said["lon"], CultureInfo.InvariantCulture, out var east) && double.TryParse(said.GetValueOrDefault("lat"), CultureInfo.InvariantCulture, out var north))
                said["area"] = areas.Find(east, north)?.Code ?? said.GetValueOrDefault("area", "");
            return;
        }

        var placed = filled.Placed(new("", Area: area));
        if (placed.Lon is not { } lon || placed.Lat is not { } lat) return;
        (said["lon"], said["lat"]) = (lon.ToString(CultureInfo.InvariantCulture), lat.ToString(CultureInfo.InvariantCulture));
        if (area is null or "") said["area"] = placed.Area ?? "";
    }

    /// <summary>A place or a category that was written by its name, and not chosen from the list, is taken where only one is called so.</summary>
    void Called(Dictionary<string, string> said)
    {
        if (said.GetValueOrDefault("area") is { Length: > 0 } place && areas.ByCode(Code(place)!) is null)
        {
            var known = areas.All.Where(area => area.Code.Length >= 9).ToList();
            var called = known.Where(area => area.Name == place || area.NameEn.Equals(place, StringComparison.OrdinalIgnoreCase)).ToList();
            if (called.Count == 0) called = [.. known.Where(area => area.Code.Length == 12 && area.Name.StartsWith(place, StringComparison.Ordinal))];
            if ((called.Count == 1 ? called[0] : places.Find(place).Sure?.Area) is { Code.Length: >= 9 } sure) said["area"] = sure.Code;
        }

        if (said.GetValueOrDefault("category") is { Length: > 0 } kind && categories.Of(Code(kind)!) is null
            && categories.Leaves.Where(leaf => categories.Name(leaf.Code) is var title && (title.Zh == kind || title.En.Equals(kind, StringComparison.OrdinalIgnoreCase))).ToList() is [var only]) said["category"] = only.Code;
    }

    async Task<IResult> Show(HttpContext http, string name, IReadOnlyDictionary<string, string> said, IReadOnlyList<Refusal> faults, FilledForm? filled = null, IReadOnlyList<Recurrences.Earlier>? earlier = null,
        IReadOnlyList<Repeats.Near>? near = null, bool hadFiles = false)
    {
        if (shelf.Newest(name) is not { Begins: { } begins } playbook) return Results.NotFound();
        if (begins.By.All(by => by.Role != Person.Post.Role)) return Results.StatusCode(StatusCodes.Status403Forbidden);
        var reader = await readerOf(http);
        return Pages.Show<BeginPage>(http, reader, new
        {
            Playbook = playbook, Said = said, Refusals = BeginPage.InOrder(playbook, faults), Filled = filled, Earlier = earlier ?? [], Near = near ?? [], HadFiles = hadFiles, MayMerge = Merging(playbook) is not null, HasMap = room.HasMap,
            Handlers = begins.Form.Any(asked => playbook.Field(asked.Field)?.Type is FieldType.Person) ? (await sheets.Sheet(Person.Caller.District, playbook, http.RequestAborted)).Handlers : [],
            Names = await namer.For(reader, Person.Caller.District, http.RequestAborted), Records = await room.Names(reader, http.RequestAborted),
        }, faults.Count == 0 ? StatusCodes.Status200OK : Problems.Status(faults[0]));
    }

    Clerk Keyed(Dictionary<string, string> said, string step) => said.GetValueOrDefault("key") is { Length: > 0 and <= 64 } key
        ? clerk.For(clerk.Caller with { CommandKey = $"begin {key}{step}" }) : clerk;

    // Lists offer "370212001 中韩街道"; the code stands first.
    static string? Code(string? said) => said?.Split(' ')[0];

    static JsonNode Answer(FieldType type, string word) => type switch
    {
        FieldType.YesNo => JsonValue.Create(word is "true" or "yes" or "on"),
        FieldType.Unit or FieldType.Area or FieldType.Person or FieldType.Choice => JsonValue.Create(Code(word))!,
        FieldType.Units => new JsonArray([.. word.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(unit => JsonValue.Create(Code(unit)))]),
        _ => JsonValue.Create(word),
    };
}
