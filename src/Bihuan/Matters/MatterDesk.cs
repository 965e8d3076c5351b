using System.Text.Json.Nodes;
using Bihuan.Duties;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Where pages, the API, imports and the demo bring their verbs: gathers what a rule needs, then goes to the Clerk.</summary>
public sealed class MatterDesk(Shelf shelf, UnitTree units, Catalogues catalogues, KeptStories<Offices> offices, Categories categories, AreaMap areas, Reading reading, Vault vault, Store store, TimeProvider time, FormRecords records, Recurrences recurrences)
{
    /// <summary>The playbook that requests follow.</summary>
    public const string Requests = "request";

    /// <summary>Writes a matter down: a request, or what another playbook begins with.</summary>
    /// <param name="row">The row of a sheet in which it came: the same row makes no second matter.</param>
    /// <param name="round">The one stream of a round: begun again it makes no second matter.</param>
    public async Task<Answer<Matter>> Receive(Clerk clerk, ReceiveMatter.Command command, CancellationToken stop, BatchRow? row = null, Stream? round = null)
    {
        var district = clerk.Caller.District;
        if (shelf.Newest(command.Playbook ?? Requests) is not { } playbook) return Refused(No.SuchPlaybook.With(command.Playbook!).On("playbook"));
        if (clerk.Caller.Post.Role == "resident" && playbook.Begins is { Public: { } open } begins) playbook = playbook with { Begins = begins with { Form = open.Form } };
        if (NotTheirs(playbook, clerk.Caller.Post.Role) is { } whose) return Refused(No.NotYoursToBegin.With(playbook.Title, whose));
        var rules = await RulesFor(clerk, playbook, command, stop);
        // An area may be left to the map: where it is decides whose it is.
        if (string.IsNullOrEmpty(command.Area) && command is { Lon: { } lon, Lat: { } lat })
            command = command with { Area = areas.Find(lon, lat)?.Code };
        if (!string.IsNullOrEmpty(command.Area) && areas.ByCode(command.Area) is null) return Refused(No.Place.With(command.Area).On("area"));
        if (!string.IsNullOrEmpty(command.Area) && areas.ByCode(command.Area) is { Ended: { } ended }) return Refused(Grid.No.AreaWent.With(command.Area, string.Join(" ", ended.Others)).On("area"));
        if (!string.IsNullOrEmpty(command.Category) && categories.Of(command.Category) is null) return Refused(No.SuchCategory.With(command.Category).On("category"));
        var given = command;
        var filled = await records.Fill(clerk, playbook, playbook.Begins?.Form ?? [], FormAnswers.None.Coded, command.Form, stop);
        if (filled.Refusal is { } unfound) return Refused(unfound);
        command = filled.Placed(command with { Form = filled.Words });
        var beside = command.Beside is { Length: > 0 } named ? await IdOf(district, named, stop) : null;
        if (command.Beside is { Length: > 0 } && beside is null) return Refused(No.SuchMatter.On("beside"));
        if (ReceiveMatter.Refuses(command, rules) is { } refusal) return Refused(refusal);

        var origin = string.IsNullOrWhiteSpace(command.From) ? null : command.From.Length == 32 ? command.From : await IdOf(district, command.From, stop) ?? "";
        var office = await Office(district, playbook.Name, stop);
        var at = clerk.Caller.At ?? DateTimeOffset.UtcNow;
        var stream = round ?? (row is null ? Stream.Of(Matter.Noun, Guid.CreateVersion7(at)) : MatterBatch.RowOf(row.Batch, row.Row));
        var said = command.Form?.ToDictionary(word => word.Key, word => word.Value?.ToString() ?? "") ?? [];
        var again = (await recurrences.Find(district, playbook, shelf.Calendar, command.Area ?? "", said, at, null, stop)).Where(earlier => earlier.Id != stream.Id).Select(earlier => (earlier.Id, earlier.Number)).FirstOrDefault();
        var person = (command.Anonymous ? null : Pseudonym.Of(vault, district, command.Phone)) ?? Guid.NewGuid().ToString("N");
        var salt = Guid.NewGuid().ToString("N");
        return await clerk.Record<Matter>(stream, async (matter, desk) =>
        {
            if (matter.Exists) return Decision.Nothing;
            var other = beside is null ? null : (await desk.Story<Matter>(Stream.Of(Matter.Noun, beside))).Story;
            if (other is not null && (!other.Exists || other.IsKeptFrom(desk.Now.Unit) || !other.KeptFrom.IsEmpty)) return No.SuchMatter.On("beside");
            var pattern = rules.Playbook.Number;
            var digits = PublicNumber.Write(pattern, desk.Now.At, await desk.Next(PublicNumber.Series(pattern, desk.Now.At)));
            var known = new ReceiveMatter.Given(person, salt, office, digits) { From = row, Again = again.Id is null ? null : again, Id = stream.Id, Beside = other is null ? null : (other.Id, other.Number) };
            var decision = ReceiveMatter.Decide(matter, command, known, rules, desk.Now);
            if (decision.Facts.OfType<Received>().FirstOrDefault()?.Again is { } earlier) decision = decision.Also(Stream.Of(Matter.Noun, earlier), new Linked(stream.Id, digits, ReceiveMatter.Again));
            return origin is null || decision.Refusal is not null ? decision : await Link.Tie(decision, stream, digits, origin, desk);
        }, stop, isNew: row is null && round is null, command: given);

        Answer<Matter> Refused(Refusal no) => new(no, default, Matter.Empty, 0);
    }

