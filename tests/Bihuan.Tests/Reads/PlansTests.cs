using System.Data.Common;
using System.Text.RegularExpressions;
using Bihuan.Matters;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Lists;
using Bihuan.Tests.Storage;

namespace Bihuan.Tests.Reads;

/// <summary>
/// Every statement that the pages and the API send while people of every kind walk through them, and how the database goes about it: a book that
/// grows is never read whole, and never sorted whole. The statements are those that were sent, not a list of them.
/// </summary>
public abstract partial class PlansContract
{
    /// <summary>The books that grow with what residents say and with what is done about it. Whatever is not among them is a roll of a district: units, accounts, posts, editions.</summary>
    static readonly HashSet<string> Growing =
    [
        "matters", "matter_parties", "todos", "matter_counts", "matter_records", "matter_words", "matter_links", "recurring", "repeating", "nights", "walks", "charges", "batch_items",
        "word_documents", "word_told", "word_pages", "journal", "heads", "personal", "persons", "commands", "roll", "files", "records", "sessions", "signins",
    ];

    /// <summary>What a district has of something and is walked all the same: known by a piece of its text, by which index, and why it may be.</summary>
    static readonly (string Piece, string Index, string Why)[] Allowed =
    [
        ("m.adopted is not null", "matters_adopted", "What was taken over from another system is an import's and grows no more."),
        ("substr(m.area, 1, @digits), count(*)", "matters_open", "The map counts what is open, by area."),
        ("select m.area, count(*)", "matters_open", "The areas count what is open."),
        ("select class, count(*) from matters", "matters_open", "The shelf counts what is open, by playbook."),
        ("as broken", "matters_open_category", "What is open without an owner or a clock: any index of open ones."),
        ("as broken", "todos_never", "Steps without a due time, which no step has."),
        ("as broken", "matters_unverified", "What ended unverified, which nothing may."),
        ("pinned <> @to", "matters_open_category", "A migration touches every open matter of its playbook: any index of open ones."),
        ("select distinct role as Role, unit as Unit", "todos_office", "The steps that wait, by whom they wait for: open ones only have any."),
    ];

    static readonly (string Account, bool Lists)[] People = [("sender", true), ("heat", true), ("grid", true), ("leader", false), ("agent", false), ("sys", false), ("sec", false)];

    private protected abstract Task<(Office Office, WatchedStore Store)> Open();

    private protected abstract IEnumerable<string> Faults(Asked asked, IReadOnlyList<string> plan, IReadOnlyDictionary<string, string> tables);

    [Fact]
    public async Task no_page_and_no_answer_reads_or_sorts_a_growing_book_whole()
    {
        var (office, store) = await Open();
        await using var _ = office;
        await office.Sent("路灯不亮", "LS.CG");
        await office.Sent("暖气不热", "LS.GR");
        var codes = new Walked.Codes("patrol", "handling", "LS.CG", "city", Office.Street, Office.Street + "001", "CJ-01-01", "CJ", "window", "urgent", DateTimeOffset.UtcNow.AddDays(-100).ToUnixTimeMilliseconds());
        store.Take();
        var asked = new Dictionary<string, (Asked Asked, string Where)>(StringComparer.Ordinal);
        foreach (var (account, lists) in People)
        {
            using var client = await office.Client(account);
            foreach (var path in (lists ? Walked.Lists(codes) : []).Concat(Walked.Pages(codes)))
            {
                using var answer = await client.GetAsync(path, Office.Stop);
                Assert.True((int)answer.StatusCode < 500 && (!path.StartsWith("/api/matters", StringComparison.Ordinal) || answer.IsSuccessStatusCode), $"{account} {path}: {answer.StatusCode}");
                foreach (var one in store.Take().Where(one => !one.Sql.StartsWith("begin", StringComparison.Ordinal) && !one.Sql.StartsWith("rollback", StringComparison.Ordinal))) asked.TryAdd(one.Sql, (one, $"{account} {path}"));
            }
        }

        Assert.True(asked.Count > 200, $"{asked.Count} statements");
        await using var connection = await store.Unwatched(Office.Stop);
        await Prepare(connection, forbid: true);
        // What nobody asks for while nobody looks.
        asked.TryAdd(Ticker.Due, (new(Ticker.Due, [("@district", Office.District, System.Data.DbType.String), ("@now", 9L, System.Data.DbType.Int64), ("@timer", 1L, System.Data.DbType.Int64), ("@id", "", System.Data.DbType.String)]), "the clock's hand"));
        var (faults, unneeded) = (new List<string>(), Allowed.ToList());
        foreach (var (one, where) in asked.Values)
        {
            var plan = await Plan(connection, one);
            var tables = From().Matches(one.Sql).Select(match => (Table: match.Groups[1].Value, Alias: match.Groups[2].Value is { Length: > 0 } alias ? alias : match.Groups[1].Value))
                .Where(pair => Growing.Contains(pair.Table)).DistinctBy(pair => pair.Alias).ToDictionary(pair => pair.Alias, pair => pair.Table, StringComparer.Ordinal);
            foreach (var fault in Faults(one, plan, tables))
            {
                var known = Array.FindIndex(Allowed, known => one.Sql.Contains(known.Piece, StringComparison.Ordinal) && IsBy(known.Index, fault));
                if (known >= 0) unneeded.Remove(Allowed[known]);
                else faults.Add($"{where}: {fault}{Environment.NewLine}    {one.Sql.ReplaceLineEndings(" ")}");
            }
        }

        if (SaysWhatIsUnneeded) faults.AddRange(unneeded.Select(known => $"Nothing needs to be allowed {known.Index} for {known.Piece}"));
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    [Theory]
    [InlineData("select m.id from matters m where m.district = @district and m.handler = 'city'")]
    [InlineData("select m.id from matters m where m.district = @district and m.handler = 'city' order by m.stage limit 5")]
    public async Task a_scan_would_be_seen(string sql)
    {
        var (office, store) = await Open();
        await using var _ = office;
        await using var connection = await store.Unwatched(Office.Stop);
        await Prepare(connection, forbid: false);
        var asked = new Asked(sql, [("@district", Office.District, System.Data.DbType.String)]);
        Assert.NotEmpty(Faults(asked, await Plan(connection, asked), new Dictionary<string, string> { ["m"] = "matters" }));
    }

    protected abstract string Explain { get; }

    protected virtual Task Prepare(DbConnection connection, bool forbid) => Task.CompletedTask;

    protected abstract string Line(DbDataReader reader);

    /// <summary>Whether a fault walks this index.</summary>
    private protected static bool IsBy(string index, string fault) => fault.Contains($" {index} ", StringComparison.Ordinal);

    /// <summary>Whether the plans of this database are always the same, so that what need not be allowed is found.</summary>
    protected virtual bool SaysWhatIsUnneeded => false;

    async Task<IReadOnlyList<string>> Plan(DbConnection connection, Asked asked)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Explain + asked.Sql;
        foreach (var (name, value, type) in asked.Values)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            if (value is null or DBNull) parameter.DbType = type;
            command.Parameters.Add(parameter);
        }

        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Office.Stop);
        while (await reader.ReadAsync(Office.Stop)) lines.Add(Line(reader));
        return lines;
    }

    [GeneratedRegex(@"\b(?:from|join)\s+([a-z_]+)(?:\s+(?:as\s+)?(?!where\b|join\b|left\b|cross\b|on\b|order\b|group\b|limit\b|union\b|set\b)([a-z_]\w*))?")]
    private static partial Regex From();
}

