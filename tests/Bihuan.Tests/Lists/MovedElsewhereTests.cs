using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Matters;
using Stream = Bihuan.Engine.Journal.Stream;

namespace Bihuan.Tests.Lists;

/// <summary>What another node has done since this one looked: a move goes by how the matter stands, and not by how it was seen last.</summary>
public sealed class MovedElsewhereTests : IAsyncLifetime
{
    Office office = null!;

    public async ValueTask InitializeAsync() => office = await Office.Open();

    [Fact]
    public async Task a_move_goes_by_how_the_matter_stands()
    {
        var matter = await SentElsewhere();
        var answer = await office.Of<MatterDesk>().Take(Heat, matter.Id, "sign", [], Office.Stop);
        Assert.Null(answer.Refusal);
        Assert.True(answer.Version > matter.Version);
    }

    [Fact]
    public async Task a_no_is_told_of_the_matter_as_it_stands()
    {
        var matter = await SentElsewhere();
        var answer = await office.Of<MatterDesk>().Take(Heat, matter.Id, "sign", new JsonObject { ["category"] = "XX-99" }, Office.Stop);
        Assert.Equal("matter.unknown-category", answer.Refusal?.Code);
        Assert.Equal(matter.Version, answer.Version);
    }

    [Fact]
    public async Task who_has_seen_it_as_it_was_is_told_so()
    {
        var matter = await SentElsewhere();
        var clerk = Heat.For(Heat.Caller with { Seen = matter.Version - 1 });
        Assert.Equal("desk.stale", (await office.Of<MatterDesk>().Take(clerk, matter.Id, "sign", [], Office.Stop)).Refusal?.Code);
    }

    Clerk Heat => office.As("heat", "coordinator", "LS.GR");

    /// <summary>A matter that was sent to the unit, and is remembered here as it was before.</summary>
    async Task<Matter> SentElsewhere()
    {
        var said = await office.Said("暖气冰凉");
        var (kept, stream) = (office.Of<KeptTales>(), Stream.Of(Matter.Noun, said.Id));
        var before = kept.Find(Office.District, stream)!;
        var sent = await office.Take(said, "sender", "dispatcher", "LS.RX", "dispatch", new() { ["unit"] = "LS.GR", ["basis"] = "三定规定" });
        kept.Clear();
        kept.Keep(Office.District, stream, before);
        Assert.Equal(said.Version, office.Of<Reading>().Seen<Matter>(Office.District, stream)!.Version);
        return sent;
    }

    public async ValueTask DisposeAsync() => await office.DisposeAsync();
}
