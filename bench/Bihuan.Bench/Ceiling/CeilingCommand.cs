using System.CommandLine;
using System.Threading.Channels;
using Bihuan.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bihuan.Bench.Ceiling;

/// <summary>
/// The raw ceiling of a bench: the barest server that inserts one row with a gathered durable commit, and reads fifty by their key, over
/// the same database and the same HTTP.
/// </summary>
static class CeilingCommand
{
    public static Command Command()
    {
        var port = new Option<int>("--port") { DefaultValueFactory = _ => 0 };
        var command = new Command("ceiling", "The raw ceiling that a bench is measured beside") { Commands.Where.Data, Commands.Where.Postgres, port };
        command.Hidden = true;
        command.SetAction(async (words, stop) =>
        {
            await using var store = Stores.LoadedStore.Open(Commands.Where.Settings(words));
            await store.Migrate(stop);
            await using var lane = await store.OpenLane(stop);
            await lane.Begin(stop);
            await lane.Write([BareTable.Define, .. Enumerable.Range(0, 1000).Select(n => BareTable.Insert($"{n:00000000}", new('x', 1200)))], stop);
            await lane.Commit(stop);

            var queue = Channel.CreateUnbounded<(string Body, TaskCompletionSource Done)>(new() { SingleReader = true });
            var writing = Task.Run(() => Write(lane, queue.Reader, stop), stop);
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls($"http://127.0.0.1:{words.GetValue(port)}");
            builder.Logging.ClearProviders();
            await using var app = builder.Build();
            app.MapGet("/health", () => "ready");
            app.MapGet("/rows", async () =>
            {
                await using var connection = await store.Read(CancellationToken.None);
                return Results.Json((await connection.QueryAsync<(string Id, string Body)>(BareTable.Page, new { after = "00000300" })).Select(row => new { row.Id, row.Body }));
            });
            app.MapPost("/insert", async (HttpRequest request) =>
            {
                using var reader = new StreamReader(request.Body);
                var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await queue.Writer.WriteAsync((await reader.ReadToEndAsync(), done));
                await done.Task;
                return "ok";
            });
            await app.RunAsync(stop);
            return 0;
        });
        return command;
    }

    static async Task Write(Lane lane, ChannelReader<(string Body, TaskCompletionSource Done)> queue, CancellationToken stop)
    {
        var waiting = new List<(string Body, TaskCompletionSource Done)>();
        while (await queue.WaitToReadAsync(stop))
        {
            waiting.Clear();
            while (waiting.Count < 256 && queue.TryRead(out var item)) waiting.Add(item);
            await lane.Begin(stop);
            await lane.Write(waiting.ConvertAll(item => BareTable.Insert(Guid.CreateVersion7().ToString("N"), item.Body)), stop);
            await lane.Commit(stop);
            foreach (var (_, done) in waiting) done.TrySetResult();
        }
    }
}
