using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Bihuan.Hosting;
using Bihuan.People;
using Bihuan.Storage;
using Bihuan.Tests.Hosts;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Bihuan.Tests.Storage;

/// <summary>The real product is killed with -9 in the middle of a write load: nothing that was answered is lost.</summary>
public sealed class KillTests(PostgresHost postgres) : IClassFixture<PostgresHost>
{
    const string District = "370212";
    const string Password = "Heap-of-Rubbish-7";
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task nothing_answered_is_lost_on_sqlite() => Kill(null);

    [Fact]
    public Task nothing_answered_is_lost_on_postgres() => Kill(postgres.Connection);

    static async Task Kill(string? database)
    {
        var data = Directory.CreateTempSubdirectory("bihuan-").FullName;
        var settings = new Settings(data, Settings.FindPacks(), Postgres: database);
        await Furnish(settings);

        var answered = new ConcurrentBag<(string Id, string Number)>();
        using (var product = await Product.Start(settings))
        {
            var token = await product.SignIn("eva", Password);
            var writers = Enumerable.Range(0, 8).Select(n => Task.Run(() => Write(product, token, n, answered))).ToList();
            while (answered.Count < 200 && product.IsAlive) await Task.Delay(20, Stop);
            product.Kill();
            await Task.WhenAll(writers);
        }

        Assert.InRange(answered.Count, 200, int.MaxValue);
        Assert.Equal(answered.Count, answered.Select(a => a.Number).Distinct().Count());
        await using (var house = await Open(settings))
        {
            var store = house.GetRequiredService<Store>();
            await using var connection = await store.Read(Stop);
            var kept = (await connection.QueryAsync<(string, string)>("select id, number from matters")).ToHashSet();
            Assert.DoesNotContain(answered, a => !kept.Contains(a));
            Assert.Empty((await VerifiedJournal.Verify(store, house.GetRequiredService<Stories>(), house.GetRequiredService<Vault>(), null, Stop)).Broken);
        }

        // And it opens again as if nothing had been.
        using (var again = await Product.Start(settings))
            Assert.NotNull(await again.Receive(await again.SignIn("eva", Password), "重启以后还能登记"));
        Directory.Delete(data, recursive: true);
    }

    static async Task Write(Product product, string token, int writer, ConcurrentBag<(string, string)> answered)
    {
        for (var n = 0; ; n++)
        {
            try
            {
                if (await product.Receive(token, $"第{writer}条线第{n}次反映楼下垃圾没人清运") is not { } kept) continue;
                answered.Add(kept);
            }
            catch (Exception cut) when (cut is HttpRequestException or IOException or JsonException)
            {
                return;
            }
        }
    }

    static async Task<ServiceProvider> Open(Settings settings)
    {
        var house = new ServiceCollection().AddLogging().AddBihuan(settings).BuildServiceProvider();
        await house.OpenBihuan(Stop);
        return house;
    }

    /// <summary>One agent in one office, appointed by the hand that sets up.</summary>
    static async Task Furnish(Settings settings)
    {
        await using var house = await Open(settings);
        var clerk = new Clerk(house.GetRequiredService<Writer>(), TimeProvider.System, new(District, "setup", new(Roles.Setup, "")));
        Assert.Null((await OpenUnit.Run(new("LS", "崂山区", "Laoshan District", "district", "370212"), clerk, Stop)).Refusal);
        Assert.Null((await OpenUnit.Run(new("LS.RX", "热线中心", "Hotline Centre", "centre"), clerk, Stop)).Refusal);
        Assert.Null((await OpenAccount.Run(new("eva", "伊娃", "Eva", MustChange: false), Passwords.Hash(Password), clerk, Stop)).Refusal);
        Assert.Null((await AppointPost.Run("eva", new("LS.RX", "agent"), clerk, Stop)).Refusal);
    }

    sealed class Product : IDisposable
    {
        readonly Process process;
        readonly HttpClient http;

        Product(Process process, HttpClient http) => (this.process, this.http) = (process, http);

        public bool IsAlive => !process.HasExited;

        public static async Task<Product> Start(Settings settings)
        {
            var port = SparePort();
            var start = new ProcessStartInfo("dotnet")
            {
                ArgumentList = { Path.Combine(AppContext.BaseDirectory, "bihuan.dll"), "serve", "--data", settings.Data, "--port", $"{port}" },
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            if (settings.Postgres is { } postgres)
            {
                start.ArgumentList.Add("--postgres");
                start.ArgumentList.Add(postgres);
            }

            var started = Process.Start(start)!;
            started.OutputDataReceived += (_, _) => { };
            started.BeginOutputReadLine();
            var errors = started.StandardError.ReadToEndAsync(Stop);
            var product = new Product(started, new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") });
            var until = Stopwatch.StartNew();
            while (!await product.IsReady())
            {
                if (started.HasExited || until.Elapsed > TimeSpan.FromSeconds(60))
                {
                    product.Dispose();
                    Assert.Fail($"The product did not start: {await errors}");
                }

                await Task.Delay(50, Stop);
            }

            return product;
        }

        public async Task<string> SignIn(string account, string password)
        {
            var answer = await http.PostAsJsonAsync("/api/sessions", new { account, password }, Stop);
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("token").GetString()!;
        }

        /// <summary>What was answered; null when it was not a yes.</summary>
        public async Task<(string Id, string Number)?> Receive(string token, string text)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/matters") { Content = JsonContent.Create(new { text, phone = "13800000000" }) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await http.SendAsync(request, Stop);
            if (!answer.IsSuccessStatusCode) return null;
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Stop);
            return (body.GetProperty("id").GetString()!, body.GetProperty("number").GetString()!);
        }

        /// <summary>SIGKILL: nothing is flushed, nobody is told.</summary>
        public void Kill() => process.Kill();

        public void Dispose()
        {
            if (!process.HasExited) process.Kill();
            process.WaitForExit();
            process.Dispose();
            http.Dispose();
        }

        async Task<bool> IsReady()
        {
            try
            {
                return (await http.GetAsync(new Uri("/health", UriKind.Relative), Stop)).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }

        static int SparePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
