using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Bihuan.Duties;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.People;

namespace Bihuan.Commands;

/// <summary>Measures the product from a second process, beside the raw ceiling of the same machine in the same run; one JSON line a figure.</summary>
public static class BenchCommand
{
    const string District = "370212";

    public static Command Command()
    {
        var name = new Argument<string>("name") { Description = "register | list | similar | category | unit | hot" };
        var files = Files();
        var matters = new Option<int>("--matters") { Description = "How many matters stand there already / 已有事项数", DefaultValueFactory = _ => 0 };
        var seconds = new Option<int>("--seconds") { Description = "How long each load runs / 每项时长", DefaultValueFactory = _ => 10 };
        var connections = new Option<int>("--connections") { Description = "HTTP connections / 连接数", DefaultValueFactory = _ => 16 };
        var store = new Option<string>("--store") { Description = "sqlite | postgres (needs --postgres)", DefaultValueFactory = _ => "sqlite" };
        var command = new Command("bench", "Measure beside the raw ceiling / 性能测量") { name, matters, seconds, connections, store, Where.Postgres };
        foreach (var file in files.Values) command.Options.Add(file);
        command.SetAction(async (words, stop) =>
        {
            string? File(string option) => words.GetValue(files[option]) is { Length: > 0 } file ? file : null;
            switch (words.GetValue(name))
            {
                case "category" when File("train") is { } train && File("test") is { } test: return LanguageBench.Category(train, test);
                case "unit" when File("history") is { } history && File("then") is { } then: return LanguageBench.Unit(history, then);
                case "hot" when File("stream") is { } stream: return LanguageBench.Hot(File("before"), stream);
                case "category" or "unit" or "hot": return Unnamed();
            }

            var postgres = words.GetValue(store) == "postgres" ? words.GetValue(Where.Postgres) : null;
            if (words.GetValue(store) == "postgres" && postgres is null)
            {
                Console.Error.WriteLine("--store postgres needs --postgres, or BIHUAN_POSTGRES; bin/bench starts a scratch one. / 需要 --postgres 连接串。");
                return 2;
            }

            var run = new Run(words.GetValue(name)!, postgres, words.GetValue(matters), words.GetValue(seconds), words.GetValue(connections));
            return run.Name switch
            {
                "register" => await Register(run, stop),
                "list" => await List(run with { Matters = run.Matters == 0 ? 100_000 : run.Matters }, stop),
                "similar" => await Similar(run with { Matters = run.Matters == 0 ? 100_000 : run.Matters }, stop),
                _ => Unknown(run.Name),
            };
        });
        return command;
    }

    static Dictionary<string, Option<string>> Files() => (((string Name, string What)[])[
        ("train", "category: learn from / 学习文件"), ("test", "category: test on / 测试文件"),
        ("history", "unit: learn first / 历史文件"), ("then", "unit: predict one by one / 逐件预测的文件"),
        ("before", "hot: what was said before / 此前的诉求"), ("stream", "hot: group these / 诉求流"),
        ]).ToDictionary(f => f.Name, f => new Option<string>($"--{f.Name}") { Description = f.What }, StringComparer.Ordinal);

    static int Unnamed()
    {
        Console.Error.WriteLine("category needs --train and --test, unit --history and --then, hot --stream (and --before). / 缺少文件参数。");
        return 2;
    }

    static int Unknown(string name)
    {
        Console.Error.WriteLine($"There is no bench “{name}”; choose register, list, similar, category, unit or hot. / 没有“{name}”这项测量，请选 register、list、similar、category、unit 或 hot。");
        return 2;
    }

