using Bihuan.Hosting;
using Npgsql;

namespace Bihuan.Bench.Stores;

/// <summary>Where a store of a bench lies: in a folder of its own and, on PostgreSQL, in a database of its own.</summary>
sealed class Place : IAsyncDisposable
{
    const string Loaded = "loaded";

    readonly string? server;
    readonly string database;
    readonly bool isPassing;

    Place(string folder, string? server, string database, bool isPassing, bool isToBeCopied)
    {
        (this.server, this.database, this.isPassing, IsToBeCopied) = (server, database, isPassing, isToBeCopied);
        Directory.CreateDirectory(folder);
        Settings = new(folder, Settings.FindPacks(), Postgres: server is null ? null : new NpgsqlConnectionStringBuilder(server) { Database = database }.ConnectionString);
    }

    public Settings Settings { get; private set; }

    /// <summary>Whether what is kept there has to stay as it is.</summary>
    public bool IsToBeCopied { get; }

    public bool IsLoaded => File.Exists(Mark);

    /// <summary>How many matters it was loaded with.</summary>
    public long Matters => long.Parse(File.ReadAllText(Mark));

    string Mark => Path.Combine(Settings.Data, Loaded);

    /// <summary>The place that a run asks for; a database on it is made where there is none.</summary>
    public static async Task<Place> Find(Run run, int matters, bool writes, CancellationToken stop)
    {
        Place place;
        if (run.Data is { } data)
        {
            place = new(Path.GetFullPath(data), run.Postgres, run.Postgres is null ? "" : new NpgsqlConnectionStringBuilder(run.Postgres).Database!, isPassing: false, isToBeCopied: false);
        }
        else if (run.Keep is { } keep)
        {
            await using var any = Passing(run.Postgres);
            var name = $"{run.Kind}-{matters}-{await LoadedStore.Edition(any.Settings)}";
            place = new(Path.Combine(Path.GetFullPath(keep), name), run.Postgres, $"bihuan_bench_{name.Replace('-', '_')}", isPassing: false, isToBeCopied: writes);
        }
        else
        {
            place = Passing(run.Postgres);
        }

        await place.Begin(stop);
        return place;
    }

    /// <summary>A place that goes with its bench.</summary>
    static Place Passing(string? server) =>
        new(Directory.CreateTempSubdirectory("bihuan-bench-").FullName, server, $"bihuan_bench_{Guid.NewGuid():N}", isPassing: true, isToBeCopied: false);

    async Task Begin(CancellationToken stop)
    {
        // Half a load is none.
        if (IsLoaded) return;
        foreach (var file in Directory.EnumerateFiles(Settings.Data)) File.Delete(file);
        if (server is null || new NpgsqlConnectionStringBuilder(server).Database == database) return;
        await Tell($"drop database if exists {database} with (force)", stop);
        await Tell($"create database {database}", stop);
    }

    /// <summary>Writes down that the load is whole.</summary>
    public async Task Note(int matters, CancellationToken stop)
    {
        // What a server that runs for days has done by itself.
        if (server is not null) await Tell("vacuum analyze", stop, inside: true);
        await File.WriteAllTextAsync(Mark, $"{matters}", stop);
    }

    /// <summary>The same once more, for a bench that writes.</summary>
    public async Task<Place> Copy(CancellationToken stop)
    {
        var copy = Passing(server);
        foreach (var file in Directory.EnumerateFiles(Settings.Data)) File.Copy(file, Path.Combine(copy.Settings.Data, Path.GetFileName(file)));
        if (server is null) return copy;
        NpgsqlConnection.ClearAllPools();
        await Tell($"create database {copy.database} template {database}", stop);
        return copy;
    }

    async Task Tell(string sql, CancellationToken stop, bool inside = false)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(inside ? Settings.Postgres : server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(stop);
        await connection.ExecuteAsync(new CommandDefinition(sql, commandTimeout: 3600, cancellationToken: stop));
    }

    public async ValueTask DisposeAsync()
    {
        if (!isPassing) return;
        if (server is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await Tell($"drop database if exists {database} with (force)", CancellationToken.None);
        }

        Directory.Delete(Settings.Data, recursive: true);
    }
}
