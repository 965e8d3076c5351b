using Bihuan.Hosting;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Storage;

namespace Bihuan.Tests.People;

/// <summary>Whoever sits down at an open browser may not find out its owner's password there.</summary>
public abstract class PasswordGuessContract : LodgeContract
{
    [Fact]
    public async Task guessing_the_present_password_locks_as_guessing_at_the_door_does()
    {
        await using var lodge = await Lodge();
        var ana = await lodge.As("ana");
        Task<HttpResponseMessage> Guess(string present) => ana.Post("/api/me/password", new { present, password = "Kind-forest4" });
        for (var n = 0; n < 4; n++) await Guess($"{n}").Refuses(403, "password.present");
        await lodge.Visitor().Post("/api/sessions", new { account = "ana", password = "wrong" }).Refuses(403, "session.wrong-password");

        await Guess(Scene.Good).Refuses(403, "session.locked-out");
        await lodge.Visitor().Post("/api/sessions", new { account = "ana", password = Scene.Good }).Refuses(403, "session.locked-out");
        Assert.Equal(5, await lodge.Ask<long>("select count(*) from journal where kind = 'account.sign-in-failed'"));

        lodge.Time.Now += TimeSpan.FromMinutes(15);
        await Guess(Scene.Good).Is(204);
        for (var n = 0; n < 4; n++) await Guess($"{n}").Refuses(403, "password.present");
        await ana.Get("/api/me").Is(200);
    }

    [Fact]
    public async Task the_eleventh_guess_of_the_present_password_in_a_minute_is_one_too_many()
    {
        await using var lodge = await Lodge();
        var ana = await lodge.As("ana");
        for (var n = 0; n < 9; n++) await ana.Post("/api/me/password", new { present = "x", password = "Kind-forest4" });
        await ana.Post("/api/me/password", new { present = Scene.Good, password = "Kind-forest4" }).Refuses(429, "session.too-often");
    }
}

public sealed class PasswordGuessTests : PasswordGuessContract;

public sealed class PasswordGuessTestsOnPostgres(PostgresHost postgres) : PasswordGuessContract, IClassFixture<PostgresHost>
{
    protected override async Task<Store?> On() => await PostgresRoom.Empty(postgres);
}
