using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Destroys what one requester said and left, in every matter of theirs: the key first of all. The chain stays whole.</summary>
public sealed class EraseRequester(Store store, Vault vault, Reading reading)
{
    public sealed record Command(string Why);

    /// <summary>What erasing would mean: which parts are there, in which matters. The parts themselves are not told.</summary>
    public sealed record Found(string Number, bool IsAnonymous, bool IsErased, bool HasName, bool HasPhone, bool HasAddress, IReadOnlyList<Touched> Matters);

    /// <summary>A matter of the same requester.</summary>
    public sealed record Touched(string Number, long Received, long IsOpen);

    /// <summary>Looks at a requester by the number of one of their matters; null when there is no such number.</summary>
    public async Task<Found?> Look(string district, string number, CancellationToken stop, IReadOnlyList<string>? offices = null)
    {
        await using var connection = await store.Read(stop);
        var id = await connection.ExecuteScalarAsync<string?>("select id from matters where district = @district and number = @number",
            new { district, number = number.Trim().ToUpperInvariant() });
        if (id is null) return null;

        var (matter, _) = await reading.Story<Matter>(district, Stream.Of(Matter.Noun, id), stop);
        if ((offices ?? []).Any(matter.IsKeptFrom)) return null;
        var parameters = new DynamicParameters(new { district, person = matter.Person });
        var kept = KeptFrom.Sql("kept_from", offices ?? [], parameters) is { } condition ? $" and {condition}" : "";
        var touched = matter.Person is null ? [] : (await connection.QueryAsync<Touched>(
            $"select number as Number, received as Received, is_open as IsOpen from matters where district = @district and person = @person{kept} order by received desc", parameters)).AsList();
        return new(matter.Number, matter.Person is null, matter.IsErased, !string.IsNullOrEmpty(matter.Said.Name),
            !string.IsNullOrEmpty(matter.Said.Phone), !string.IsNullOrEmpty(matter.Said.Address), touched);
    }

    /// <summary>Erases the requester of a matter, and tells how many matters that touched.</summary>
    public async Task<Answer<Matter>> Run(Clerk clerk, string id, Command command, CancellationToken stop)
    {
        var district = clerk.Caller.District;
        var answer = await clerk.Record<Matter>(Stream.Of(Matter.Noun, id), async (matter, desk) =>
        {
            if (Refuses(matter, command, desk.Now) is { } refusal) return refusal;

            // Erased already: nothing is left that could be erased again.
            if (matter.IsErased) return Decision.Nothing;

            var person = matter.Person!;
            desk.Destroy(person);
            Decision decision = new RequesterErased(command.Why.Trim());
            foreach (var other in await Others(district, person, id, stop))
                decision = decision.Also(Stream.Of(Matter.Noun, other), new RequesterErased(command.Why.Trim()));
            return decision;
        }, stop, command: command);
        if (answer is { IsYes: true, Story.Person: { } erased }) vault.Forget(district, erased);
        return answer;
    }

    /// <summary>Why not; null when the requester may be erased.</summary>
    public static Refusal? Refuses(Matter matter, Command command, Stamp now)
    {
        if (now.Role != People.Roles.SecurityAdmin) return Hosting.No.NotYours;
        if (!matter.Exists) return No.SuchMatter;
        if (matter.Person is null) return No.Anonymous;
        if (string.IsNullOrWhiteSpace(command.Why)) return No.Why.On("why");
        return null;
    }

    async Task<IReadOnlyList<string>> Others(string district, string person, string id, CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<string>(
            "select id from matters where district = @district and person = @person and id <> @id", new { district, person, id })).AsList();
    }
}
