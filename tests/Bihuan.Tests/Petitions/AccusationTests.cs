using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Bihuan.Duties;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Lists;
using Bihuan.Tests.Storage;

namespace Bihuan.Tests.Petitions;

/// <summary>
/// An accusation is seen by those who must deal with it and by nobody of the accused unit, of those below it or above it: every way of
/// reading is walked on both databases (P1, art. 30).
/// </summary>
public sealed class AccusationTests(PostgresHost postgres) : IClassFixture<PostgresHost>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    const string Secret = "账目不清集体资金";

    [Fact]
    public Task an_accusation_is_kept_from_the_accused_on_every_way_of_reading_on_sqlite() => Walk(null);

    [Fact]
    public async Task an_accusation_is_kept_from_the_accused_on_every_way_of_reading_on_postgres()
    {
        await using (await PostgresRoom.Empty(postgres)) await Walk(postgres.Connection);
    }

    static async Task Walk(string? database)
    {
        await using var office = await Office.Open(database);
        Assert.True((await office.Setup.Record<Offices>(Offices.Stream, (offices, now) => NameOffice.Decide(offices, new("petition", Receiving), _ => true, _ => true, now), Stop)).IsYes);
        await Join(office, "officer", Receiving, "petition-officer");
        // Of the accused street: its own people, those of an office below it, a supervisor and a leader who would see the whole district, and one with a second post elsewhere.
        Assert.True((await OpenUnit.Run(new("LS.ZH.SQ", "LS.ZH.SQ", "LS.ZH.SQ", "office", null), office.Setup, Stop)).IsYes);
        foreach (var (account, unit, role) in ((string, string, string)[])[("street", "LS.ZH", "coordinator"), ("below", "LS.ZH.SQ", "handler"), ("boss", "LS.ZH", "leader"), ("watch", "LS.ZH", "supervisor"), ("sender2", "LS.ZH", "dispatcher")])
            await Join(office, account, unit, role);
        await Join(office, "both", "LS.CG", "supervisor");
        Assert.True((await AppointPost.Run("both", new("LS.ZH", "coordinator"), office.Setup, Stop)).IsYes);

        var open = await Opinion(office);
        // Before anybody is named: the office that received it, and nobody else from the first minute.
        var fresh = await Petition(office, "officer", Secret, null);
        await Sees(office, "officer", fresh, true);
        foreach (var account in (string[])["street", "below", "boss", "watch", "sender2", "both", "grid", "leader", "city"]) await Sees(office, account, fresh, false);
        var matter = await office.Take(fresh, "officer", "petition-officer", Receiving, "accuse", new() { ["accused"] = new JsonArray("LS.ZH") });
        Assert.Equal(["LS.ZH"], matter.KeptFrom);
        Assert.Equal(1, matter.Sensitivity);
        // Tied to an open one from its own side; with a picture and a paper of its own.
        await office.Take(matter, "officer", "petition-officer", Receiving, "link", new() { ["matter"] = open.Number, ["why"] = Secret });
        matter = await office.Take(matter, "officer", "petition-officer", Receiving, "note", new() { ["text"] = Secret });

        foreach (var account in (string[])["officer"]) await Sees(office, account, matter, true);
        foreach (var account in (string[])["street", "below", "boss", "watch", "sender2", "both", "grid", "leader"]) await Sees(office, account, matter, false);
        await TheTieIsSilent(office, open, matter);

        // Whoever sits with the accused is not shown it by name either; another supervisor is, and as long as theirs is not the unit it is about.
        var refused = await office.Of<MatterDesk>().Take(office.As("officer", "petition-officer", Receiving), matter.Id, "name-overseer", new() { ["overseer"] = "watch" }, Stop);
        Assert.Equal("matter.kept-from-unit", refused.Refusal?.Code);
        await office.Take(matter, "officer", "petition-officer", Receiving, "accuse", new() { ["accused"] = new JsonArray("LS.CG") });
        await Sees(office, "watch", matter, false);
        await office.Take(matter, "officer", "petition-officer", Receiving, "name-overseer", new() { ["overseer"] = "watch" });
        await Sees(office, "watch", matter, true);
        await Sees(office, "both", matter, false);
        await Sees(office, "city", matter, false);
    }

    const string Receiving = "LS.RX";

    /// <summary>Two appeals: one for the street, to which watch is named, and one that concerns nobody of theirs.</summary>
    static async Task<Matter> Opinion(Office office)
    {
        var open = await Petition(office, "officer", "路灯不亮", null, "appeal");
        return await office.Take(open, "officer", "petition-officer", Receiving, "name-overseer", new() { ["overseer"] = "watch" });
    }

    [Fact]
    public Task a_petition_is_known_to_its_office_its_parties_and_whoever_is_named_on_sqlite() => Parties(null);

    [Fact]
    public async Task a_petition_is_known_to_its_office_its_parties_and_whoever_is_named_on_postgres()
    {
        await using (await PostgresRoom.Empty(postgres)) await Parties(postgres.Connection);
    }

    static async Task Parties(string? database)
    {
        await using var office = await Office.Open(database);
        Assert.True((await office.Setup.Record<Offices>(Offices.Stream, (offices, now) => NameOffice.Decide(offices, new("petition", "LS.XF"), _ => true, _ => true, now), Stop)).IsYes);
        foreach (var unit in (string[])["LS.XF", "LS.XF.JD"]) Assert.True((await OpenUnit.Run(new(unit, unit, unit, "office", null), office.Setup, Stop)).IsYes);
        foreach (var (account, unit, role) in ((string, string, string)[])
            [("officer", "LS.XF", "petition-officer"), ("desk", "LS.XF.JD", "petition-officer"), ("street", "LS.ZH", "coordinator"), ("boss", "LS.ZH", "leader"), ("watch1", "LS.CG", "supervisor"), ("watch2", "LS.CG", "supervisor")])
            await Join(office, account, unit, role);

        // Written down, and everybody with the whole district in view is outside: the hotline, the dispatcher, the supervisors, the leaders.
        string[] outside = ["agent", "sender", "leader", "boss", "watch1", "watch2", "street", "heat", "city", "grid"];
        var matter = await Petition(office, "officer", Secret, null, "appeal", "LS.XF");
        foreach (var account in (string[])["officer", "desk"]) await Sees(office, account, matter, true);
        foreach (var account in outside) await Sees(office, account, matter, false);
        await NobodyActs(office, matter, ("agent", "agent", "LS.RX"), ("boss", "leader", "LS.ZH"));

        // With an order the unit is a party, its head too; those who cooperate come with the whistle; who is named comes by name, and nobody else of that name's look.
        matter = await office.Take(matter, "officer", "petition-officer", "LS.XF", "classify", new() { ["kind"] = "appeal", ["major"] = "no" });
        matter = await office.Take(matter, "officer", "petition-officer", "LS.XF", "transfer", new() { ["manner"] = "transfer", ["unit"] = "LS.ZH", ["basis"] = "属地" });
        foreach (var account in (string[])["officer", "street", "boss"]) await Sees(office, account, matter, true);
        foreach (var account in outside.Except(["street", "boss"])) await Sees(office, account, matter, false);
        matter = await office.Take(matter, "street", "coordinator", "LS.ZH", "accept", new() { ["noticeOn"] = "2026-03-02", ["noticeHow"] = "person" });
        matter = await office.Take(matter, "street", "coordinator", "LS.ZH", "whistle", new() { ["units"] = new JsonArray("LS.GR"), ["ask"] = "一起核对" });
        matter = await office.Take(matter, "officer", "petition-officer", "LS.XF", "sponsor", new() { ["sponsor"] = "leader", ["sponsorWhy"] = "复杂" });
        matter = await office.Take(matter, "officer", "petition-officer", "LS.XF", "name-overseer", new() { ["overseer"] = "watch1" });
        foreach (var account in (string[])["officer", "street", "boss", "heat", "leader", "watch1"]) await Sees(office, account, matter, true);
        foreach (var account in (string[])["agent", "sender", "watch2", "city", "grid"]) await Sees(office, account, matter, false);

        // Who must decide something sees what about, wherever they sit; and no longer than that.
        matter = await office.Take(matter, "street", "coordinator", "LS.ZH", "ask-extension", new() { ["days"] = 10, ["why"] = "查档" });
        await Join(office, "chief", "LS.CG", "leader");
        await Sees(office, "chief", matter, true);
        matter = await office.Take(matter, "leader", "leader", "LS", "grant-extension", new() { ["why"] = "同意" });
        await Sees(office, "chief", matter, false);

        // Figures count it for everybody and tell of none.
        var share = (await office.Of<Bihuan.Insight.Indicators>().Of((await Of(office, "agent")).Scope, new(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1)), Stop)).First(one => one.Indicator.Id == "transferred-in-time");
        Assert.Equal((1L, 1L), (share.Of, share.Among));

        // A number that somebody came by opens nothing by the bulk either, and a share is given by nobody who does not see it.
        using var agent = await office.Client("agent");
        var bulk = await agent.PostAsJsonAsync("/api/bulk-moves", new { matters = new[] { matter.Number }, move = "note", words = new { text = "看看" } }, Stop);
        Assert.DoesNotContain(Secret, await bulk.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync($"/api/matters/{matter.Id}/shares", Stop)).StatusCode);
        Assert.DoesNotContain((await office.Of<ReadMatter>().Of(await Of(office, "officer"), matter.Id, Stop))!.Entries, entry => entry.Fact is Noted && entry.Stamp.By == "agent");
    }

    /// <summary>Whoever does not see it is answered as if it did not exist, by name of any act.</summary>
    static async Task NobodyActs(Office office, Matter matter, params (string Account, string Role, string Unit)[] outside)
    {
        foreach (var (account, role, unit) in outside)
            foreach (var move in (string[])["note", "classify", "instruct", "see-requester", "supervise"])
                Assert.Equal("matter.missing", (await office.Of<MatterDesk>().Take(office.As(account, role, unit), matter.Id, move, [], Stop)).Refusal?.Code);
    }

    static async Task Join(Office office, string account, string unit, string role)
    {
        Assert.True((await OpenAccount.Run(new(account, account, account, MustChange: false), Passwords.Hash(Office.Password), office.Setup, Stop)).IsYes);
        Assert.True((await AppointPost.Run(account, new(unit, role), office.Setup, Stop)).IsYes);
    }

    static async Task<Matter> Petition(Office office, string account, string text, string? accused, string demand = "accusation", string unit = Receiving)
    {
        var answer = await office.Of<MatterDesk>().Receive(office.As(account, "petition-officer", unit), new(text, Name: "甲", Phone: "13800000009", Playbook: "petition", Category: "CJ-01-01", Area: Office.Street + "001",
            Source: "visit", Demand: demand, Form: new() { ["request"] = Secret, ["reasons"] = Secret }), Stop);
        Assert.Null(answer.Refusal);
        return accused is null ? answer.Story : await office.Take(answer.Story, account, "petition-officer", Receiving, "accuse", new() { ["accused"] = new JsonArray(accused) });
    }

    /// <summary>Every page and endpoint that tells of matters: the number and the words stand there, or they do not.</summary>
    static async Task Sees(Office office, string account, Matter matter, bool may)
    {
        using var client = await office.Client(account);
        foreach (var path in (string[])[$"/matters/{matter.Number}", $"/api/matters/{matter.Id}", $"/api/matters/{matter.Number}"])
        {
            using var answer = await client.GetAsync(path, Stop);
            var body = await answer.Content.ReadAsStringAsync(Stop);
            Assert.True((answer.StatusCode == HttpStatusCode.OK && body.Contains(matter.Number, StringComparison.Ordinal)) == may || !may && answer.StatusCode == HttpStatusCode.NotFound, $"{account} {path}: {answer.StatusCode}");
            if (!may) Assert.DoesNotContain(Secret, body, StringComparison.Ordinal);
        }

        foreach (var path in Paths(matter))
        {
            using var answer = await client.GetAsync(path, Stop);
            var body = await answer.Content.ReadAsStringAsync(Stop);
            // What somebody typed into a search stands there again; nothing else does.
            string[] tells = path.Contains(matter.Number, StringComparison.Ordinal) ? [matter.Id, $"/matters/{matter.Number}\""] : path.Contains(Secret, StringComparison.Ordinal) ? [matter.Id, matter.Number] : [matter.Id, matter.Number, Secret];
            if (!may) Assert.False(tells.Any(word => body.Contains(word, StringComparison.Ordinal)), $"{account} reads of it at {path}");
            if (!may) Assert.DoesNotContain(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.InternalServerError]);
        }

        // By what the rooms say, so that an empty page is no proof.
        var person = await Of(office, account);
        Assert.Equal(may, (await office.Of<ListMatters>().Read(person.Scope, new(State: "all", Text: "集体资金"), Stop)).Rows.Count == 1);
        Assert.Equal(may, await office.Of<ListMatters>().Count(person.Scope, new(State: "all", Text: matter.Number), Stop) == 1);
        if (!may) Assert.DoesNotContain(await office.Of<Todos>().Of(person, Stop), line => line.Id == matter.Id);
        if (!may) Assert.DoesNotContain(await office.Of<BrokenLoops>().Find(person.Scope, Stop), broken => broken.Id == matter.Id);
        var tried = await client.PostAsJsonAsync($"/api/matters/{matter.Id}/notes", new { text = "看看" }, Stop);
        if (!may) Assert.Equal(HttpStatusCode.NotFound, tried.StatusCode);
    }

    static string[] Paths(Matter matter) =>
    [
        "/", "/matters?state=all", $"/matters?state=all&text={Secret}", $"/matters?state=all&text={matter.Number}", "/matters?state=all&kind=petition", "/matters?state=all&unit=LS.RX", "/matters.xlsx?state=all", "/matters/print?state=all", "/matters?state=all&asOf=2099-01-01", "/figures?period=90d", $"/api/matters/{matter.Number}/shares", $"/matters/{matter.Number}/place.geojson",
        "/api/matters?state=all", $"/api/matters?state=all&text={Secret}", "/api/matters.xlsx?state=all", "/broken-loops", "/api/broken-loops", "/dispatch", "/map", "/map/counts?state=all", "/map/points?state=all",
        $"/map?area={Office.Street}", "/figures", $"/search?q={matter.Number}", $"/search?q={Secret}", $"/matters/{matter.Number}/registered",
    ];

    /// <summary>The page of the matter to which it is tied tells nothing of it to the accused, whoever of them may read that page.</summary>
    static async Task TheTieIsSilent(Office office, Matter open, Matter secret)
    {
        using var watch = await office.Client("watch");
        var page = await watch.GetStringAsync($"/matters/{open.Number}", Stop);
        Assert.Contains(open.Number, page, StringComparison.Ordinal);
        Assert.DoesNotContain(secret.Number, page, StringComparison.Ordinal);
        Assert.DoesNotContain(secret.Number, await watch.GetStringAsync($"/api/matters/{open.Id}", Stop), StringComparison.Ordinal);

        // Nor can they find out by linking, and nobody links it from the other side.
        var tried = await office.Of<MatterDesk>().Take(office.As("watch", "supervisor", "LS.ZH"), open.Id, "link", new() { ["matter"] = secret.Number }, Stop);
        Assert.Equal("matter.missing", tried.Refusal?.Code);
        var apart = await office.Of<MatterDesk>().Take(office.As("officer", "petition-officer", Receiving), open.Id, "link", new() { ["matter"] = secret.Number }, Stop);
        Assert.Equal("matter.kept-apart", apart.Refusal?.Code);
    }

    static async Task<Person> Of(Office office, string account)
    {
        await using var connection = await office.Of<Bihuan.Hosting.Store>().Read(Stop);
        var posts = (await Dapper.SqlMapper.QueryAsync<(string Id, string Unit, string Role, string? Area)>(connection,
            "select id, unit, role, area from posts where district = @district and account = @account order by id", new { district = Office.District, account })).ToList();
        var held = posts.Select(post => new Appointment(post.Id, post.Unit, post.Role, new("", ""), post.Area, [], null, null)).ToList();
        return new(account, new("", ""), held[0], [.. held], Must.Nothing, "s", DateTimeOffset.MaxValue, false, false, new(Office.District, account, held[0].Post), DateTimeOffset.UtcNow);
    }
}
