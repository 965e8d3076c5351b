using Bihuan.Duties;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Language;
using Bihuan.Library;
using Bihuan.Matters.Learning;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Another matter that has to do with this one.</summary>
/// <param name="Tie">How: merged-into, absorbed, split-from, split-into, linked, same-person.</param>
public sealed record Related(string Id, string Number, string Title, string Stage, string Class, bool IsOpen, DateTimeOffset ReceivedAt, string Tie)
{
    /// <summary>What its own playbook calls its stage.</summary>
    public Words StageTitle { get; init; } = new(Stage, Stage);
}

/// <summary>Somebody to whom work can be given.</summary>
public sealed record Colleague(string Account, Words Name, string Unit, Words Title)
{
    /// <summary>Where they stand and as what; a title that begins with the unit is not said after it once more.</summary>
    public Words Post(Words unit) => new(Title.Zh.StartsWith(unit.Zh, StringComparison.Ordinal) ? Title.Zh : $"{unit.Zh} {Title.Zh}", Title.En.StartsWith(unit.En, StringComparison.OrdinalIgnoreCase) ? Title.En : $"{unit.En} {Title.En}");
}

/// <summary>What somebody entered into a move's form, and why it was refused.</summary>
public sealed record Tried(string Move, Refusal? Refusal, IReadOnlyDictionary<string, IReadOnlyList<string>> Entered)
{
    /// <summary>What was entered, with what registers have filled in.</summary>
    public Tried With(FilledForm filled)
    {
        var entered = Entered.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        foreach (var field in filled.Taken.Keys.Concat(filled.Records.Keys))
            if (filled.Words[field]?.ToString() is { Length: > 0 } said) entered[field] = [said];
        return this with { Entered = entered };
    }
}

/// <summary>A category that the words may speak of.</summary>
/// <param name="Probability">By what closed matters taught; null where a list of words names it.</param>
public sealed record Guessed(Category Category, double? Probability);

/// <summary>Everything that the page of one matter shows to one person.</summary>
/// <param name="Duty">Whose duty it is by the catalogue; null where no row fits.</param>
/// <param name="Colleagues">Who may be given the work.</param>
/// <param name="QueryCode">With which the resident follows it; for the agent who wrote it down, else null.</param>
public sealed record Dossier(
    ReadMatter.View View, Person Person, Names Names, Duty? Duty, IReadOnlyList<Guessed> Guesses, IReadOnlyList<Related> Related,
    IReadOnlyList<Colleague> Colleagues, string? QueryCode, DateTimeOffset Now)
{
    public Matter Matter => View.Matter;
    public Playbook Playbook => View.Playbook;

    /// <summary>What the model thinks of the words, for whoever decides on the category; null without a model, or where nobody does.</summary>
    public Thought? Thought { get; init; }

    /// <summary>What was decided in like cases, for whoever dispatches, the likeliest first.</summary>
    public IReadOnlyList<Custom> Like { get; init; } = [];

    /// <summary>What the writer of a reply may look at again; null where nobody has asked.</summary>
    public IReadOnlyList<Engine.Language.Replies.Hint>? Hints { get; init; }

    /// <summary>The papers this person may issue now.</summary>
    public IReadOnlyList<Document> Papers => [.. Playbook.Documents.Where(paper =>
        IssueDocument.Closed(paper, Matter, View.Rules, new(Now, Person.Account, Person.Post.Post)) is null)];

    /// <summary>Who holds a post of a role that a form asks for, by role.</summary>
    public ILookup<string, Colleague> Holders { get; init; } = Array.Empty<Colleague>().ToLookup(_ => "");

    /// <summary>What was shared with partners, in order.</summary>
    public IReadOnlyList<ShareDesk.Given> Shares { get; init; } = [];

    /// <summary>The site's own address as this reader came to it; empty where nobody said.</summary>
    public string Origin { get; init; } = "";

    /// <summary>The codes by which those with a mandate follow it; for whoever may give one.</summary>
    public IReadOnlyDictionary<int, string> AgentCodes { get; init; } = new Dictionary<int, string>();

    /// <summary>What still comes in of what it deals with; null where its playbook gathers nothing.</summary>
    public Inflow? Inflow { get; init; }

    /// <summary>The form that was refused; null when none was.</summary>
    public Tried? Tried { get; init; }

    /// <summary>The records that the matter names, or that a form on its page has just named, and what they know.</summary>
    public FilledForm Filled { get; init; } = FilledForm.Nothing;

    /// <summary>True in the one answer that follows upon looking at the requester.</summary>
    public bool IsRevealed { get; init; }

    /// <summary>The address of this matter's page.</summary>
    public string Href => $"/matters/{Matter.Number}";

    /// <summary>The move this person should take now: the stage's primary one, where it is open to them.</summary>
    public Move? Primary => View.Moves.FirstOrDefault(offer => offer.Closed is null && offer.Move.IsPrimary)?.Move;

    /// <summary>Who must do the next thing.</summary>
    public Next? Next => Matters.Next.Of(Matter, Playbook, View.Rules.Calendar).FirstOrDefault();

    /// <summary>Whether an act is open to this person now.</summary>
    public bool May(string act) => View.Moves.Any(offer => offer.Closed is null && offer.Move.Act == act);
}

