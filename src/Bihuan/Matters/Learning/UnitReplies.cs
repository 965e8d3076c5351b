using Bihuan.Hosting;

namespace Bihuan.Matters.Learning;

/// <summary>What a unit has lately replied to others, to tell whoever writes that a reply is the same as another one. Shown to nobody.</summary>
public sealed class UnitReplies(Store store, Reading reading)
{
    const int Most = 40;

    /// <summary>The replies to a unit's latest matters.</summary>
    /// <param name="except">The matter that is being replied to.</param>
    public async Task<IReadOnlyList<string>> Of(string district, string unit, string except, CancellationToken stop)
    {
        List<string> ids;
        await using (var connection = await store.Read(stop))
        {
            ids = (await connection.QueryAsync<string>(new CommandDefinition(
                "select p.matter from matter_parties p where p.district = @district and p.unit = @unit order by p.received desc, p.matter desc limit @most",
                new { district, unit, most = Most }, cancellationToken: stop))).AsList();
        }

        List<string> replies = [];
        await foreach (var story in reading.Many(district, ids.Where(id => id != except).Select(id => Stream.Of(Matter.Noun, id)), stop))
            if (story.Select(entry => entry.Fact switch { ResultHandedIn f => f.Reply, Answered f => f.Reply, _ => null }).LastOrDefault(reply => reply is { Length: > 0 }) is { } reply)
                replies.Add(reply);
        return replies;
    }
}
