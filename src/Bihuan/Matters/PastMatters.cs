using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>
/// The list as it stood at the end of a past day, told again from the journal: stage, unit, due time and cards as they were then. What the person may see
/// is decided by today's scope, and the words are today's: what has been erased since is not brought back.
/// </summary>
public sealed class PastMatters(Store store, Reading reading, Shelf shelf, TimeProvider time)
{
    /// <summary>The most matters whose stories are told again for one list.</summary>
    public const int Most = 5_000;

    readonly MatterLedger ledger = new(shelf);

    /// <summary>The end of a local day; now, where the day is not over.</summary>
    public DateTimeOffset EndOf(DateOnly day)
    {
        var end = new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), Times.Local(time.GetUtcNow()).Offset);
        return end < time.GetUtcNow() ? end : time.GetUtcNow();
    }

    /// <summary>Every line of the list as it stood, in its order; refused where there are too many to tell.</summary>
    /// <param name="query">With <see cref="ListMatters.Query.AsOf"/>.</param>
    public async Task<(IReadOnlyList<MatterRow> Rows, Refusal? Refusal)> Read(Scope scope, ListMatters.Query query, CancellationToken stop)
    {
        var end = EndOf(query.AsOf ?? DateOnly.MaxValue);
        var now = await Candidates(scope, query, end, stop);
        if (now.Count > Most) return ([], No.TooManyThen.With(Most).On("asOf"));

        var rows = new List<MatterRow>(now.Count);
        await foreach (var entries in reading.Many(scope.District, now.Keys.Select(id => Stream.Of(Matter.Noun, id)), stop))
        {
            var matter = entries.Where(entry => entry.Stamp.At < end).Aggregate(Matter.Empty, (m, entry) => m.Apply(entry));
            if (!matter.Exists) continue;
            var row = Line(matter) with { Title = now[matter.Id] };
            if (Fits(row, query, end.ToUnixTimeMilliseconds())) rows.Add(row);
        }

        var sorted = ListMatters.ByDue(query)
            ? rows.OrderBy(row => row.Due).ThenBy(row => row.Id, StringComparer.Ordinal)
            : rows.OrderByDescending(row => row.Received).ThenByDescending(row => row.Id, StringComparer.Ordinal);
        return ([.. sorted], null);
    }

    /// <summary>One page of the lines, by the same keys as the list of today.</summary>
    public static ListMatters.Page Page(IReadOnlyList<MatterRow> rows, ListMatters.Query query)
    {
        var size = Math.Clamp(query.Size, 1, ListMatters.Largest);
        var byDue = ListMatters.ByDue(query);
        string Key(MatterRow row) => $"{(byDue ? row.Due : row.Received)}.{row.Id}";
        int At(string key) => rows.ToList().FindIndex(row => Key(row) == key);
        // A key that is not among them any more begins the list again.
        var first = query.After is { } after ? At(after) + 1 : query.Before is { } before ? Math.Max(0, At(before) - size) : 0;
        var last = query.After is null && query.Before is { } end && At(end) is >= 0 and var stands ? stands : Math.Min(rows.Count, first + size);
        var shown = rows.Skip(first).Take(last - first).ToList();
        return new(shown, last < rows.Count && shown.Count > 0 ? Key(shown[^1]) : null, first > 0 && shown.Count > 0 ? Key(shown[0]) : null);
    }

    /// <summary>Whom the list could hold: received by then, not ended before for good, inside today's scope; with today's words.</summary>
    async Task<Dictionary<string, string>> Candidates(Scope scope, ListMatters.Query query, DateTimeOffset end, CancellationToken stop)
    {
        var (sql, parameters) = scope.Where("m");
        parameters.Add("end", end.ToUnixTimeMilliseconds());
        parameters.Add("most", Most + 1);
        sql += " and m.received < @end";
        void And(string condition, string name, object value)
        {
            sql += $" and {condition}";
            parameters.Add(name, value);
        }

        // What ended before that moment and never came back was not open then. Two walks of two indexes: an "or" between them would be one over everything.
        var halves = query.State is null or "open" or "overdue" or "near" || query.Mark is not null ? (string[])[" and m.is_open = 1", " and m.is_open = 0 and m.closed >= @end"] : [""];
        if (query.Kind is { Length: > 0 } kind) And("m.class = @kind", "kind", kind);
        if (query.Source is { Length: > 0 } source) And("m.source = @source", "source", source);
        if (query.From is { } since) And("m.received >= @from", "from", since);
        if (query.Until is { } until) And("m.received < @until", "until", until);
        if (query.Person is { Length: > 0 } person) And("m.person = @person", "person", person);
        if (query.Charge is { Length: > 0 } charge) And(ListMatters.InCharge, "charge", charge);
        // What was written later may have been written after that day.
        if (query.Text is { Length: > 0 } text) ListMatters.AndText(text, parameters, condition => sql += $" and {condition}", withPassages: false);
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<(string Id, string Title)>(string.Join(" union all ", halves.Select((half, n) => $"select * from (select m.id, m.title from matters m where {sql}{half} limit @most) as half{n}")), parameters))
            .ToDictionary(row => row.Id, row => row.Title, StringComparer.Ordinal);
    }

    static bool Fits(MatterRow row, ListMatters.Query query, long now)
    {
        static bool Within(string code, string? above, char separator) =>
            above is not { Length: > 0 } || code == above || code.StartsWith(above + separator, StringComparison.Ordinal);
        var isRunning = row is { IsOpen: 1, IsPaused: 0 };
        return (query.State ?? "open") switch
        {
            "open" => row.IsOpen == 1,
            "overdue" => isRunning && row.Due < now,
            "near" => isRunning && row.Due >= now && row.Near <= now,
            "closed" => row.IsOpen == 0,
            _ => true,
        }
            && query.Mark switch { "red" => row is { IsOpen: 1, Red: > 0 }, "pressed" => row is { IsOpen: 1, Supervisions: > 0 }, _ => true }
            && (query.Stage is not { Length: > 0 } stage || row.Stage == stage)
            && (query.Unit is not { Length: > 0 } unit || row.Lead is { } lead && Unit.IsWithin(lead, unit))
            && (query.Handler is not { Length: > 0 } handler || row.Handler == handler)
            && (query.Area is not { Length: > 0 } area || row.Area.StartsWith(area, StringComparison.Ordinal))
            && Within(row.Category, query.Category, '-')
            && (query.Urgency is not { Length: > 0 } urgency || row.Urgency == urgency)
            && (query.ClosedFrom is not { } from || row.Closed >= from)
            && (query.ClosedUntil is not { } until || row.Closed < until);
    }

    /// <summary>The line that the ledger would hold of a story as it stands.</summary>
    MatterRow Line(Matter matter)
    {
        var row = ledger.Rows(matter).First();
        string? Text(string column) => (string?)row.Values[Place(column)];
        long Whole(string column) => (long)row.Values[Place(column)]!;
        long? Maybe(string column) => (long?)row.Values[Place(column)];
        return new(
            matter.Id, matter.Number, Text("class")!, Text("stage")!, Whole("is_open"), Text("source")!, Text("demand")!, Text("category")!, Text("area")!,
            Text("title")!, Text("urgency")!, Text("lead"), Text("handler"), Whole("received"), Whole("due"), Text("due_clock"), Maybe("near"), Whole("is_provisional"),
            Whole("is_paused"), Maybe("closed"), Text("outcome"), Whole("is_late"), Whole("yellow"), Whole("red"), Whole("supervisions"), Whole("version"));
    }

    static readonly Dictionary<string, int> Places = MatterLedger.Matters.Columns.Select((column, n) => (column.Name, n)).ToDictionary(at => at.Name, at => at.n, StringComparer.Ordinal);

    static int Place(string column) => Places[column];
}
