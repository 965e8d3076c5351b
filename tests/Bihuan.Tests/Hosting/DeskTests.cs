using Bihuan.Duties;
using Bihuan.Hosting;
using Bihuan.Matters;
using Dapper;

namespace Bihuan.Tests.Hosting;

/// <summary>What the desk adds to the rules: the catalogue, the categories, the clock's hand.</summary>
public sealed class DeskTests(InstalledHouse house) : IClassFixture<InstalledHouse>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    async Task<string> Dispatched()
    {
        house.Time.Now = Scene.Time("2026-03-09 09:00");
        var id = (await house.Receive()).Story.Id;
        Assert.Null((await house.Take(Cast.Eva, id, "accept")).Refusal);
        Assert.Null((await house.Take(Cast.Dan, id, "dispatch", new { unit = Cast.Bureau, basis = "职责" })).Refusal);
        return id;
    }

    [Fact]
    public async Task an_adjudication_becomes_a_row_of_the_catalogue_in_the_same_commit()
    {
        var id = await Dispatched();
        Assert.Null((await house.Take(Cast.Coco, id, "object", new { reason = "not-duty", basis = "清单" })).Refusal);
        Assert.Null((await house.Take(Cast.Dan, id, "adjudicate", new { unit = Cast.Housing, finding = "物业问题", becomesRow = true })).Refusal);

        var duty = await house.Room<MatterDesk>().Suggest(Scene.District, "CJ-01-03", "370212001019", Stop);
        Assert.Equal((Cast.Housing, 1), (duty!.Unit, duty.Edition));
        var (catalogue, version) = await house.Room<Reading>().Story<Catalogue>(Scene.District, PublishCatalogue.Stream, Stop);
        Assert.Equal((1L, 1), (version, catalogue.Rows.Length));
    }

    [Theory]
    [InlineData("category", "XX-99", "matter.unknown-category")]
    [InlineData("area", "999999", "matter.place")]
    public async Task nothing_is_accepted_under_a_category_or_a_place_that_is_not_there(string field, string value, string code)
    {
        var id = (await house.Receive()).Story.Id;
        Assert.Equal(code, (await house.Take(Cast.Eva, id, "accept", new Dictionary<string, string> { [field] = value })).Refusal?.Code);
    }

    [Fact]
    public async Task digit_three_hundred_open_matters_whose_moment_has_come_are_all_found()
    {
        var ids = new List<string>();
        for (var n = 0; n < 300; n++) ids.Add(await Dispatched());
        await using (var connection = await house.Room<Store>().Read(Stop))
        {
            // A book that is wrong about many: nothing is due for them yet, and they stand in front.
            await connection.ExecuteAsync("pragma query_only = 0");
            await connection.ExecuteAsync($"update matters set timer = 1 where id in ('{string.Join("','", ids.Skip(50))}')");
        }

        house.Time.Now = Scene.Time("2026-03-20 09:00");
        Assert.True(await house.Room<Ticker>().Tick(Stop) >= 300);
        foreach (var id in ids)
        {
            var (matter, _) = await house.Room<Reading>().Story<Matter>(Scene.District, Stream(id), Stop);
            Assert.Equal(["yellow", "red"], matter.Cards.Select(card => card.Colour));
        }

        // Each once, however often it is looked for.
        await house.Room<Ticker>().Tick(Stop);
        Assert.Equal(2, (await house.Room<Reading>().Story<Matter>(Scene.District, Stream(ids[0]), Stop)).Story.Cards.Length);
    }

    [Fact]
    public async Task a_clock_that_finds_nothing_to_record_comes_to_an_end()
    {
        for (var n = 0; n < 210; n++) await house.Receive();
        await using (var connection = await house.Room<Store>().Read(Stop))
        {
            await connection.ExecuteAsync("pragma query_only = 0");
            await connection.ExecuteAsync("update matters set timer = 1 where stage = 'received'");
        }

        Assert.InRange(await house.Room<Ticker>().Tick(Stop).WaitAsync(TimeSpan.FromSeconds(60), Stop), 210, 1000);
    }

    static Bihuan.Engine.Journal.Stream Stream(string id) => Bihuan.Engine.Journal.Stream.Of(Matter.Noun, id);
}
