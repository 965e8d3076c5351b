using Bihuan.Insight;
using Bihuan.People;
using Bihuan.Tests.Hosting;
using Bihuan.Tests.Lists;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bihuan.Tests.Insight;

/// <summary>Figures that are dear to count are told as they were counted a while ago, never to somebody who may see something else, and counted again beside whoever reads them.</summary>
public sealed class KeptFiguresTests : IAsyncLifetime
{
    static readonly Scope All = new(Office.District, MaxSensitivity: 2);
    static readonly DateTime[] Months = [new(2026, 3, 1, 0, 0, 0, DateTimeKind.Unspecified)];
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    readonly InstalledHouse.MovedTime time = new() { Now = DateTimeOffset.UtcNow + TimeSpan.FromHours(1) };
    Office office = null!;

    public async ValueTask InitializeAsync() => office = await Office.Open();

    public async ValueTask DisposeAsync() => await office.DisposeAsync();

    KeptFigures Keeping(TimeSpan dear) => new(
        new CountFigures(office.Of<Tallies>(), office.Of<Indicators>(), office.Of<RepeatRate>(), office.Of<TakenOver>(), time), time, office.Of<IHostApplicationLifetime>(), NullLogger<KeptFigures>.Instance)
    { Dear = dear };

    static Task<FigureSheet> Read(KeptFigures figures, Scope? scope = null, string word = "30d") => figures.Of(scope ?? All, word, Months, Stop);

    [Fact]
    public async Task what_is_counted_in_a_moment_is_never_old()
    {
        using var figures = Keeping(TimeSpan.FromMinutes(1));
        Assert.Equal(0, (await Read(figures)).Repeats.Among);
        await office.Said("路灯不亮");
        Assert.Equal(1, (await Read(figures)).Repeats.Among);
    }

    [Fact(Timeout = 60_000)]
    public async Task what_is_dear_is_kept_says_when_and_is_counted_again_beside_the_reader()
    {
        using var figures = Keeping(TimeSpan.Zero);
        // What is slow once may only have been slow to begin.
        var slow = await Read(figures);
        var first = await Read(figures);
        Assert.NotSame(slow, first);
        var lately = (await figures.Lately(All, Stop), await figures.Lately(All, Stop)).Item2;
        await office.Said("路灯不亮");
        Assert.Same(first, await Read(figures));
        Assert.Same(lately, await figures.Lately(All, Stop));
        Assert.NotSame(lately, await figures.Lately(All with { MaxSensitivity = 1 }, Stop));
        Assert.Equal(1, (await Read(figures, word: "90d")).Repeats.Among);
        Assert.Equal(1, (await Read(figures, All with { MaxSensitivity = 1 })).Repeats.Among);
        Assert.Equal(1, (await Read(figures, All with { AreaPrefix = Office.Street })).Repeats.Among);
        Assert.Equal(0, (await Read(figures, All with { AreaPrefix = "370212002" })).Repeats.Among);

        time.Now += TimeSpan.FromMinutes(5);
        Assert.Same(first, await Read(figures));
        FigureSheet now;
        do
        {
            await Task.Delay(20, Stop);
            now = await Read(figures);
        }
        while (now == first);
        Assert.Equal((1, time.Now), (now.Repeats.Among, now.At));
    }

    [Fact]
    public async Task nobody_is_shown_what_is_old()
    {
        using var figures = Keeping(TimeSpan.Zero);
        await Read(figures);
        await Read(figures);
        await office.Said("路灯不亮");
        time.Now += TimeSpan.FromHours(2);
        Assert.Equal((1, time.Now), await Read(figures) is var now ? (now.Repeats.Among, now.At) : default);
    }
}
