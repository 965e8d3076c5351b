using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Portal;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Intake;
using Bihuan.Tests.Storage;
using Desk = Bihuan.Tests.Registers.Desk;

namespace Bihuan.Tests.Safety;

/// <summary>Handled jointly: a partner outside sees what was chosen, says what they did, and nothing else.</summary>
public abstract class ShareContract
{
    private protected abstract Task<Desk> Open(TimeProvider? time = null);

    static Clerk Dan(Desk desk) => desk.As("dan", "dispatcher", "LS.RX");

    static async Task<Matter> Fire(Desk desk, bool confidential = false)
    {
        var answer = await desk.Of<MatterDesk>().Receive(desk.Cai, new("山坡起火，王小明 13800001234 报的", Name: "王小明", Phone: "13800001234", Area: Desk.Zhangcun, Confidential: confidential,
            Playbook: "incident", Form: new() { ["kind"] = "forest", ["happened"] = "刚才", ["dead"] = "0" }), Desk.Stop);
        Assert.Null(answer.Refusal?.Code);
        return answer.Story;
    }

    static string Day(int days) => TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static Task<Answer<Matter>> Share(Desk desk, Matter matter, string? until = null, string[]? parts = null, string partner = "市森林消防支队") =>
        desk.Of<MatterDesk>().Take(Dan(desk), matter.Id, "share", new()
        {
            ["partner"] = partner, ["until"] = until ?? Day(3), ["ask"] = "请派一个班", ["parts"] = new JsonArray([.. (parts ?? ["what", "place", "field.kind"]).Select(part => (JsonNode?)part)]),
        }, Desk.Stop);

