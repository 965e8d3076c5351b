using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.People;

namespace Bihuan.Insight;

/// <summary>The shares that playbooks ask to be told, of the matters received in a period inside a scope.</summary>
public sealed class Indicators(Store store, Shelf shelf)
{
    /// <summary>One share as it stands; the value is a percentage, null where nothing counts.</summary>
    public sealed record Share(Playbook Playbook, Indicator Indicator, long Of, long Among)
    {
        public double? Value => Among == 0 ? null : 100.0 * Of / Among;
    }

    sealed record Group
    {
        public string Stage { get; init; } = "";
        public string Source { get; init; } = "";
        public string Demand { get; init; } = "";
        public string Urgency { get; init; } = "";
        public string? Outcome { get; init; }
        public long Open { get; init; }
        public long Late { get; init; }
        public long Pressed { get; init; }
        public long Reopened { get; init; }
        public long Count { get; init; }

        public IReadOnlyDictionary<string, string> Answers => new Dictionary<string, string>
        {
            ["stage"] = Stage, ["source"] = Source, ["demand"] = Demand, ["urgency"] = Urgency, ["outcome"] = Outcome ?? "",
            ["open"] = Yes(Open), ["late"] = Yes(Late), ["pressed"] = Yes(Pressed), ["reopened"] = Yes(Reopened),
        };

        static string Yes(long flag) => flag == 0 ? "no" : "yes";
    }

    /// <summary>Every indicator of every playbook in its newest version, in the playbooks' order.</summary>
    public async Task<IReadOnlyList<Share>> Of(Scope scope, Period period, CancellationToken stop)
    {
        var shares = new List<Share>();
        await using var connection = await store.Read(stop);
        foreach (var playbook in shelf.Current.Where(p => p.Indicators.Length > 0))
        {
            var (where, parameters) = scope.Where("m");
            parameters.AddDynamicParams(new { kind = playbook.Name, from = period.From.ToUnixTimeMilliseconds(), until = period.Until.ToUnixTimeMilliseconds() });
            var groups = (await connection.QueryAsync<Group>($"""
                select m.stage as Stage, m.source as Source, m.demand as Demand, m.urgency as Urgency, m.outcome as Outcome, m.is_open as Open, m.is_late as Late,
                  case when m.supervisions > 0 then 1 else 0 end as Pressed, case when m.reopenings > 0 then 1 else 0 end as Reopened, count(*) as Count
                from matters m where {where} and m.class = @kind and m.received >= @from and m.received < @until
                group by m.stage, m.source, m.demand, m.urgency, m.outcome, m.is_open, m.is_late,
                  case when m.supervisions > 0 then 1 else 0 end, case when m.reopenings > 0 then 1 else 0 end
                """, parameters)).Select(group => (group.Answers, group.Count)).ToList();
            foreach (var indicator in playbook.Indicators)
                if (indicator.Over(groups) is var (of, among)) shares.Add(new(playbook, indicator, of, among));
        }

        return shares;
    }
}
