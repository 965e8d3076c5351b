using System.Collections.Concurrent;
using Bihuan.Engine.Language.Hot;
using Bihuan.Hosting;
using Bihuan.Matters;
using Bihuan.People;
using Said = Bihuan.Engine.Language.Hot.Said;

namespace Bihuan.Insight.Hot;

/// <summary>A group as one person sees it: made of the matters they may see, and of no others.</summary>
/// <param name="Id">The identifier of its first matter.</param>
/// <param name="Name">Its own words.</param>
/// <param name="Members">In order of time.</param>
/// <param name="Place">The smallest area in which they all lie; empty where nobody knows.</param>
/// <param name="Playbook">By whose limit it becomes a matter.</param>
/// <param name="Root">The matter that deals with the cause; null where there is none yet.</param>
/// <param name="Unsure">Those that may belong to that matter and are not tied to it.</param>
public sealed record HotIssue(string Id, string Name, ImmutableArray<Said> Members, Heat Heat, string Place, Playbook Playbook, Matter? Root, ImmutableArray<string> Unsure)
{
    public Gathering Gathering => Playbook.Begins!.Gathers!;

    /// <summary>Whether enough people speak of it for a matter of its own.</summary>
    public bool IsDue => Root is null && Heat.People >= Gathering.People;

    /// <summary>How many came in so many days before a moment.</summary>
    public int Within(DateTimeOffset end, int days) => Members.Count(said => said.At <= end && said.At > end.AddDays(-days));

    /// <summary>How many came in each week up to a moment, the oldest first.</summary>
    public IReadOnlyList<int> Weeks(DateTimeOffset now)
    {
        var weeks = new int[Math.Max(2, (Gathering.Days + 6) / 7)];
        foreach (var said in Members)
            if ((int)((now - said.At).TotalDays / 7) is var back && back >= 0 && back < weeks.Length) weeks[weeks.Length - 1 - back]++;
        return weeks;
    }
}

/// <summary>What is said again and again, as far as one person may know it.</summary>
/// <param name="Issues">All of them, the hottest first; a name costs more than a place in the order, so that <see cref="HotGroups.Named"/> is asked for those that are shown.</param>
/// <param name="Hearing">How many have been heard while it is being heard for the first time; null when that is done.</param>
/// <param name="Heard">How many matters of the window the person may see.</param>
public sealed record HotSight(IReadOnlyList<HotIssue> Issues, int? Hearing, bool HasFailed, bool IsCut, int Heard, DateTimeOffset? Since);

/// <summary>Shows the groups inside a scope: a person counts, and reads the names of, nothing that they may not see.</summary>
public sealed class HotGroups(HotTalk talk, HotRoots roots, MatterDesk desk, Store store, TimeProvider time)
{
    readonly ConcurrentDictionary<string, string> names = new(StringComparer.Ordinal);

    /// <summary>Every group of two persons at least.</summary>
    public async Task<HotSight> Of(Person person, CancellationToken stop)
    {
        var heard = talk.Now;
        var (issues, count) = (new List<HotIssue>(), 0);
        foreach (var one in heard)
        {
            var (some, seen) = await Of(one, person, stop);
            issues.AddRange(some);
            count += seen;
        }

        return new([.. issues.OrderByDescending(issue => issue.Heat.Value).ThenBy(issue => issue.Id, StringComparer.Ordinal)],
            talk.Hearing, talk.HasFailed, heard.Any(one => one.IsCut), count, heard.Count == 0 ? null : heard.Min(one => one.Since));
    }

    /// <summary>The same with its name.</summary>
    public HotIssue Named(HotIssue issue) => issue with { Name = Name(issue, talk.Now) };

    /// <summary>The group in which a matter is; null where the person may not see it or it is in none.</summary>
    public async Task<HotIssue?> One(Person person, string id, CancellationToken stop)
    {
        var heard = talk.Now;
        foreach (var one in heard)
            if ((await Of(one, person, stop)).Issues.FirstOrDefault(issue => issue.Members.Any(said => said.Id == id)) is { } issue) return issue with { Name = Name(issue, heard) };
        return null;
    }

    /// <summary>The group of a matter that deals with a cause; null where the person sees none of it.</summary>
    public async Task<HotIssue?> OfRoot(Person person, string root, CancellationToken stop)
    {
        foreach (var one in talk.Now)
            if ((await Of(one, person, stop)).Issues.FirstOrDefault(issue => issue.Root?.Id == root) is { } issue) return issue;
        return null;
    }

    /// <summary>The groups, and how many matters of the window the person may see.</summary>
    async Task<(IEnumerable<HotIssue> Issues, int Seen)> Of(Heard heard, Person person, CancellationToken stop)
    {
        var seen = await Seen(heard, person.Scope, stop);
        var known = await roots.Of(heard.Playbook, stop);
        var byCase = new Dictionary<string, Matter>(StringComparer.Ordinal);
        foreach (var root in known.Where(root => desk.Sees(person.Scope, root.Matter)))
            foreach (var id in root.Cases) byCase[id] = root.Matter;
        var half = time.GetUtcNow().AddDays(-heard.Gathering.Days / 2.0);
        return (heard.Groups.Select(group => Of(group, heard, seen, byCase, half)).OfType<HotIssue>(), seen.Count);
    }

    static HotIssue? Of(Gathered group, Heard heard, HashSet<string> seen, Dictionary<string, Matter> byCase, DateTimeOffset half)
    {
        var members = group.Members.Where(said => seen.Contains(said.Id)).ToImmutableArray();
        if (members.Length == 0) return null;
        var heat = Heat.Of(members, half);
        var root = members.Select(said => byCase.GetValueOrDefault(said.Id)).OfType<Matter>().GroupBy(matter => matter.Id).MaxBy(tied => tied.Count())?.First();
        // A tie of one among many makes no group a known one.
        if (root is not null && group.Known is null && members.Count(said => root.Links.Contains(said.Id)) * 2 < members.Length) root = null;
        if (heat.People < 2 && heat.Supporters < 5 && root is null) return null;
        return new(members[0].Id, "", members, heat, PlaceOf(members), heard.Playbook, root,
            root is null ? [] : [.. members.Where(said => !root.Links.Contains(said.Id)).Select(said => said.Id)]);
    }

    async Task<HashSet<string>> Seen(Heard heard, Scope scope, CancellationToken stop)
    {
        var (where, parameters) = scope.Where("m");
        // What was tied to a cause may be older than the window.
        parameters.Add("since", heard.Groups.Select(group => group.Members[0].At).Append(heard.Since).Min().ToUnixTimeMilliseconds());
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<string>($"select m.id from matters m where {where} and m.received >= @since and m.class in {parameters.AddAll("from", heard.Gathering.From)}", parameters))
            .ToHashSet(StringComparer.Ordinal);
    }

    string Name(HotIssue issue, IReadOnlyList<Heard> heard)
    {
        if (issue.Members[0].Same is not null) return issue.Members[0].Message.Subject;
        if (names.Count > 2000) names.Clear();
        return names.GetOrAdd(string.Join(' ', issue.Members.Select(said => said.Id)),
            _ => heard.First(one => one.Playbook.Name == issue.Playbook.Name).Name(issue.Members));
    }

    static string PlaceOf(ImmutableArray<Said> members)
    {
        var codes = members.Select(said => said.Place).Where(place => place.Length > 0).Distinct().ToList();
        if (codes.Count == 0) return "";
        return ((int[])[15, 12, 9, 6]).Where(digits => codes.All(code => code.Length >= digits && code[..digits] == codes[0][..digits])).Select(digits => codes[0][..digits]).FirstOrDefault() ?? "";
    }
}
