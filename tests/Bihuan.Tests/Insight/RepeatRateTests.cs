using Bihuan.Insight;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Lists;
using Bihuan.Tests.Storage;

namespace Bihuan.Tests.Insight;

/// <summary>How many requests say again what was said before: by the same person, or in the same community, of the same kind, not long ago.</summary>
public abstract class RepeatRateContract
{
    static readonly Scope All = new(Office.District, MaxSensitivity: 2);

    private protected abstract Task<Office> Open();

    [Fact]
    public async Task counts_the_same_person_or_the_same_community_with_the_same_kind_within_thirty_days()
    {
        await using var office = await Open();
        var now = DateTimeOffset.UtcNow;
        async Task Say(int daysAgo, string? phone, string category, string community)
        {
            var caller = new Bihuan.Hosting.Caller(Office.District, "agent", new("agent", "LS.RX")) { At = now.AddDays(-daysAgo) };
            var answer = await office.Of<MatterDesk>().Receive(office.Setup.For(caller), new("什么事", Phone: phone, Name: phone is null ? null : "王", Anonymous: phone is null, Source: "window", Category: category, Area: Office.Street + community), Office.Stop);
            Assert.Null(answer.Refusal);
        }

        await Say(20, null, "CJ-01-01", "001");
        await Say(10, null, "CJ-01-01", "001");      // the same community and kind
        await Say(10, null, "CJ-02-01", "001");      // another kind
        await Say(9, "13800000001", "CJ-01-01", "002");
        await Say(8, "13800000001", "CJ-01-01", "003");   // the same person and kind elsewhere
        await Say(7, "13800000002", "CJ-01-01", "016");
        await Say(80, null, "CJ-02-01", "017");
        await Say(5, null, "CJ-02-01", "017");       // too long after
        var rate = office.Of<RepeatRate>();
        Assert.Equal(new RepeatRate.Share(2, 7), await rate.Of(All, new(now.AddDays(-30), now.AddMinutes(1)), Office.Stop));
        // The earlier one need not lie within the period.
        Assert.Equal(new RepeatRate.Share(2, 6), await rate.Of(All, new(now.AddDays(-15), now.AddMinutes(1)), Office.Stop));
        Assert.Equal((28.57, (double?)null), (Math.Round((await rate.Of(All, new(now.AddDays(-30), now.AddMinutes(1)), Office.Stop)).Value!.Value, 2), (await rate.Of(All, new(now.AddDays(-400), now.AddDays(-300)), Office.Stop)).Value));
    }
}

public sealed class RepeatRateTests : RepeatRateContract
{
    private protected override Task<Office> Open() => Office.Open();
}

public sealed class RepeatRateTestsOnPostgres(PostgresHost postgres) : RepeatRateContract, IClassFixture<PostgresHost>
{
    private protected override async Task<Office> Open()
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        return await Office.Open(postgres.Connection);
    }
}
