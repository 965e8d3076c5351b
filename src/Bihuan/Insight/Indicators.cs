using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.People;

namespace Bihuan.Insight;

/// <summary>The shares that playbooks ask to be told, of the matters received in a period inside a scope.</summary>
public sealed class Indicators(Store store, Shelf shelf, TimeProvider time)
{
    /// <summary>One share as it stands; the value is a percentage, null where nothing counts.</summary>
    public sealed record Share(Playbook Playbook, Indicator Indicator, long Of, long Among)
    {
        public double? Value => Among == 0 ? null : 100.0 * Of / Among;
    }

    /// <summary>What every matter answers, as columns of its row.</summary>
    static readonly (string Word, string Sql)[] Kernel =
    [
        ("stage", "m.stage"), ("source", "m.source"), ("demand", "m.demand"), ("urgency", "m.urgency"), ("outcome", "coalesce(m.outcome, '')"),
        ("open", Flag("m.is_open = 1")), ("late", Flag("m.is_late = 1 and m.exempt = 0")), ("exempt", Flag("m.exempt = 1")), ("pressed", Flag("m.supervisions > 0")),
        ("reopened", Flag("m.reopenings > 0")), ("extended", Flag("m.extensions > 0")), ("reworked", Flag("m.reworks > 0")), ("returned", Flag("m.returns > 0")),
        ("judged", Flag("m.satisfied is not null")), ("satisfied", "coalesce(m.satisfied, '')"), ("resolved", "case m.resolved when 1 then 'yes' when 0 then 'no' else '' end"),
        // The same requester, by telephone, with the same kind of matter before.
        ("repeated", Flag("exists (select 1 from matters e where e.district = m.district and e.person = m.person and e.class = m.class and e.received < m.received)")),
    ];

    static string Flag(string condition) => $"case when {condition} then 'yes' else 'no' end";

    /// <summary>Every indicator of every playbook in its newest version, in the playbooks' order.</summary>
    public async Task<IReadOnlyList<Share>> Of(Scope scope, Period period, CancellationToken stop)
    {
        var shares = new List<Share>();
        await using var connection = await store.Read(stop);
        foreach (var playbook in shelf.Current.Where(p => p.Indicators.Length > 0))
        {
            var groups = await Groups(connection, playbook, scope, period);
            foreach (var indicator in playbook.Indicators)
            {
                // What only a playbook's own words tell is known of the matters whose version counts it.
                var known = indicator.Own.Any() ? groups.Where(group => shelf.Exactly(playbook.Name, group.Version)?.Indicators.Any(i => i.Id == indicator.Id) is true) : groups;
                var (of, among) = indicator.Over(known.Select(group => (group.Answers, group.Count)));
                shares.Add(new(playbook, indicator, of, among));
            }
        }

        return shares;
    }

    /// <summary>The matters of a playbook, counted by all that its indicators look at; what only its parties know is counted too, for a share tells of none.</summary>
    async Task<List<(int Version, IReadOnlyDictionary<string, string> Answers, long Count)>> Groups(
        System.Data.Common.DbConnection connection, Playbook playbook, Scope scope, Period period)
    {
        var (where, parameters) = scope.Counting.Where("m");
        parameters.AddDynamicParams(new
        {
            kind = playbook.Name, from = period.From.ToUnixTimeMilliseconds(), until = period.Until.ToUnixTimeMilliseconds(), now = time.GetUtcNow().ToUnixTimeMilliseconds(),
        });
        var words = playbook.Indicators.SelectMany(indicator => indicator.Of.Fields.Concat(indicator.Among?.Fields ?? [])).Distinct().ToList();
        var columns = Kernel.Where(column => words.Contains(column.Word)).ToList();
        var joins = "";
        foreach (var (word, n) in playbook.Indicators.SelectMany(indicator => indicator.Own).Distinct().Select((word, n) => (word, n)))
        {
            parameters.Add($"word{n}", word);
            joins += $" left join matter_counts c{n} on c{n}.district = m.district and c{n}.matter = m.id and c{n}.word = @word{n}";
            // A clock that still runs is overdue from its due time on, without a posting.
            columns.Add((word, $"case when c{n}.due < @now then 'overdue' else coalesce(c{n}.value, '') end"));
        }

        // What is no request has an index of its own, found where it is said twice.
        var others = playbook.Name == Matters.MatterDesk.Requests ? "" : $" and m.class <> '{Matters.MatterDesk.Requests}'";
        // By place in the list: a count of others within a group is no expression that both databases recognise again.
        var by = string.Join(", ", Enumerable.Range(2, columns.Count + 1));
        var rows = await connection.QueryAsync($"""
            select count(*) as n, {string.Join(", ", columns.Select((column, at) => $"{column.Sql} as a{at}").Prepend("m.pinned as version"))}
            from matters m{joins} where {where} and m.class = @kind{others} and m.received >= @from and m.received < @until group by {by}
            """, parameters);
        return [.. rows.Cast<IDictionary<string, object>>().Select(row => (Convert.ToInt32(row["version"], System.Globalization.CultureInfo.InvariantCulture),
            (IReadOnlyDictionary<string, string>)columns.Select((column, at) => (column.Word, Value: (string)row[$"a{at}"])).ToDictionary(pair => pair.Word, pair => pair.Value),
            Convert.ToInt64(row["n"], System.Globalization.CultureInfo.InvariantCulture)))];
    }
}