    static async Task<int> Register(Run run, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("bihuan-bench-").FullName;
        try
        {
            var raw = await OneCeiling(run, Path.Combine(folder, "raw"), stop);
            var data = Path.Combine(folder, "data");
            await Furnish(run, data, stop);
            var port = FreePort();
            using var server = Start(["serve", "--data", data, "--port", Text(port), .. Postgres(run)]);
            try
            {
                await Ready(port, stop);
                var token = await SignIn(port, "agent1", stop);
                var load = new Load(port, run.Connections);
                byte[] Request(int c, int n) => Load.Post("/api/matters", Body(c, n), token);
                await load.Run(TimeSpan.FromSeconds(Math.Max(10, run.Seconds)), Request, keep: false);
                var result = await load.Run(TimeSpan.FromSeconds(run.Seconds), Request, keep: true);
                var missing = await Missing(port, token, result.Answers, stop);
                if (missing > 0 || result.Failed > 0)
                {
                    Console.Error.WriteLine($"{missing} of {result.Answers.Count} answered registrations were not found again, {result.Failed} failed: no figure.");
                    return 1;
                }

                Say(run, "registrations per second", result.PerSecond, "1/s", raw, result);
            }
            finally
            {
                server.Kill(entireProcessTree: true);
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static Task<int> List(Run run, CancellationToken stop) => Served(run, async port =>
    {
        foreach (var account in (string[])["dispatcher1", "zj-liaison"])
        {
            var token = await SignIn(port, account, stop);
            foreach (var (figure, path) in ((string, string)[])[("html", "/matters"), ("json", "/api/matters")])
                await OnePath(run, port, $"50 rows as {account}, {figure}, p95", (_, _) => Load.Get(path, token, "text/html"));
        }
    }, stop);

    /// <summary>What an agent's screen asks while the caller is still speaking: the person, the place, and what has been said before.</summary>
    static Task<int> Similar(Run run, CancellationToken stop) => Served(run, async port =>
    {
        var token = await SignIn(port, "agent1", stop);
        byte[] Request(int c, int n) => Load.Post("/api/intake/suggestions", JsonSerializer.Serialize(new
        {
            text = Texts[n % Texts.Length], phone = n % 3 == 0 ? $"1380532{n * 31 % 10000:0000}" : null, area = $"37021200{1 + (n % 5)}", category = "CJ-01-07",
        }, Facts.Json), token);
        await OnePath(run, port, "similar matters while typing, p95", Request);
    }, stop);

    static readonly string[] Texts =
        ["楼下的路灯坏了一个多星期，晚上看不见路", "小区路灯不亮，老人在台阶上摔了一跤", "扶手松了，请一起检查加固", "物业说路灯归市政管，没有人来看", "请先装一盏临时照明"];

    /// <summary>One kind of request over one connection, as one person's screen sends it.</summary>
    static async Task OnePath(Run run, int port, string figure, Func<int, int, byte[]> request)
    {
        var load = new Load(port, 1);
        await load.Run(TimeSpan.FromSeconds(2), request, keep: false);
        var result = await load.Run(TimeSpan.FromSeconds(run.Seconds), request, keep: false);
        if (result.Failed > 0) Console.Error.WriteLine($"{figure}: {result.Failed} failed");
        else Say(run, figure, result.At(0.95), "ms", null, result);
    }

    /// <summary>Measures a server with so many matters.</summary>
    static async Task<int> Served(Run run, Func<int, Task> measure, CancellationToken stop)
    {
        var folder = Directory.CreateTempSubdirectory("bihuan-bench-").FullName;
        try
        {
            await Furnish(run, folder, stop);
            var port = FreePort();
            using var server = Start(["serve", "--data", folder, "--port", Text(port), .. Postgres(run)]);
            try
            {
                await Ready(port, stop);
                await measure(port);
            }
            finally
            {
                server.Kill(entireProcessTree: true);
            }

            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<double> OneCeiling(Run run, string data, CancellationToken stop)
    {
        Directory.CreateDirectory(data);
        var port = FreePort();
        using var server = Start(["bench-ceiling", "--data", data, "--port", Text(port), .. Postgres(run)]);
        try
        {
            await Ready(port, stop);
            var load = new Load(port, run.Connections);
            byte[] Request(int c, int n) => Load.Post("/insert", Body(c, n), null);
            await load.Run(TimeSpan.FromSeconds(2), Request, keep: false);
            return (await load.Run(TimeSpan.FromSeconds(Math.Max(3, run.Seconds / 2)), Request, keep: false)).PerSecond;
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The units, two accounts and the matters that stand there already, all through the Clerk.</summary>
    static async Task Furnish(Run run, string data, CancellationToken stop)
    {
        var settings = new Settings(data, Settings.FindPacks(), Postgres: run.Postgres);
        await using var services = await Where.Open(settings, stop);
        var clerk = new Clerk(services.GetRequiredService<Writer>(), TimeProvider.System, new(District, "setup", new(Roles.Setup, "")));
        foreach (var unit in (string[])["LS", "LS.RX", "LS.RX.SL", "LS.RX.PD", "LS.ZJ"])
            await OpenUnit.Run(new(unit, unit, unit, unit.Length == 2 ? "district" : "office"), clerk, stop);
        var hash = Passwords.Hash(DemoAccounts.Password);
        foreach (var (account, unit, role) in ((string, string, string)[])[("agent1", "LS.RX.SL", "agent"), ("dispatcher1", "LS.RX.PD", "dispatcher"), ("zj-liaison", "LS.ZJ", "coordinator")])
        {
            await OpenAccount.Run(new(account, account, account, MustChange: false), hash, clerk, stop);
            await AppointPost.Run(account, new(unit, role), clerk, stop);
        }

        await clerk.Record<Catalogue>(PublishCatalogue.Stream, (catalogue, now) => catalogue.Edition > 0 ? Decision.Nothing
            : PublishCatalogue.Decide(catalogue, new([new(1, "CJ", null, null, "LS.ZJ", [], null, null, new("职责", "Duty"), "basic")]), _ => true, now), stop);
        var desk = services.GetRequiredService<MatterDesk>();
        var agent = clerk.For(new(District, "agent1", new("agent", "LS.RX.SL")));
        var dispatcher = clerk.For(new(District, "dispatcher1", new("dispatcher", "LS.RX.PD")));
        await Parallel.ForAsync(0, run.Matters, new ParallelOptions { MaxDegreeOfParallelism = 128, CancellationToken = stop }, async (n, token) =>
        {
            var command = JsonSerializer.Deserialize<ReceiveMatter.Command>(Body(0, n), Facts.Json)!;
            var answer = await desk.Receive(agent.For(agent.Caller with { At = DateTimeOffset.UtcNow.AddMinutes(-n % 100_000) }), command, token);
            if (n % 2 == 0) await desk.Take(agent, answer.Story.Id, "accept", [], token);
            if (n % 4 == 0) await desk.Take(dispatcher, answer.Story.Id, "dispatch", new() { ["unit"] = "LS.ZJ", ["row"] = 1 }, token);
        });
    }

    static string Body(int c, int n) => JsonSerializer.Serialize(new
    {
        text = $"我是小区{c}号楼的住户，{n}，楼下的路灯已经坏了一个多星期，晚上出门什么都看不见，上周有位老人在台阶上摔了一跤。我们给物业打过三次电话，物业说路灯归市政管，市政又说在小区红线以内归物业管，来回推了好几天没有人来看。"
            + "楼里老人和孩子多，天黑得又早，请有关部门明确到底由谁来修，尽快把路灯修好；另外台阶的扶手也松了，希望一起检查加固。修好之前能不能先装一盏临时照明？请给我们一个准确的时间，谢谢。这件事邻居们都很关心，大家愿意配合，需要现场指认位置可以随时联系我，白天晚上都可以。",
        title = "小区路灯不亮，台阶扶手松动", phone = $"1380532{(c * 977 + n) % 10000:0000}", name = "住户",
        category = "CJ-01-07", area = $"37021200{1 + (n % 5)}", source = "phone", points = (string[])["修好路灯", "加固扶手"],
    }, Facts.Json);

    /// <summary>How many answered numbers the store does not hold: a figure is printed only when there are none.</summary>
    static async Task<int> Missing(int port, string token, IReadOnlyCollection<string> answers, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var missing = 0;
        foreach (var answer in answers.Where((_, n) => n % Math.Max(1, answers.Count / 500) == 0))
        {
            var start = answer.IndexOf("\"number\":\"", StringComparison.Ordinal) + 10;
            using var found = await http.GetAsync(new Uri($"/api/matters/{answer[start..answer.IndexOf('"', start)]}", UriKind.Relative), stop);
            if (found.StatusCode != HttpStatusCode.OK) missing++;
        }

        return missing;
    }

    static async Task<string> SignIn(int port, string account, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
        using var answer = await http.PostAsJsonAsync("/api/sessions", new { account, password = DemoAccounts.Password }, stop);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("token").GetString()!;
    }

    static async Task Ready(int port, CancellationToken stop)
    {
        using var http = new HttpClient();
        for (var n = 0; n < 600; n++)
        {
            try
            {
                if ((await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health"), stop)).IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100, stop);
        }

        throw new TimeoutException("The server did not become ready within a minute.");
    }

    static Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        // What is measured is what was asked for, whatever this shell is used for otherwise.
        start.Environment.Remove("BIHUAN_POSTGRES");
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet") start.ArgumentList.Add(typeof(BenchCommand).Assembly.Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    static IEnumerable<string> Postgres(Run run) => run.Postgres is { } postgres ? ["--postgres", postgres] : [];

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    static void Say(Run run, string figure, double value, string unit, double? ceiling, Load.Result result) =>
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            bench = run.Name, figure, value = Math.Round(value, 2), unit, store = run.Postgres is null ? "sqlite" : "postgres", matters = run.Matters,
            ceiling = ceiling is { } c ? Math.Round(c, 0) : (double?)null, ratio = ceiling is { } r ? Math.Round(value / r, 3) : (double?)null,
            p50 = Math.Round(result.At(0.50), 2), p95 = Math.Round(result.At(0.95), 2), p99 = Math.Round(result.At(0.99), 2),
        }, Facts.Json));

    sealed record Run(string Name, string? Postgres, int Matters, int Seconds, int Connections);
}
