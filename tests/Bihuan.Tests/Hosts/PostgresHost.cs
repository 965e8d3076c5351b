using Npgsql;

namespace Bihuan.Tests.Hosts;

/// <summary>
/// A fresh PostgreSQL database for one class of tests (<c>IClassFixture&lt;PostgresHost&gt;</c>), dropped with it.
/// The server is the one that <c>bin/test</c> starts; without it, tests that ask for the connection are skipped.
/// </summary>
public sealed class PostgresHost : IAsyncLifetime
{
    public const string Missing = "No PostgreSQL: BIHUAN_TEST_POSTGRES is not set. bin/test starts one.";

    static readonly string? Server = Environment.GetEnvironmentVariable("BIHUAN_TEST_POSTGRES");

    readonly string database = $"bihuan_{Guid.NewGuid():N}";

    /// <summary>For <c>[Fact(SkipUnless = nameof(PostgresHost.IsHere), SkipType = typeof(PostgresHost), Skip = PostgresHost.Missing)]</c>.</summary>
    public static bool IsHere => !string.IsNullOrEmpty(Server);

    /// <summary>The connection to this class's own, empty database. Skips the test that asks when there is no server.</summary>
    public string Connection
    {
        get
        {
            Assert.SkipUnless(IsHere, Missing);
            return new NpgsqlConnectionStringBuilder(Server) { Database = database }.ConnectionString;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (IsHere) await Run($"create database {database}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!IsHere) return;

        await using (var own = new NpgsqlConnection(Connection)) NpgsqlConnection.ClearPool(own);
        await Run($"drop database {database} with (force)");
    }

    static async Task Run(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
