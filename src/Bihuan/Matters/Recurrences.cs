using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Finds what a new matter may be once more: the same answers at the same community, not long ago.</summary>
public sealed class Recurrences(Store store)
{
    /// <summary>An earlier one. Moments are Unix milliseconds.</summary>
    public sealed record Earlier(string Id, string Number, string Title, string Stage, long IsOpen, long Received, long? Closed);

    /// <summary>The earlier ones, the latest first; none where the playbook does not look.</summary>
    /// <param name="scope">Whose eyes; null is the house's own.</param>
    public async Task<IReadOnlyList<Earlier>> Find(
        string district, Playbook playbook, WorkCalendar calendar, string area, IReadOnlyDictionary<string, string> said, DateTimeOffset now, Scope? scope, CancellationToken stop)
    {
        if (playbook.Begins?.Recurs is not { } recurs || area.Length < 12 || BesideLedger.Said(recurs, said) is not { Length: > 0 } word) return [];
        var (where, parameters) = (scope ?? new Scope(district, MaxSensitivity: 2)).Where("m");
        parameters.AddDynamicParams(new
        {
            district, playbook = playbook.Name, community = BesideLedger.Community(area), word, since = calendar.Before(now, recurs.Within).ToUnixTimeMilliseconds(),
        });
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<Earlier>($"""
            select m.id as Id, m.number as Number, m.title as Title, m.stage as Stage, m.is_open as IsOpen, m.received as Received, m.closed as Closed
            from recurring r join matters m on m.district = r.district and m.id = r.matter
            where r.district = @district and r.playbook = @playbook and r.community = @community and r.said = @word and r.begun >= @since
              and m.kept_from is null and m.merged_into is null and {where}
            order by r.begun desc limit 5
            """, parameters)).AsList();
    }
}
