using Bihuan.Hosting;
using Bihuan.People;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Storage;

namespace Bihuan.Tests.People;

public abstract class DoorContract : LodgeContract
{
    [Fact]
    public async Task a_post_that_begins_or_ends_while_somebody_is_signed_in_is_theirs_for_its_time_alone()
    {
        await using var lodge = await Lodge();
        var now = lodge.Time.Now;
        Assert.True((await AppointPost.Run("ana", new("LS.ZJ", "handler", Since: now.AddMinutes(10), Until: now.AddMinutes(20)), lodge.Setup, People.Lodge.Stop)).IsYes);
        var token = (await (await lodge.Visitor().Post("/api/sessions", new { account = "ana", password = Scene.Good }).Is(201)).Json()).GetProperty("token").GetString()!;
        async Task<string> Seen(int minutes)
        {
            lodge.Time.Now = now.AddMinutes(minutes);
            var person = await lodge.Of<Door>().Open(Scene.District, token, byCookie: minutes > 10, $"key {minutes}", minutes, _ => Task.CompletedTask, People.Lodge.Stop);
            Assert.Equal((lodge.Time.Now, minutes > 10, $"key {minutes}", minutes), (person!.Now, person.ByCookie, person.Caller.CommandKey, person.Caller.Seen));
            Assert.Equal(SeenBy.Marks("ana", "LS.ZH", "handler"), person.Scope.Marks);
            return string.Join(' ', person.Scope.Offices);
        }

        Assert.Equal("LS.ZH LS", await Seen(1));
        Assert.Equal("LS.ZH LS", await Seen(2));
        Assert.Equal("LS.ZH LS LS.ZJ", await Seen(12));
        Assert.Equal("LS.ZH LS LS.ZJ", await Seen(13));
        Assert.Equal("LS.ZH LS", await Seen(21));
    }
}

public sealed class DoorTests : DoorContract;

public sealed class DoorTestsOnPostgres(PostgresHost postgres) : DoorContract, IClassFixture<PostgresHost>
{
    protected override async Task<Store?> On() => await PostgresRoom.Empty(postgres);
}
