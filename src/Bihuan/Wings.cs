using Bihuan.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Bihuan;

/// <summary>
/// The house's front door. A house of one district has no more than a server behind it; where the store holds several, each further
/// district has a wing: the same plan with rooms of its own, so that nothing in one can reach into another.
/// </summary>
/// <remarks>
/// Whose wing it is: the six digits with which the address begins (`/440310/say`), else the browser's cookie, else the district that the
/// house was opened for. An address with digits leaves the cookie, so that the links behind it need none.
/// </remarks>
sealed class FrontDoor(IServer street, IServiceProvider house, Action<IServiceCollection>? furnish) : IServer
{
    internal const string Cookie = "district";

    readonly Dictionary<string, Wing?> wings = new(StringComparer.Ordinal);

    public IFeatureCollection Features => street.Features;

    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull
    {
        var settings = house.GetRequiredService<Settings>();
        foreach (var district in await Installation.Others(house, cancellationToken))
            wings[district] = await Wing.Open(house, settings.Of(district), furnish, cancellationToken);
        if (wings.Count == 0)
        {
            await street.StartAsync(application, cancellationToken);
            return;
        }

        wings[settings.District] = null;
        await street.StartAsync(new Sorted<TContext>(application, Choose), cancellationToken);
    }

    /// <summary>The wing that a request goes to; null for the district that the house was opened for.</summary>
    Wing? Choose(IFeatureCollection features)
    {
        var request = features.GetRequiredFeature<IHttpRequestFeature>();
        if (request.Path is ['/', .. { Length: >= 6 } rest] && wings.TryGetValue(rest[..6], out var named) && (rest.Length == 6 || rest[6] == '/'))
        {
            request.Path = rest.Length == 6 ? "/" : rest[6..];
            features.GetRequiredFeature<IHttpResponseFeature>().Headers.Append("Set-Cookie", $"{Cookie}={rest[..6]}; path=/; httponly; samesite=lax");
            return named;
        }

        foreach (var cookie in request.Headers.Cookie.SelectMany(line => line?.Split(';', StringSplitOptions.TrimEntries) ?? []))
            if (cookie.StartsWith($"{Cookie}=", StringComparison.Ordinal) && wings.TryGetValue(cookie[(Cookie.Length + 1)..], out var kept)) return kept;
        return null;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await street.StopAsync(cancellationToken);
        foreach (var wing in wings.Values.OfType<Wing>()) await wing.Close();
        wings.Clear();
    }

    public void Dispose() => street.Dispose();

    /// <summary>Puts the door before whatever server the site has.</summary>
    internal static void Hang(IServiceCollection services, Action<IServiceCollection>? furnish)
    {
        var server = services.Last(service => service.ServiceType == typeof(IServer));
        services.Remove(server);
        services.AddSingleton<IServer>(house => new FrontDoor(
            (IServer)(server.ImplementationInstance ?? server.ImplementationFactory?.Invoke(house) ?? ActivatorUtilities.CreateInstance(house, server.ImplementationType!)),
            house, furnish));
    }

    /// <summary>Either the application itself, or the wing that takes the request instead.</summary>
    sealed class Sorted<TContext>(IHttpApplication<TContext> application, Func<IFeatureCollection, Wing?> choose) : IHttpApplication<Sorted<TContext>.Chosen>
        where TContext : notnull
    {
        internal sealed record Chosen(Wing? Wing, IFeatureCollection Features, TContext? Context);

        public Chosen CreateContext(IFeatureCollection contextFeatures) => choose(contextFeatures) is { } wing
            ? new(wing, contextFeatures, default) : new(null, contextFeatures, application.CreateContext(contextFeatures));

        public Task ProcessRequestAsync(Chosen context) =>
            context.Wing is { } wing ? wing.Process(context.Features) : application.ProcessRequestAsync(context.Context!);

        public void DisposeContext(Chosen context, Exception? exception)
        {
            if (context.Wing is null) application.DisposeContext(context.Context!, exception);
        }
    }
}

/// <summary>The whole site of one further district, without a server of its own.</summary>
sealed class Wing : IServer
{
    Func<IFeatureCollection, Task> process = _ => throw new InvalidOperationException("The wing is not open.");
    WebApplication? site;

    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <summary>Builds, furnishes and opens the wing of a district.</summary>
    internal static async Task<Wing> Open(IServiceProvider house, Settings settings, Action<IServiceCollection>? furnish, CancellationToken stop)
    {
        var wing = new Wing();
        wing.Features.Set<IServerAddressesFeature>(new ServerAddressesFeature());
        wing.site = Site.Build(settings, null, furnish, new(await Beside.Of(house, settings.District, stop), wing));
        await wing.site.Services.Furnish(house.GetRequiredService<Stories>(), stop);
        await wing.site.StartAsync(stop);
        return wing;
    }

    /// <summary>Answers one request.</summary>
    internal Task Process(IFeatureCollection features) => process(features);

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull
    {
        process = async features =>
        {
            var context = application.CreateContext(features);
            try
            {
                await application.ProcessRequestAsync(context);
                application.DisposeContext(context, null);
            }
            catch (Exception failure)
            {
                application.DisposeContext(context, failure);
                throw;
            }
        };
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }

    internal async Task Close()
    {
        if (site is null) return;
        await site.StopAsync();
        await site.DisposeAsync();
    }
}

/// <summary>The part of the house that a further district's site is built in.</summary>
sealed record InWing(Beside Beside, Wing Server);