public sealed partial class PlansTests : PlansContract
{
    private protected override async Task<(Office Office, WatchedStore Store)> Open()
    {
        WatchedStore? watched = null;
        return (await Office.Open(watch: store => watched = new WatchedStore(store)), watched!);
    }

    protected override string Explain => "explain query plan ";

    protected override bool SaysWhatIsUnneeded => true;

    protected override string Line(DbDataReader reader) => reader.GetString(3);

    /// <summary>What few of the open are, and the index that holds these alone: any other of what is open holds all of it.</summary>
    static readonly (string Piece, string Index)[] Rare = [("m.supervisions > 0", "matters_open_pressed"), ("m.red > 0", "matters_open_red")];

    // The district alone leads to everything: that is a walk in order, which ends at its limit, or it is a scan.
    private protected override IEnumerable<string> Faults(Asked asked, IReadOnlyList<string> plan, IReadOnlyDictionary<string, string> tables)
    {
        foreach (var step in plan)
        {
            if (Step().Match(step) is not { Success: true } found || !tables.ContainsKey(found.Groups[2].Value)) continue;
            if (found.Groups[1].Value == "SCAN") yield return step;
            else if (step.Contains(" matters_open", StringComparison.Ordinal) && step.EndsWith("(district=?)", StringComparison.Ordinal) && Rare.Any(rare => asked.Sql.Contains(rare.Piece, StringComparison.Ordinal) && !IsBy(rare.Index, step))) yield return step;
            else if (step.EndsWith("(district=?)", StringComparison.Ordinal)
                && (!asked.Sql.Contains("limit", StringComparison.Ordinal) || step.Contains("PRIMARY KEY", StringComparison.Ordinal) || step.Contains("autoindex", StringComparison.Ordinal) || plan.Any(other => other.Contains("TEMP B-TREE", StringComparison.Ordinal)))) yield return step;
        }
    }

    [GeneratedRegex(@"^(SCAN|SEARCH) (\w+)")]
    private static partial Regex Step();
}

public sealed class PlansTestsOnPostgres(PostgresHost postgres) : PlansContract, IClassFixture<PostgresHost>
{
    private protected override async Task<(Office Office, WatchedStore Store)> Open()
    {
        await using (await PostgresRoom.Empty(postgres)) { }
        WatchedStore? watched = null;
        return (await Office.Open(postgres.Connection, store => watched = new WatchedStore(store)), watched!);
    }

    protected override string Explain => "explain ";

    // A table of five rows may be read whole or not as it pleases the planner: what is asked is whether there is another way at all, or what it looks like where there is none.
    protected override async Task Prepare(DbConnection connection, bool forbid)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = forbid ? "set enable_seqscan = off" : "set enable_indexscan = off; set enable_indexonlyscan = off; set enable_bitmapscan = off";
        await command.ExecuteNonQueryAsync(Office.Stop);
    }

    protected override string Line(DbDataReader reader) => reader.GetString(0);

    private protected override IEnumerable<string> Faults(Asked asked, IReadOnlyList<string> plan, IReadOnlyDictionary<string, string> tables) =>
        plan.Where(step => tables.Values.Any(table => step.Contains($"Seq Scan on {table} ", StringComparison.Ordinal)));
}
