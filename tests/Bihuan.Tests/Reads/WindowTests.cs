using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Lists;
using Bihuan.Tests.Storage;

namespace Bihuan.Tests.Reads;

/// <summary>A page that looks through a window shows nothing twice and leaves nothing out, says up to where it looked, and leads on both ways.</summary>
public abstract class WindowContract
{
    static readonly Scope All = new(Office.District, MaxSensitivity: 2);

    private protected abstract Task<Office> Open();

    [Theory]
    [InlineData("all", 2)]
    [InlineData("all", 50)]
    [InlineData("open", 2)]
    [InlineData("open", 50)]
    public async Task windows_together_show_what_one_look_would(string state, int size)
    {
        await using var office = await Open();
        for (var n = 0; n < 11; n++) await office.Said(n is 1 or 8 or 9 ? $"暖气不热{n}" : $"路灯不亮{n}");
        var query = new ListMatters.Query(State: state, Text: "暖气", Size: size);
        var whole = await office.Of<ListMatters>().Read(All, query with { Size = 50 }, Office.Stop);
        Assert.Equal((3, null, null), (whole.Rows.Count, whole.Next, whole.Through));

        var list = Looking(office, 3);
        var (pages, page) = (new List<ListMatters.Page>(), await list.Read(All, query, Office.Stop));
        for (pages.Add(page); page.Next is { } next; pages.Add(page)) page = await list.Read(All, query with { After = next }, Office.Stop);
        Assert.Equal(whole.Rows.Select(row => row.Id), pages.SelectMany(one => one.Rows).Select(row => row.Id));
        Assert.True(pages.Count >= 4, $"{pages.Count} pages");
        Assert.Contains(pages, one => one.Rows.Count == 0 && one.Through is not null);
        Assert.Null(pages[^1].Through);
        Assert.All(pages, one => Assert.True(one.Through is null || one.Next is not null));

        // And back again from the last, turning round once wherever nothing fitted.
        var back = new List<MatterRow>(page.Rows.Reverse());
        while (page.Previous is { } previous)
        {
            page = await list.Read(All, query with { Before = previous }, Office.Stop);
            back.AddRange(page.Rows.Reverse());
        }

        Assert.Equal(whole.Rows.Select(row => row.Id).Reverse(), back.Select(row => row.Id));
        if (page.Rows.Count == 0) page = await list.Read(All, query with { After = page.Next }, Office.Stop);
        while (page.Rows.Count == 0 && page.Next is { } next) page = await list.Read(All, query with { After = next }, Office.Stop);
        Assert.Equal(whole.Rows[0].Id, page.Rows[0].Id);
    }

    [Fact]
    public async Task a_count_says_that_it_stopped_and_a_number_is_found_wherever_it_stands()
    {
        await using var office = await Open();
        var first = await office.Said("暖气不热");
        for (var n = 0; n < 6; n++) await office.Said($"路灯不亮{n}");
        var (query, list) = (new ListMatters.Query(State: "all", Text: "暖气"), Looking(office, 3));
        Assert.Equal((0, true), await list.Counted(All, query, Office.Stop));
        Assert.Equal((1, false), await office.Of<ListMatters>().Counted(All, query, Office.Stop));
        Assert.Equal([first.Id], (await list.Read(All, query with { Text = first.Number }, Office.Stop)).Rows.Select(row => row.Id));
    }

    [Fact]
    public async Task the_tabs_say_that_more_waits_than_was_counted()
    {
        await using var office = await Open();
        for (var n = 0; n < 3; n++) await office.Said($"路灯不亮{n}");
        var person = new Person("sender", new("", ""), new("1", "LS.RX", "dispatcher", new("", ""), null, [], null, null), [], Must.Nothing, "s",
            DateTimeOffset.MaxValue, false, false, new(Office.District, "sender", new("dispatcher", "LS.RX")), DateTimeOffset.UtcNow);
        var (counts, isMore) = await office.Of<Todos>().Counts(person, Office.Stop);
        Assert.Equal((3, false), (counts.Values.Sum(), isMore));
        (counts, isMore) = await office.Of<Todos>().Counts(person, Office.Stop, most: 2);
        Assert.Equal((2, true), (counts.Values.Sum(), isMore));
    }

    static ListMatters Looking(Office office, int lines) => new(office.Of<Store>(), TimeProvider.System, office.Of<Bihuan.Grid.AreaMap>()) { Looks = lines };
}

public sealed class WindowTests : WindowContract
{
    private protected override Task<Office> Open() => Office.Open();
}

public sealed class WindowTestsOnPostgres(PostgresHost postgres) : WindowContract, IClassFixture<PostgresHost>
{
    private protected override async Task<Office> Open()
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        return await Office.Open(postgres.Connection);
    }
}