    /// <summary>Everything that is wrong with what somebody would write down, in no order: nothing is written.</summary>
    public async Task<IReadOnlyList<Refusal>> Faults(Clerk clerk, ReceiveMatter.Command command, CancellationToken stop)
    {
        if (shelf.Newest(command.Playbook ?? Requests) is not { } playbook) return [No.SuchPlaybook.With(command.Playbook!).On("playbook")];
        var faults = ReceiveMatter.Faults(command, await RulesFor(clerk, playbook, command, stop)).ToList();
        if (command.Area is { Length: > 0 } code && areas.ByCode(code) is not { Ended: null }) faults.Add(areas.ByCode(code) is { Ended: { } ended } ? Grid.No.AreaWent.With(code, string.Join(" ", ended.Others)).On("area") : No.Place.With(code).On("area"));
        if (command.Category is { Length: > 0 } category && categories.Of(category) is null) faults.Add(No.SuchCategory.With(category).On("category"));
        return faults;
    }

    /// <summary>What a playbook's form is read by, with the posts of those whom it names.</summary>
    async Task<Rulebook> RulesFor(Clerk clerk, Playbook playbook, ReceiveMatter.Command command, CancellationToken stop)
    {
        var rules = await Rules(clerk.Caller.District, playbook, stop);
        foreach (var field in playbook.Fields.Where(field => field.IsHeld))
            if (command.Form?[field.Id]?.ToString() is { Length: > 0 } account) rules = await Knowing(rules, clerk.Caller.District, account, clerk.Caller.At, stop);
        return rules;
    }

    /// <summary>Who begins matters of a playbook, where somebody in this role does not; null where they do.</summary>
    static Words? NotTheirs(Playbook playbook, string role)
    {
        if (playbook.Name == Requests || playbook.Begins?.By.Any(by => by.Role == role) is true) return null;
        if (role == "resident" && playbook.Begins is { Public: not null } || role == "clock" && playbook.Begins is { BeginsByItself: true }) return null;
        // What nobody begins by hand comes by an import.
        if (playbook.Begins is not { } begins) return role == "import" ? null : Roles.Title("import");

        var who = begins.By.Select(Whoever.Of).ToList();
        return new(string.Join("、", who.Select(w => w.Zh)), string.Join(" or ", who.Select(w => w.En)));
    }

    /// <summary>Takes a move, or does an act by its name.</summary>
    /// <param name="file">The bytes of the evidence that the words speak of; without them no evidence is added.</param>
    public Task<Answer<Matter>> Take(
        Clerk clerk, string id, string move, JsonObject words, CancellationToken stop, Func<Matter, Refusal?>? before = null, KeptFile? file = null) =>
        Take(clerk, id, new(move, words, before, file, IsRehearsal: false), stop);

