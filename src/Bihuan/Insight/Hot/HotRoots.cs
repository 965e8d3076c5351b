using Bihuan.Hosting;
using Bihuan.Matters;

namespace Bihuan.Insight.Hot;

/// <summary>The matters that deal with a cause, each with the cases that are tied to it.</summary>
public sealed class HotRoots(Store store, Reading reading, Settings settings, TimeProvider time)
{
    const int Most = 200;
    static readonly TimeSpan Back = TimeSpan.FromDays(400);

    /// <summary>One of them. What was voided is none.</summary>
    public sealed record Root(string Id, Matter Matter)
    {
        public ImmutableArray<string> Cases => Matter.Links;
    }

    /// <summary>Those of a playbook, the latest first.</summary>
    public async Task<IReadOnlyList<Root>> Of(Playbook playbook, CancellationToken stop)
    {
        List<string> ids;
        await using (var connection = await store.Read(stop))
        {
            ids = (await connection.QueryAsync<string>("""
                select m.id from matters m where m.district = @district and m.class = @kind and m.class <> 'request' and m.received >= @since order by m.received desc, m.id desc limit @most
                """, new { district = settings.District, kind = playbook.Name, since = (time.GetUtcNow() - Back).ToUnixTimeMilliseconds(), most = Most })).AsList();
        }

        var found = new List<Root>();
        foreach (var id in ids)
            if ((await reading.Story<Matter>(settings.District, Stream.Of(Matter.Noun, id), stop)).Story is { Exists: true, Outcome: not "declined", Links.IsEmpty: false } matter)
                found.Add(new(id, matter));
        return found;
    }
}
