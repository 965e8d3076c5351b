using Bihuan.Hosting;

namespace Bihuan.People;

/// <summary>Who is there: units, posts, accounts, sign-in, scopes.</summary>
public static class PeopleFeature
{
    /// <summary>The stories of this folder, for <see cref="Stories"/>.</summary>
    public static IReadOnlyList<StoryKind> Stories { get; } =
    [
        new StoryKind<Unit>("unit", new UnitLedger()),
        new StoryKind<Account>("account", new AccountLedger()),
        new StoryKind<Session>("session", new SessionLedger()),
    ];

    /// <summary>Needs Store, Writer, Vault, TimeProvider and PeopleSettings beside it. Gives every request its Clerk.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddSingleton<UnitTree>().AddSingleton<Door>().AddSingleton<Throttle>().AddSingleton<Forms>();
        services.AddScoped<SignedIn>().AddScoped<SignInDesk>();
        services.AddHttpContextAccessor();
        services.AddScoped<MyAccount>().AddScoped<AdministratorDesk>();
        // Who is not signed in, or still owes a password or a second factor, writes as the public does: no role is theirs.
        services.AddScoped(scope => new Clerk(scope.GetRequiredService<Writer>(), scope.GetRequiredService<TimeProvider>(),
            scope.GetRequiredService<SignedIn>() is { Fault: null, Person: { } person }
                ? person.Caller : Caller.Resident(scope.GetRequiredService<PeopleSettings>().District)));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return services;
    }

    /// <summary>Stands before every endpoint and after the static files.</summary>
    public static IApplicationBuilder UsePeople(this IApplicationBuilder app) => app.Use(Ways.Meet);

    /// <summary>Every way in.</summary>
    public static void MapPeople(this IEndpointRouteBuilder app)
    {
        SignIn.Map(app.MapGroup("/api/sessions").WithTags("People"));
        SignOut.Map(app.MapGroup("/api").WithTags("People").SignedInOnly(evenIfOwing: true));

        var me = app.MapGroup("/api/me").WithTags("People").SignedInOnly(evenIfOwing: true);
        ShowMe.Map(me);
        TakePost.Map(me);
        ChangePassword.Map(me);
        SetUpSecondFactor.Map(me);

        var accounts = app.MapGroup("/api/accounts").WithTags("People").SignedInOnly();
        ListAccounts.Map(accounts);
        OpenAccount.Map(accounts);
        AppointPost.Map(accounts);
        RemovePost.Map(accounts);
        LockAccount.Map(accounts);
        UnlockAccount.Map(accounts);
        ResetPassword.Map(accounts);
        CloseAccount.Map(accounts);

        var units = app.MapGroup("/api/units").WithTags("People").SignedInOnly();
        ListUnits.Map(units);
        OpenUnit.Map(units);
        RenameUnit.Map(units);
        CloseUnit.Map(units);

        var audit = app.MapGroup("/api").WithTags("People").SignedInOnly();
        ListSignIns.Map(audit);
        ListChanges.Map(audit);

        PeoplePages.Map(app);
    }
}