    /// <summary>Says what taking the move would answer, in the same lane and on the same story, and writes nothing.</summary>
    public Task<Answer<Matter>> Rehearse(Clerk clerk, string id, string move, JsonObject words, CancellationToken stop, Func<Matter, Refusal?>? before = null) =>
        Take(clerk.For(clerk.Caller with { CommandKey = null }), id, new(move, words, before, null, IsRehearsal: true), stop);

    /// <summary>What is asked of a matter.</summary>
    sealed record Wanted(string Move, JsonObject Words, Func<Matter, Refusal?>? Before, KeptFile? File, bool IsRehearsal);

    async Task<Answer<Matter>> Take(Clerk clerk, string id, Wanted wanted, CancellationToken stop)
    {
        var (district, stream) = (clerk.Caller.District, Stream.Of(Matter.Noun, id));
        // As it was seen last it nearly always stands. The lane looks in any case; only where it finds otherwise is the story read before.
        if (reading.Seen<Matter>(district, stream) is { Exists: true } seen && await Take(clerk, stream, seen, wanted, isSure: false, stop) is { } answer) return answer;
        var (matter, _) = await reading.Story<Matter>(district, stream, stop);
        return matter.Exists ? (await Take(clerk, stream, matter, wanted, isSure: true, stop))! : new(No.SuchMatter, stream, matter, 0);
    }

    /// <summary>Takes a move of a matter that stands like this.</summary>
    /// <returns>Null where it does not, and somebody was not sure.</returns>
    async Task<Answer<Matter>?> Take(Clerk clerk, Stream stream, Matter matter, Wanted wanted, bool isSure, CancellationToken stop)
    {
        var (district, move) = (clerk.Caller.District, wanted.Move);
        var rules = await Rules(district, shelf.Find(matter.Playbook, matter.PlaybookVersion), stop);
        var words = await Resolve(district, matter, wanted.Words, stop);
        var given = words.ToJsonString();
        var asked = FormOf(rules.Playbook, matter.Stage, move);
        // To take from a register may be recorded as a look: once, and for what is really asked.
        if (!isSure && FormRecords.Fills(rules.Playbook, asked)) return null;
        var filled = await records.Fill(clerk, rules.Playbook, asked, matter.Coded, words, stop);
        if (filled.Refusal is { } unfound) return Refused(unfound);
        words = filled.Words;
        if (words["category"]?.ToString() is { Length: > 0 } category && categories.Of(category) is null)
            return Refused(No.SuchCategory.With(category).On("category"));
        if (words["area"]?.ToString() is { Length: > 0 } area && areas.ByCode(area) is null)
            return Refused(No.Place.With(area).On("area"));
        if (words["person"]?.ToString() is { Length: > 0 } person)
            rules = await Knowing(rules, district, person, clerk.Caller.At, stop);
        // Who was named before may be the one to whom a move hands it over.
        foreach (var field in rules.Playbook.Fields.Where(field => field.IsHeld))
            foreach (var named in ((string?[])[matter.Coded.GetValueOrDefault(field.Id), words[field.Id]?.ToString()]).OfType<string>().Where(named => named.Length > 0).Distinct())
                rules = await Knowing(rules, district, named, clerk.Caller.At, stop);

        foreach (var one in asked)
            if (rules.Playbook.Field(one.Field) is { Type: FieldType.Person } && words[one.Field]?.ToString() is { Length: > 0 } chosen) rules = await Knowing(rules, district, chosen, clerk.Caller.At, stop);

        var salt = Guid.NewGuid().ToString("N");
        var hasMoved = false;
        var answer = await clerk.Record<Matter>(stream, async (now, desk) =>
        {
            hasMoved = now.Version != matter.Version;
            if (hasMoved && !isSure) return Hosting.No.Stale;
            if (wanted.Before?.Invoke(now) is { } refusal) return refusal;
            var decision = await TakeMove.Decide(now, move, words, rules, desk);
            if (decision.Facts.OfType<EvidenceAdded>().Any(added => added.Hash != wanted.File?.Hash)) return No.File.On("hash");
            if (wanted.IsRehearsal) return decision.Refusal is { } refused ? refused : Decision.Nothing;
            if (wanted.File is not null) desk.Keep(wanted.File.Statement(district));
            return await WithCatalogue(decision.Sealing(now.Person, salt), now, desk);
        }, stop, command: new { move, words = given });
        // What a repeated command says is completed by how the matter stands: told by an older one, the same words may look like others.
        return !isSure && (hasMoved || answer.Refusal?.Code == Hosting.No.KeyReused.Code) ? null : answer;

        Answer<Matter>? Refused(Refusal no) => isSure ? new(no, stream, matter, matter.Version) : null;
    }

