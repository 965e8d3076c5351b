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

        var open = await Petition(office, "officer", "路灯不亮", null);
        var matter = await Petition(office, "officer", Secret, "LS.ZH");
        Assert.Equal(["LS.ZH"], matter.KeptFrom);
        Assert.Equal(1, matter.Sensitivity);
        // Tied to an open one from its own side; with a picture and a paper of its own.
        await office.Take(matter, "officer", "petition-officer", Receiving, "link", new() { ["matter"] = open.Number, ["why"] = Secret });
        matter = await office.Take(matter, "officer", "petition-officer", Receiving, "note", new() { ["text"] = Secret });

        foreach (var account in (string[])["officer", "leader"]) await Sees(office, account, matter, true);
        foreach (var account in (string[])["street", "below", "boss", "watch", "sender2", "both", "grid"]) await Sees(office, account, matter, false);
        await TheTieIsSilent(office, open, matter);

        // It can be corrected, and then those named first see it as their roles let them, and the others no more.
        await office.Take(matter, "officer", "petition-officer", Receiving, "accuse", new() { ["accused"] = new JsonArray("LS.CG") });
        await Sees(office, "watch", matter, true);
        await Sees(office, "both", matter, false);
        await Sees(office, "city", matter, false);
    }

    const string Receiving = "LS.RX";

    static async Task Join(Office office, string account, string unit, string role)
    {
        Assert.True((await OpenAccount.Run(new(account, account, account, MustChange: false), Passwords.Hash(Office.Password), office.Setup, Stop)).IsYes);
        Assert.True((await AppointPost.Run(account, new(unit, role), office.Setup, Stop)).IsYes);
    }

    static async Task<Matter> Petition(Office office, string account, string text, string? accused)
    {
        var answer = await office.Of<MatterDesk>().Receive(office.As(account, "petition-officer", Receiving), new(text, Name: "甲", Phone: "13800000009", Playbook: "petition", Category: "CJ-01-01", Area: Office.Street + "001",
            Source: "visit", Demand: "accusation", Form: new() { ["request"] = Secret, ["reasons"] = Secret }), Stop);
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
        "/", "/matters?state=all", $"/matters?state=all&text={Secret}", $"/matters?state=all&text={matter.Number}", "/matters?state=all&kind=petition", "/matters?state=all&unit=LS.RX", "/matters.xlsx?state=all",
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
