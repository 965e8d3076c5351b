using System.Diagnostics;
using Bihuan.Engine.Clocks;

namespace Bihuan.Tests.Clocks;

public sealed class ClockSpeedTests
{
    [Theory]
    [InlineData("5 working-days")]
    [InlineData("60 natural-days after-holiday")]
    [InlineData("4 working-hours")]
    [InlineData("6 months")]
    public void a_due_time_is_computed_without_allocating(string limit)
    {
        var clock = Cn.Clock("2026-02-13 10:00", limit);
        _ = Run(clock, 10_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var ticks = Run(clock, 100_000);
        watch.Stop();

        Assert.NotEqual(0, ticks);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000, "a due time must not allocate");
        TestContext.Current.TestOutputHelper?.WriteLine($"{limit}: {watch.Elapsed.TotalNanoseconds / 100_000:F0} ns");
    }

    static long Run(Clock clock, int times)
    {
        var sum = 0L;
        for (var i = 0; i < times; i++) sum += clock.Due(Cn.Calendar).At!.Value.UtcTicks % 1_000 + 1;
        return sum;
    }
}