    /// <summary>Whether a matter lies inside a scope.</summary>
    public bool Sees(Scope scope, Matter matter) => ReadMatter.Sees(scope, matter, shelf.Find(matter.Playbook, matter.PlaybookVersion), shelf.Calendar);

    /// <summary>What the form of a move asks at a stage; nothing where the stage does not offer it.</summary>
    public static ImmutableArray<Asked> FormOf(Playbook playbook, string stage, string move) =>
        [.. playbook.MovesAt(stage).Where(m => m.Id == move || m.Act == move).SelectMany(m => m.Form).DistinctBy(asked => asked.Field)];

    /// <summary>Records what the clock owes at this moment.</summary>
    public async Task<Answer<Matter>> Tick(Clerk clerk, string id, CancellationToken stop)
    {
        var stream = Stream.Of(Matter.Noun, id);
        var (known, _) = await reading.Story<Matter>(clerk.Caller.District, stream, stop);
        if (!known.Exists) return new(No.SuchMatter, stream, known, 0);
        var rules = await Rules(clerk.Caller.District, shelf.Find(known.Playbook, known.PlaybookVersion), stop);
        return await clerk.Record<Matter>(stream, (matter, desk) => Timers.Decide(matter, rules, desk), stop);
    }

    /// <summary>What verbs decide by.</summary>
    public async ValueTask<Rulebook> Rules(string district, Playbook playbook, CancellationToken stop)
    {
        var tree = await units.Of(district, stop);
        return new(playbook, shelf.Calendar, code => tree.ByCode(code) is { IsClosed: false } && !Unit.IsDistrict(code))
        {
            NameOf = tree.Name,
            PlaybookOf = shelf.Find,
            TerritoryOf = area => area.Length >= 9 ? tree.All.FirstOrDefault(u => u.Kind == "street" && !u.IsClosed && u.Area == area[..9])?.Code : null,
        };
    }

    /// <summary>The unit that receives the matters of a playbook.</summary>
    public async ValueTask<string> Office(string district, string playbook, CancellationToken stop)
    {
        var top = (await units.Of(district, stop)).Children("").FirstOrDefault()?.Code ?? "";
        return (await offices.Of(district, stop)).Of(playbook, top);
    }

    /// <summary>Whose duty a matter is by the catalogue; null where no row fits.</summary>
    public async ValueTask<Duty?> Suggest(string district, Matter matter, CancellationToken stop) =>
        await Suggest(district, matter.Category, matter.Area, stop);

    /// <summary>Whose duty a category is at a place; null where no row fits.</summary>
    public async ValueTask<Duty?> Suggest(string district, string category, string area, CancellationToken stop)
    {
        if (category.Length == 0) return null;
        var tree = await units.Of(district, stop);
        var street = area.Length >= 9 ? tree.All.FirstOrDefault(u => u.Kind == "street" && u.Area == area[..9])?.Code : null;
        return (await catalogues.Of(district, stop)).Find(category, area, null, street);
    }

    /// <summary>The code with which somebody follows a matter by a mandate.</summary>
    public string AgentCode(string district, string id, int mandate) => QueryCode(district, FormattableString.Invariant($"{id} mandate {mandate}"));

    /// <summary>The code with which a resident follows a matter: six letters and digits, the same for ever, known to nobody who was not told.</summary>
    public string QueryCode(string district, string id)
    {
        const string letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
        var mark = vault.Mark(district, $"query {id}");
        return string.Concat(Enumerable.Range(0, 6).Select(n => letters[Convert.ToInt32(mark.Substring(n * 2, 2), 16) % letters.Length]));
    }

