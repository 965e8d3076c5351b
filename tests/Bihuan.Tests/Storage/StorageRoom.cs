using System.Data.Common;
using Bihuan.Duties;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.Storage;
using Bihuan.Storage.Postgres;
using Bihuan.Storage.Sqlite;
using Bihuan.Tests.Hosts;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;
using Stream = Bihuan.Engine.Journal.Stream;

namespace Bihuan.Tests.Storage;

/// <summary>One of the two databases, empty, with a Clerk at its door and an attacker's key to its cellar.</summary>
public abstract class StorageRoom : IAsyncLifetime
{
    protected const string District = "370212";
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal Store Store { get; private set; } = null!;
    internal Stories Stories { get; } = new(Scene.Facts, [new StoryKind<Matter>(Matter.Noun, new MatterLedger(Scene.Shelf), new PassageLedger(Scene.Shelf)), new StoryKind<Catalogue>(Catalogue.Noun)]);
    internal Vault Vault { get; } = new(new byte[32]);
    internal Writer Writer { get; private set; } = null!;
    internal Reading Reading { get; private set; } = null!;

    /// <summary>Makes the database empty and opens it.</summary>
    protected abstract Task<Store> Empty();

    /// <summary>A connection past every door of the product.</summary>
    protected abstract DbConnection Attack();

    /// <summary>What an attacker with the database's own rights does first.</summary>
    protected abstract string Disarm { get; }

    /// <summary>The same for the roll.</summary>
    protected abstract string DisarmRoll { get; }

    /// <summary>Makes the house forget its second migration.</summary>
    protected string Older => Store.IsShared ? "delete from migrations where number > 1; drop function if exists roll_is_append_only" : "pragma user_version = 1";

    /// <summary>The columns of every primary key and unique index, by table.</summary>
    protected abstract string Keys { get; }

    /// <summary>The stories that this process remembers; another door remembers its own.</summary>
    private protected KeptTales Kept { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Store = await Empty();
        await Store.Migrate(Stop);
        await PostedLedgers.BringUpToDate(Store, Stories, Vault, Stop);
        Writer = await Door();
        Reading = new(Store, Stories, Vault, Kept);
    }

    /// <summary>Another door into the same database: where several processes may write, another node.</summary>
    internal async Task<Writer> Door()
    {
        if (Writer is not null && !Store.IsShared) return Writer;
        var writer = new Writer(Store, Stories, Vault, Writer is null ? Kept : new());
        await writer.Open(Stop);
        return writer;
    }

    internal static Clerk Clerk(Writer writer, string district = District, Who? who = null, string? key = null, long? seen = null) =>
        new(writer, TimeProvider.System, new(district, (who ?? Cast.Eva).Account, (who ?? Cast.Eva).Post) { CommandKey = key, Seen = seen });

    internal Task<Answer<Matter>> Note(string id, string text, string? key = null, long? seen = null, string district = District, Writer? writer = null) =>
        Clerk(writer ?? Writer, district, key: key, seen: seen).Record<Matter>(Named(id), new { text }, (_, _) => new Noted(text), Stop);

    /// <summary>Writes down a request with a name and a telephone.</summary>
    internal Task<Answer<Matter>> Say(string id, string person = "0123456789abcdef0123456789abcdef", string district = District, Writer? writer = null) =>
        Clerk(writer ?? Writer, district).Record<Matter>(Named(id), async (matter, desk) => ReceiveMatter.Decide(matter,
            new("楼下垃圾堆了三天没人清运", Name: "王丽", Phone: "13800000000", Address: "3号楼2单元", Area: "370212001019", Category: "CJ-01-03"),
            new(person, Guid.NewGuid().ToString("N"), "LS.RX", $"LS{await desk.Next("LS"):00000}"), Scene.Rules, desk.Now), Stop);

    internal static Stream Named(string id) => Stream.Of(Matter.Noun, id);

    protected async Task<long> Count(string sql)
    {
        await using var connection = await Store.Read(Stop);
        return Convert.ToInt64(await connection.ExecuteScalarAsync<object>(sql), System.Globalization.CultureInfo.InvariantCulture);
    }

    protected async Task Execute(params string[] statements)
    {
        await using var connection = Attack();
        await connection.OpenAsync(Stop);
        foreach (var sql in statements) await connection.ExecuteAsync(sql);
    }

    protected async Task<IReadOnlyList<Reposted>> Rebuild() => await RebuiltLedgers.Rebuild(Store, Stories, Vault, null, Stop);

    protected async Task<Verified> Verify() => await VerifiedJournal.Verify(Store, Stories, Vault, null, Stop);

    protected async Task IsWhole()
    {
        var verified = await Verify();
        Assert.Empty(verified.Broken);
        Assert.Equal(await Count("select coalesce(sum(length(kind) - length(replace(kind, ' ', '')) + 1), 0) from journal"), verified.Entries);
    }

    public async ValueTask DisposeAsync()
    {
        if (Writer is not null) await Writer.DisposeAsync();
        if (Store is not null) await Store.DisposeAsync();
        Left();
        GC.SuppressFinalize(this);
    }

    protected virtual void Left() { }
}

/// <summary>The embedded file.</summary>
sealed class SqliteRoom : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("bihuan-").FullName;
    public string File => Path.Combine(Folder, "bihuan.db");

    public const string Disarm = "drop trigger journal_is_never_changed; drop trigger journal_is_never_deleted";

    public const string DisarmRoll = "drop trigger roll_is_never_changed; drop trigger roll_is_never_deleted";

    public const string Keys = """
        select m.name || ':' || l.name as "Key", (select i.name from pragma_index_info(l.name) i order by i.seqno limit 1) as "First"
        from sqlite_master m join pragma_index_list(m.name) l where m.type = 'table' and l."unique" = 1
        """;

    public Store Store() => new SqliteStore(File);

    public SqliteConnection Attack() => new($"Data Source={File};Pooling=false");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>PostgreSQL, emptied.</summary>
static class PostgresRoom
{
    public const string Disarm = "alter table journal disable trigger all";

    public const string DisarmRoll = "alter table roll disable trigger all";

    public const string Keys = """
        select t.relname || ':' || c.relname as "Key", a.attname as "First" from pg_index i
        join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
        join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0] where n.nspname = 'public' and i.indisunique
        """;

    public static async Task<Store> Empty(PostgresHost postgres)
    {
        await using (var connection = new NpgsqlConnection(postgres.Connection))
        {
            await connection.OpenAsync();
            await connection.ExecuteAsync("drop schema public cascade; create schema public");
        }

        NpgsqlConnection.ClearAllPools();
        return new PostgresStore(postgres.Connection);
    }
}