    static async Task<(HttpStatusCode Status, string Page)> Get(HttpClient partner, string href)
    {
        var answer = await partner.GetAsync(new Uri(href, UriKind.Relative), Desk.Stop);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Desk.Stop));
    }

    static async Task<HttpClient> Partner(Desk desk)
    {
        using var signed = await desk.Client("cai");
        return new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = signed.BaseAddress };
    }

    static Task<Matter> Now(Desk desk, Matter matter) => desk.Of<Reading>().Story<Matter>(Desk.District, matter.Stream, Desk.Stop).ContinueWith(read => read.Result.Story, TaskScheduler.Default);

    [Fact]
    public async Task row_49_a_partner_sees_what_was_shared_and_never_the_requester_and_every_look_is_recorded()
    {
        await using var desk = await Open();
        var shared = (await Share(desk, await Fire(desk))).Story;
        var href = desk.Of<ShareDesk>().Href(Desk.District, shared, 1);
        using var partner = await Partner(desk);

        foreach (var _ in (int[])[1, 2])
        {
            var (status, page) = await Get(partner, href);
            Assert.Equal(HttpStatusCode.OK, status);
            foreach (var told in (string[])["山坡起火", "森林火灾", "市森林消防支队", "请派一个班", "张村"]) Assert.Contains(told, page, StringComparison.Ordinal);
            foreach (var hidden in (string[])["王小明", "13800001234", "待电话报告", "刚才"]) Assert.DoesNotContain(hidden, page, StringComparison.Ordinal);
        }

        Assert.Contains("Forest fire", (await Get(partner, href + "?lang=en")).Page, StringComparison.Ordinal);
        var given = Assert.Single(await desk.Of<ShareDesk>().Of(Desk.District, await Now(desk, shared), TimeProvider.System.GetUtcNow(), Desk.Stop));
        Assert.Equal((3, href), (given.Looks, given.Href));
        // A look makes nobody's work old.
        Assert.Equal(shared.Version, (await Now(desk, shared)).Version);
    }

    [Fact]
    public async Task row_49_the_partner_confirms_and_their_support_stands_in_the_story_as_their_words()
    {
        await using var desk = await Open();
        var shared = (await Share(desk, await Fire(desk))).Story;
        var href = desk.Of<ShareDesk>().Href(Desk.District, shared, 1);
        using var partner = await Partner(desk);
        var page = (await Get(partner, href)).Page;

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Front.Post(partner, page, $"{href}/notes", ("what", "support"), ("words", " "))).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await Front.Post(partner, page, $"{href}/confirmations")).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await Front.Post(partner, page, $"{href}/notes", ("what", "support"), ("words", "派出 12 人、水车 2 台"))).Status);

        var share = Assert.Single((await Now(desk, shared)).Shares);
        Assert.NotNull(share.ConfirmedAt);
        Assert.Equal(("support", "派出 12 人、水车 2 台"), (share.Notes[0].Kind, share.Notes[0].Words));
        var entries = await desk.Of<Reading>().Entries(Desk.District, shared.Stream, Desk.Stop);
        Assert.Equal(("partner", "市森林消防支队"), (entries[^1].Stamp.Role, Assert.IsType<PartnerWrote>(entries[^1].Fact).Partner));
    }

    [Fact]
    public async Task what_is_unknown_over_or_taken_back_gives_one_calm_page()
    {
        await using var desk = await Open();
        var shared = (await Share(desk, await Fire(desk))).Story;
        var href = desk.Of<ShareDesk>().Href(Desk.District, shared, 1);
        using var partner = await Partner(desk);
        Assert.Equal(HttpStatusCode.OK, (await Get(partner, href)).Status);

        Assert.Null((await desk.Of<MatterDesk>().Take(Dan(desk), shared.Id, "revoke-share", new() { ["share"] = 1, ["why"] = "处置结束" }, Desk.Stop)).Refusal);
        foreach (var gone in (string[])[href, href[..^1] + (href[^1] == '0' ? '1' : '0'), href.Replace("/1/", "/2/", StringComparison.Ordinal), $"/shared/TF20260101001/1/{new string('0', 32)}"])
        {
            var (status, page) = await Get(partner, gone);
            Assert.Equal(HttpStatusCode.NotFound, status);
            Assert.Contains("这里没有可看的内容", page, StringComparison.Ordinal);
        }

        var last = shared.Shares[0];
        Assert.True(last.IsOpen(last.Ends.AddSeconds(-1)));
        Assert.False(last.IsOpen(last.Ends));
        Assert.NotNull(ShareWithPartner.Open(shared, 1, last.Ends.AddSeconds(-1)));
        Assert.Null(ShareWithPartner.Open(shared with { KeptFrom = ["LS.ZH"] }, 1, last.At));
    }

    [Fact]
    public async Task guessing_at_links_is_stopped()
    {
        await using var desk = await Open();
        var shared = (await Share(desk, await Fire(desk))).Story;
        using var partner = await Partner(desk);
        for (var n = 0; n < Turns.WrongCodes; n++) Assert.Equal(HttpStatusCode.NotFound, (await Get(partner, $"/shared/{shared.Number}/1/{new string('0', 32)}")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Get(partner, desk.Of<ShareDesk>().Href(Desk.District, shared, 1))).Status);
    }

    [Fact]
    public async Task a_share_needs_a_name_an_end_and_parts_and_nothing_confidential_is_shared()
    {
        await using var desk = await Open();
        var fire = await Fire(desk);
        async Task<string?> Refused(Task<Answer<Matter>> share) => (await share).Refusal is { } no ? $"{no.Code}:{no.Field}" : null;

        Assert.Equal("matter.required:partner", await Refused(Share(desk, fire, partner: " ")));
        Assert.Equal("matter.share-until:until", await Refused(Share(desk, fire, Day(-1))));
        Assert.Equal("matter.share-until:until", await Refused(Share(desk, fire, Day(ShareWithPartner.MostDays + 1))));
        Assert.Equal("matter.share-part:parts", await Refused(Share(desk, fire, parts: ["requester"])));
        Assert.Equal("matter.share-part:parts", await Refused(Share(desk, fire, parts: ["field.person"])));
        Assert.Equal("matter.share-kept:", await Refused(Share(desk, await Fire(desk, confidential: true))));
        Assert.Equal("matter.no-such-share:share", await Refused(desk.Of<MatterDesk>().Take(Dan(desk), fire.Id, "revoke-share", new() { ["share"] = 7, ["why"] = "x" }, Desk.Stop)));
        Assert.Equal("matter.not-your-move:", await Refused(desk.Of<MatterDesk>().Take(desk.Cai, fire.Id, "share", new() { ["partner"] = "x", ["until"] = Day(1), ["parts"] = new JsonArray("what") }, Desk.Stop)));
        Assert.Empty((await Now(desk, fire)).Shares);
    }
}

public sealed class SqliteShareTests : ShareContract
{
    private protected override Task<Desk> Open(TimeProvider? time = null) => Desk.Open(time: time);
}

public sealed class PostgresShareTests(PostgresHost postgres) : ShareContract, IClassFixture<PostgresHost>
{
    private protected override async Task<Desk> Open(TimeProvider? time = null)
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        return await Desk.Open(postgres.Connection, time);
    }
}
