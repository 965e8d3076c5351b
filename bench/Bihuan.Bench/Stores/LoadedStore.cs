using System.Security.Cryptography;
using System.Text;
using Bihuan.Hosting;
using Bihuan.Storage.Postgres;
using Bihuan.Storage.Sqlite;

namespace Bihuan.Bench.Stores;

/// <summary>A store with so many matters, loaded now or kept from before, whose people are signed in.</summary>
sealed class LoadedStore : IAsyncDisposable
{
    readonly Place place;
    readonly Store store;

    LoadedStore(Place place, long matters, IReadOnlyDictionary<string, string> tokens) =>
        (this.place, Matters, Tokens, store) = (place, matters, tokens, Open(place.Settings));

    public Settings Settings => place.Settings;

    /// <summary>How many matters were loaded.</summary>
    public long Matters { get; }

    /// <summary>By account.</summary>
    public IReadOnlyDictionary<string, string> Tokens { get; }

    /// <summary>Makes or finds the store and signs people in.</summary>
    /// <param name="writes">Whether the bench writes: then it works on a copy of what is kept.</param>
    /// <param name="accounts">Who is needed.</param>
    public static async Task<LoadedStore> Open(Run run, int matters, bool writes, IEnumerable<string> accounts, CancellationToken stop)
    {
        var found = await Place.Find(run, matters, writes, stop);
        try
        {
            await using var services = await Commands.Where.Open(found.Settings, stop);
            if (!found.IsLoaded)
            {
                await Crew.Open(services, stop);
                await new Furnish(services).Load(matters, stop);
                await found.Note(matters, stop);
            }

            // Whoever serves it would do this meanwhile, and the figures would tell of that too.
            await services.GetRequiredService<Matters.IndexMatters>().BringUpToDate(gently: false, null, stop);

            if (found.IsToBeCopied)
            {
                await services.DisposeAsync();
                found = await found.Copy(stop);
                await using var copied = await Commands.Where.Open(found.Settings, stop);
                return new(found, found.Matters, await Crew.SignIn(copied, accounts, stop));
            }

            return new(found, found.Matters, await Crew.SignIn(services, accounts, stop));
        }
        catch
        {
            await found.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks the store itself.</summary>
    public async Task<long> Ask(string sql, object? words, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, words, commandTimeout: 600, cancellationToken: stop));
    }

    /// <summary>Reads rows of the store itself.</summary>
    public async Task<IReadOnlyList<T>> Rows<T>(string sql, object? words, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<T>(new CommandDefinition(sql, words, commandTimeout: 600, cancellationToken: stop))).AsList();
    }

    /// <summary>The store of an installation, without its rooms.</summary>
    public static Store Open(Settings settings) => settings.Postgres is { } postgres ? new PostgresStore(postgres) : new SqliteStore(settings.Database);

    /// <summary>Names the shape of everything that is kept: a store of another shape is loaded anew.</summary>
    public static async Task<string> Edition(Settings settings)
    {
        await using var services = new ServiceCollection().AddLogging().AddBihuan(settings).BuildServiceProvider();
        var (stories, kind) = (services.GetRequiredService<Stories>(), services.GetRequiredService<Store>());
        var shape = string.Join('\n', Storage.Migrations.All.SelectMany(m => m)
            .Concat(stories.All.OrderBy(k => k.Noun, StringComparer.Ordinal).SelectMany(k => k.Tables.SelectMany(kind.Define).Append(k.Edition))).Append($"{Furnish.Edition}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shape)))[..8];
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await place.DisposeAsync();
    }
}
