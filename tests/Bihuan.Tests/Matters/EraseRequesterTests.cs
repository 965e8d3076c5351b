using System.Net;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Storage;
using Bihuan.Tests.Lists;
using Dapper;

namespace Bihuan.Tests.Matters;

/// <summary>The security administrator erases a requester in every matter of theirs, and sees nothing of what was said on the way.</summary>
public sealed class EraseRequesterTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task finds_by_number_says_what_goes_and_erases_in_every_matter()
    {
        await using var office = await Office.Open();
        var (first, second) = (await Say(office, "楼下路灯不亮"), await Say(office, "树枝挡住了窗"));
        using var sec = await office.Client("sec");

        var page = await sec.GetStringAsync($"/erasures?number={first.Number.ToLowerInvariant()}", Stop);
        Assert.Contains("涉及这位诉求人的 2 件事", page, StringComparison.Ordinal);
        Assert.Contains(second.Number, page, StringComparison.Ordinal);
        foreach (var secret in (string[])["王丽", "13800000000", "路灯"]) Assert.DoesNotContain(secret, page, StringComparison.Ordinal);

        var without = await Send(sec, first.Number, "");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        Assert.Equal("13800000000", (await Story(office, second)).Said.Phone);

        Assert.Equal(HttpStatusCode.Found, (await Send(sec, first.Number, "本人书面申请")).StatusCode);
        Assert.Equal((Said.Erased, Said.Erased), ((await Story(office, first)).Said, (await Story(office, second)).Said));
        var found = await VerifiedJournal.Verify(office.Of<Store>(), office.Of<Stories>(), office.Of<Vault>(), null, Stop);
        Assert.Empty(found.Broken);
        Assert.Equal(2, found.Erased);
        Assert.Contains("已经删除", await sec.GetStringAsync($"/erasures?number={second.Number}", Stop), StringComparison.Ordinal);

        // Once more changes nothing.
        var before = (await office.Of<Reading>().Story<Matter>(Office.District, first.Stream, Stop)).Version;
        await Send(sec, first.Number, "再一次");
        Assert.Equal(before, (await office.Of<Reading>().Story<Matter>(Office.District, first.Stream, Stop)).Version);
    }

    [Fact]
    public async Task what_was_said_afterwards_stands_under_seal_and_goes_too()
    {
        const string words = "我住六单元，王丽，还是不亮";
        await using var office = await Office.Open();
        var matter = await Say(office, "楼下路灯不亮");
        var told = await office.Of<MatterDesk>().Take(office.As("rita", "resident", ""), matter.Id, "supplement", new() { ["words"] = words }, Stop);
        Assert.Null(told.Refusal);

        async Task<string> Told() => (await office.Of<Reading>().Entries(Office.District, matter.Stream, Stop)).Select(e => e.Fact).OfType<Supplemented>().Single().Words;
        Assert.Equal(words, await Told());
        await using (var connection = await office.Of<Store>().Read(Stop))
            Assert.DoesNotContain(words, await connection.QuerySingleAsync<string>("select body from journal where kind = 'matter.supplemented'"), StringComparison.Ordinal);

        using var sec = await office.Client("sec");
        await Send(sec, matter.Number, "本人书面申请");
        Assert.Equal("", await Told());
        Assert.Empty((await VerifiedJournal.Verify(office.Of<Store>(), office.Of<Stories>(), office.Of<Vault>(), null, Stop)).Broken);
    }

    [Fact]
    public async Task is_for_nobody_else_and_knows_no_number_that_is_none()
    {
        await using var office = await Office.Open();
        var anonymous = await office.Said("有人夜里施工");
        using var sec = await office.Client("sec");
        using var leader = await office.Client("leader");
        Assert.Equal(HttpStatusCode.Forbidden, (await leader.GetAsync("/erasures", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(leader, anonymous.Number, "想看看")).StatusCode);
        var page = await sec.GetStringAsync($"/erasures?number={anonymous.Number}", Stop);
        Assert.Contains("诉求原话", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<li>电话</li>", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await sec.GetAsync("/erasures?number=LS0", Stop)).StatusCode);
    }

    static async Task<HttpResponseMessage> Send(HttpClient client, string number, string reason)
    {
        using var form = new FormUrlEncodedContent([new("number", number), new("reason", reason)]);
        return await client.PostAsync("/erasures", form, Stop);
    }

    static async Task<Matter> Say(Office office, string text)
    {
        var answer = await office.Of<MatterDesk>().Receive(office.As("agent", "agent", "LS.RX"),
            new(text, Name: "王丽", Phone: "13800000000", Category: "CJ-01-01", Area: Office.Street), Stop);
        Assert.Null(answer.Refusal);
        return answer.Story;
    }

    static async Task<Matter> Story(Office office, Matter matter) => (await office.Of<Reading>().Story<Matter>(Office.District, matter.Stream, Stop)).Story;
}