    /// <summary>The matter of a public number; null when there is none.</summary>
    public async Task<string?> IdOf(string district, string number, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        return await connection.ExecuteScalarAsync<string?>(
            "select id from matters where district = @district and number = @number", new { district, number = number.Trim().ToUpperInvariant() });
    }

    /// <summary>Turns what people write into what rules know: a matter's number into its identifier, a catalogue row into its edition.</summary>
    async Task<JsonObject> Resolve(string district, Matter matter, JsonObject words, CancellationToken stop)
    {
        var resolved = (JsonObject)words.DeepClone();
        foreach (var name in (string[])["into", "matter"])
            if (resolved[name]?.ToString() is { Length: > 0 and not 32 } number)
                resolved[name] = await IdOf(district, number, stop) ?? "";
        if (resolved["matters"] is JsonArray several)
            for (var n = 0; n < several.Count; n++)
                if (several[n]?.ToString() is { Length: > 0 and not 32 } one) several[n] = await IdOf(district, one, stop) ?? "";
        if (resolved["unit"] is not null && resolved["row"] is not null && (resolved["basis"]?.ToString() ?? "").Length == 0
            && await Suggest(district, matter, stop) is { } duty && duty.Row.Row.ToString(System.Globalization.CultureInfo.InvariantCulture) == resolved["row"]!.ToString())
        {
            resolved["basis"] = duty.Row.Basis.Zh;
            resolved["catalogue"] = duty.Edition;
        }

        return resolved;
    }

    /// <summary>Rules that know one person: their name, and the posts they hold now.</summary>
    async Task<Rulebook> Knowing(Rulebook rules, string district, string person, DateTimeOffset? at, CancellationToken stop)
    {
        var posts = await PostsOf(district, person, at ?? time.GetUtcNow(), stop);
        var name = await NameOf(district, person, stop) ?? new(person, person);
        var (postsOf, personOf) = (rules.PostsOf, rules.PersonOf);
        return rules with { PostsOf = account => account == person ? posts : postsOf(account), PersonOf = account => account == person ? name : personOf(account) };
    }

    /// <summary>The posts in which an account may act at a moment; none when it is closed or locked.</summary>
    async Task<ImmutableArray<Post>> PostsOf(string district, string account, DateTimeOffset at, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        return [.. (await connection.QueryAsync<(string Role, string Unit)>("""
            select p.role, p.unit from posts p join accounts a on a.district = p.district and a.name = p.account
            where p.district = @district and p.account = @account and a.state = 'open'
              and (p.since is null or p.since <= @now) and (p.until is null or p.until > @now) order by p.id
            """, new { district, account, now = at.ToUnixTimeMilliseconds() })).Select(row => new Post(row.Role, row.Unit))];
    }

    /// <summary>What the person of an account is called; null where there is none.</summary>
    async Task<Words?> NameOf(string district, string account, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<(string Zh, string En)>("select name_zh, name_en from accounts where district = @district and name = @account", new { district, account }))
            .Select(name => (Words?)new Words(name.Zh, name.En)).FirstOrDefault();
    }

    /// <summary>An adjudication that is to be the rule becomes a row of the catalogue in the same transaction.</summary>
    static async ValueTask<Decision> WithCatalogue(Decision decision, Matter matter, Desk desk)
    {
        if (decision.Facts.OfType<Adjudicated>().FirstOrDefault(f => f.BecomesRow) is not { } ruling) return decision;
        var (catalogue, _) = await desk.Story<Catalogue>(PublishCatalogue.Stream);
        var row = new CatalogueRow(catalogue.Rows.Select(r => r.Row).DefaultIfEmpty(0).Max() + 1, matter.Category,
            matter.Area.Length >= 9 ? matter.Area[..9] : null, null, ruling.Unit, [], null, null,
            new($"裁定（{matter.Number}）：{ruling.Finding}", $"Adjudicated ({matter.Number}): {ruling.Finding}"), "basic");
        return decision.Also(PublishCatalogue.Stream, new RowAdjudicated(catalogue.Edition + 1, row, matter.Number));
    }
}
