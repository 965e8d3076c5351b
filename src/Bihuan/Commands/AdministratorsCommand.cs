using System.CommandLine;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Commands;

/// <summary>Opens the first three administrators of a district. Exit codes: 0 opened, 1 there are some already, 2 there is no such district.</summary>
static class AdministratorsCommand
{
    static readonly (string Account, string Role)[] Three = [("sys", Roles.SystemAdmin), ("sec", Roles.SecurityAdmin), ("aud", Roles.AuditAdmin)];

    public static Command Command()
    {
        var command = new Command("administrators", "Open a district's first three administrators, each with a password for one sign-in / 开设一个区的首批三员管理员，各有一个一次性密码")
        {
            Where.Data, Where.Postgres, Where.District,
        };
        command.SetAction(async (words, stop) =>
        {
            var settings = Where.Settings(words);
            await using var services = await Where.OpenExisting(settings, stop);
            if (services is null) return 2;

            var opened = await Open(services, settings.District, stop);
            if (opened.Count == 0)
            {
                Console.Error.WriteLine($"{settings.District} 已有管理员，没有改动。/ {settings.District} has administrators already; nothing was changed.");
                return 1;
            }

            Console.WriteLine($"登录页 /{settings.District}/sign-in；密码只显示这一次，登录后须修改并绑定动态码。/ Sign in at /{settings.District}/sign-in; the passwords are shown this once and must be changed, and a second factor set up.");
            foreach (var (account, title, password) in opened) Console.WriteLine($"  {account}  {password}  {title.Zh} / {title.En}");
            return 0;
        });
        return command;
    }

    /// <summary>Opens them where the district has no administrator; none otherwise.</summary>
    internal static async Task<IReadOnlyList<(string Account, Words Title, string Password)>> Open(IServiceProvider services, string district, CancellationToken stop)
    {
        await using (var connection = await services.GetRequiredService<Store>().Read(stop))
        {
            if (await connection.ExecuteScalarAsync<long>(
                "select count(*) from posts where district = @district and role in ('system-admin', 'security-admin', 'audit-admin')", new { district }) > 0) return [];
        }

        var setup = new Clerk(services.GetRequiredService<Writer>(), services.GetRequiredService<TimeProvider>(), new(district, Roles.Setup, new(Roles.Setup, "")));
        var top = (await services.GetRequiredService<UnitTree>().Of(district, stop)).Children("").FirstOrDefault()?.Code;
        if (top is null)
        {
            var area = services.GetRequiredService<AreaMap>().District;
            Yes(await OpenUnit.Run(new(top = district, area.Name, area.NameEn, "district"), setup, stop));
        }

        List<(string, Words, string)> opened = [];
        foreach (var (account, role) in Three)
        {
            var (password, title) = (Passwords.OneTime(), Roles.Title(role));
            Yes(await OpenAccount.Run(new(account, title.Zh, title.En), Passwords.Hash(password), setup, stop));
            Yes(await AppointPost.Run(account, new(top, role), setup, stop));
            opened.Add((account, title, password));
        }

        return opened;
    }

    static void Yes<T>(Answer<T> answer)
    {
        if (answer.Refusal is { } no) throw new InvalidDataException($"{answer.Stream.Name}: {no.Code} {no.Zh} / {no.En}");
    }
}