/// <summary>Puts a dossier together.</summary>
public sealed class Dossiers(
    ReadMatter read, MatterDesk desk, UnitTree units, Categories categories, AreaMap areas, Store store, TimeProvider time, FormRecords records, ShareDesk shares, Inflows inflows, CategoryMemory memory, LikeCases like)
{
    /// <summary>The dossier; null when there is no such matter or the person may not know of it.</summary>
    public async Task<Dossier?> Of(Person person, string id, CancellationToken stop)
    {
        if (await read.Of(person, id, stop) is not { } view) return null;
        var district = person.Caller.District;
        var tree = await units.Of(district, stop);
        var matter = view.Matter;
        await using var connection = await store.Read(stop);
        var parameters = new DynamicParameters(new { district });
        var people = (await connection.QueryAsync<(string Account, string Zh, string En)>(
            $"select name, name_zh, name_en from accounts where district = @district and name in {parameters.AddAll("account", Accounts(view))}", parameters)).ToDictionary(row => row.Account, row => new Words(row.Zh, row.En));
        var thought = Offers(view, "accept") && !matter.IsErased ? memory.Tell(matter.Said.Text) : null;
        foreach (var mandate in matter.Mandates) people[mandate.By] = new($"代理人{mandate.Agent}", $"the agent {mandate.Agent}");
        return new(view, person, new(view.Playbook, tree, categories, areas, people) { Before = view.Before },
            Offers(view, "dispatch") ? await desk.Suggest(district, matter, stop) : null,
            Offers(view, "accept") ? Guesses(matter, thought) : [],
            await Relations(connection, person, view, stop),
            Offers(view, "assign") && matter.Lead is { } lead ? await Colleagues(connection, district, lead.Unit, time.GetUtcNow()) : [],
            matter.ReceivedBy == person.Account && (person.Is("agent", "clerk") || view.Playbook.Begins is { HasRequester: true }) ? desk.QueryCode(district, matter.Id) : null,
            time.GetUtcNow())
        {
            Inflow = await inflows.Of(person.Scope, view.Playbook, matter, stop),
            Thought = thought,
            Like = Offers(view, "dispatch") ? await like.Of(district, matter.Demand, matter.Category, matter.Source, matter.Area, stop) : [],
            Filled = await records.Named(person.Caller, view.Playbook, matter.Coded, stop),
            Holders = await Holders(connection, district, view, time.GetUtcNow()),
            Shares = await shares.Of(district, matter, time.GetUtcNow(), stop),
            AgentCodes = Offers(view, "end-mandate") || Offers(view, "give-mandate") ? matter.Mandates.Where(mandate => mandate.IsOpen(time.GetUtcNow())).ToDictionary(mandate => mandate.Number, mandate => desk.AgentCode(district, matter.Id, mandate.Number)) : new Dictionary<int, string>(),
        };
    }

    /// <summary>Three by the model, and what the words name outright; without a model four by the words.</summary>
    IReadOnlyList<Guessed> Guesses(Matter matter, Thought? thought)
    {
        var named = categories.Suggest($"{matter.Said.Title} {matter.Said.Text}", 4).Select(hit => new Guessed(hit.Category, null));
        if (thought is null) return [.. named];
        return [.. thought.Best.Select(one => categories.Of(one.Code) is { } category ? new Guessed(category, one.Probability) : null).OfType<Guessed>()
            .Concat(thought.IsSure ? [] : named).DistinctBy(guess => guess.Category.Code).Take(4)];
    }

    static bool Offers(ReadMatter.View view, string act) => view.Moves.Any(offer => offer.Closed is null && offer.Move.Act == act);

    static IEnumerable<string> Accounts(ReadMatter.View view) => view.Entries
        .SelectMany(entry => entry.Fact switch
        {
            Assigned f => [entry.Stamp.By, f.Person],
            InterestDeclared f => [entry.Stamp.By, f.Account],
            _ => (string[])[entry.Stamp.By],
        })
        .Concat(view.Playbook.Fields.Where(field => field.Type is FieldType.Person).Select(field => view.Matter.Coded.GetValueOrDefault(field.Id)).OfType<string>()).Distinct();

    /// <summary>Who holds the posts that an open move asks for.</summary>
    static async Task<ILookup<string, Colleague>> Holders(System.Data.Common.DbConnection connection, string district, ReadMatter.View view, DateTimeOffset now)
    {
        string[] roles = [.. view.Moves.Where(offer => offer.Closed is null).SelectMany(offer => offer.Move.Form).Select(asked => view.Playbook.Field(asked.Field)?.Holding).OfType<string>().Distinct()];
        var holders = new List<(string Role, Colleague Who)>();
        foreach (var role in roles) holders.AddRange((await PostHolders.Of(connection, district, role, now)).Where(who => !view.Matter.IsKeptFrom(who.Unit)).Select(who => (role, who)));
        return holders.ToLookup(one => one.Role, one => one.Who);
    }

    /// <summary>Those who handle in the unit that leads or in an office of it: whom its rule lets be given work.</summary>
    static async Task<IReadOnlyList<Colleague>> Colleagues(System.Data.Common.DbConnection connection, string district, string unit, DateTimeOffset now) =>
        [.. (await connection.QueryAsync<(string Account, string NameZh, string NameEn, string Unit, string TitleZh, string TitleEn)>("""
            select p.account, a.name_zh, a.name_en, p.unit, p.title_zh, p.title_en
            from posts p join accounts a on a.district = p.district and a.name = p.account
            where p.district = @district and p.role = 'handler' and a.state = 'open'
              and (p.unit = @unit or (p.unit >= @from and p.unit < @to))
              and (p.since is null or p.since <= @now) and (p.until is null or p.until > @now)
            order by p.unit, p.account
            """, new { district, unit, from = unit + ".", to = unit + "/", now = now.ToUnixTimeMilliseconds() }))
            .DistinctBy(row => row.Account).Select(row => new Colleague(row.Account, new(row.NameZh, row.NameEn), row.Unit, new(row.TitleZh, row.TitleEn)))];

    /// <summary>Those it is tied to, and what the same person said at other times; only what this person may see.</summary>
    static async Task<IReadOnlyList<Related>> Relations(System.Data.Common.DbConnection connection, Person person, ReadMatter.View view, CancellationToken stop)
    {
        var matter = view.Matter;
        var first = view.Entries[0].Fact as Received;
        var ties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var id in matter.Links) ties[id] = "linked";
        foreach (var id in matter.Absorbed) ties[id] = "absorbed";
        if (matter.MergedInto is { } into) ties[into] = "merged-into";
        if (first?.SplitFrom is { } from) ties[from] = "split-from";
        foreach (var digits in view.Entries.Select(entry => entry.Fact).OfType<SplitUp>().SelectMany(split => split.Into)) ties[digits] = "split-into";

        var (sql, parameters) = person.Scope.Where("m");
        parameters.Add("district", person.Caller.District);
        parameters.Add("self", matter.Id);
        var known = parameters.AddAll("known", ties.Keys);
        parameters.Add("person", matter.Person ?? "");
        return [.. (await connection.QueryAsync<(string Id, string Number, string Title, string Stage, string Class, long IsOpen, long Received, long Pinned)>(new CommandDefinition($"""
            select m.id, m.number, m.title, m.stage, m.class, m.is_open, m.received, m.pinned from matters m
            where m.district = @district and m.id <> @self and (m.id in {known} or m.number in {known} or m.person = @person) and {sql}
            order by m.received desc limit 20
            """, parameters, cancellationToken: stop)))
            .Select(row => new Related(row.Id, row.Number, row.Title, row.Stage, row.Class, row.IsOpen != 0,
                DateTimeOffset.FromUnixTimeMilliseconds(row.Received),
                ties.GetValueOrDefault(row.Id) ?? ties.GetValueOrDefault(row.Number) ?? "same-person")
            {
                StageTitle = view.Rules.PlaybookOf(row.Class, (int)row.Pinned).Stage(row.Stage)?.Title ?? new(row.Stage, row.Stage),
            })
            // The cases of a cause have a list of their own.
            .Where(row => row.Tie != "linked" || view.Playbook.Begins?.Gathers?.From.Contains(row.Class) is not true)
            .OrderBy(row => row.Tie == "same-person")];
    }
}
