using System.CommandLine;
using System.Globalization;
using System.Threading.Channels;
using Bihuan.Hosting;
using Bihuan.Storage;
using Bihuan.Storage.Postgres;
using Bihuan.Storage.Sqlite;

namespace Bihuan.Commands;

/// <summary>The raw ceiling of a bench: the barest server that inserts one row with a gathered durable commit, over the same database and the same HTTP.</summary>
static class Ceiling
{
    public static Command Command()
    {
        var port = new Option<int>("--port") { DefaultValueFactory = _ => 0 };
        var command = new Command("bench-ceiling", "The raw ceiling that a bench is measured beside") { Where.Data, Where.Postgres, port };
        command.Hidden = true;
        command.SetAction(async (words, stop) =>
        {
            var settings = Where.Settings(words);
            await using Store store = settings.Postgres is { } postgres ? new PostgresStore(postgres) : new SqliteStore(settings.Database);
            await store.Migrate(stop);
            await using var lane = await store.OpenLane(stop);
            await lane.Begin(stop);
            await lane.Write([BareTable.Define], stop);
            await lane.Commit(stop);

            var queue = Channel.CreateUnbounded<(string Body, TaskCompletionSource Done)>(new() { SingleReader = true });
            var writing = Task.Run(() => Write(lane, queue.Reader, stop), stop);
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{words.GetValue(port)}"));
            builder.Logging.ClearProviders();
            await using var app = builder.Build();
            app.MapGet("/health", () => "ready");
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
