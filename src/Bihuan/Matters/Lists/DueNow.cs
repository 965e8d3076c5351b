using Standing = Bihuan.Parts.Standing;

namespace Bihuan.Matters;

/// <summary>How the clock of a list's line stands now.</summary>
/// <param name="At">When it is due; null where no clock runs.</param>
public readonly record struct DueNow(Standing Standing, DateTimeOffset? At, DateTimeOffset? Ended)
{
    public static DueNow Of(MatterRow row, DateTimeOffset now) => row.IsOpen == 0
        ? new(row.IsLate != 0 ? Standing.Late : Standing.Met, null, Time(row.Closed))
        : Of(row.Due, row.Near, row.IsPaused != 0, now);

    public static DueNow Of(Todos.Line line, DateTimeOffset now) => Of(line.Due, line.What == line.Stage ? line.Near : null, line.IsPaused != 0, now);

    static DueNow Of(long due, long? near, bool isPaused, DateTimeOffset now)
    {
        var at = due == MatterLedger.Never ? null : Time(due);
        return isPaused ? new(Standing.Paused, at, null)
            : at is null ? new(Standing.Running, null, null)
            : at < now ? new(Standing.Overdue, at, null)
            : Time(near) <= now ? new(Standing.Near, at, null)
            : new(Standing.Running, at, null);
    }

    static DateTimeOffset? Time(long? at) => at is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}
