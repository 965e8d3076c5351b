using System.CommandLine;
using Bihuan.People;

namespace Bihuan.Commands;

/// <summary>Serves pages and API.</summary>
public static class Serve
{
    public static Command Command()
    {
        var port = new Option<int>("--port") { Description = "Port on 127.0.0.1 / 端口", DefaultValueFactory = _ => 5080 };
        var host = new Option<string>("--host") { Description = "Address to listen on / 监听地址", DefaultValueFactory = _ => "127.0.0.1" };
        var command = new Command("serve", "Serve pages and API / 提供网页和接口") { Where.Data, Where.Postgres, port, host };
        command.SetAction(async (words, stop) =>
        {
            await using var app = Site.Build(Where.Settings(words), $"http://{words.GetValue(host)}:{words.GetValue(port)}");
            await app.Services.OpenBihuan(stop);
            try
            {
                await app.StartAsync(stop);
            }
            catch (IOException taken) when (taken.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
            {
                Console.Error.WriteLine($"端口 {words.GetValue(port)} 已被占用，请用 --port 换一个。/ Port {words.GetValue(port)} is taken; choose another with --port.");
                return 1;
            }

            Tell(app);
            await app.WaitForShutdownAsync(stop);
            return 0;
        });
        return command;
    }

    /// <summary>Says where it is, and in a demo who may be tried.</summary>
    static void Tell(WebApplication app)
    {
        foreach (var address in app.Urls) Console.WriteLine($"Bihuan 闭环 · {address}");
        var people = app.Services.GetRequiredService<PeopleSettings>();
        if (!people.IsDemo) return;

        Console.WriteLine($"演示账号，密码都是 {people.DemoPassword} / Demo accounts, all with the password {people.DemoPassword}");
        foreach (var one in people.Demo) Console.WriteLine($"  {one.Account,-12} {one.Name.Zh} · {one.Title.Zh} / {one.Title.En}");
    }
}
