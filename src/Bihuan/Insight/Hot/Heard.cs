using Bihuan.Engine.Language.Hot;

namespace Bihuan.Insight.Hot;

/// <summary>What one playbook that gathers has heard: the talk, and the groups as they stood last. Written by one, read by many.</summary>
public sealed class Heard(Playbook playbook, Talk talk, DateTimeOffset since, DateTimeOffset built)
{
    readonly Lock gate = new();
    readonly Dictionary<string, string> places = new(StringComparer.Ordinal);

    /// <summary>The playbook by whose limit a group becomes a matter.</summary>
    public Playbook Playbook { get; } = playbook;

    public Gathering Gathering => Playbook.Begins!.Gathers!;

    /// <summary>How far back it listens.</summary>
    public DateTimeOffset Since { get; } = since;

    /// <summary>When it was heard from the beginning.</summary>
    public DateTimeOffset Built { get; } = built;

    /// <summary>Whether the window holds more than is listened to, so that the oldest were left out.</summary>
    public bool IsCut { get; init; }

    /// <summary>The groups of two messages and more, and those that were pinned.</summary>
    public ImmutableArray<Gathered> Groups { get; private set; } = [];

    /// <summary>Those that not everybody who sees the district may see.</summary>
    public HashSet<string> Kept { get; } = new(StringComparer.Ordinal);

    /// <summary>The last that was heard: its moment in Unix milliseconds, and its identifier.</summary>
    public (long Received, string Id) Last { get; set; }

    /// <summary>Hears one message; one that is known is left where it is.</summary>
    /// <returns>Whether the groups are others now.</returns>
    public bool Add(Said said, bool isKept)
    {
        lock (gate)
        {
            // Where it is about is often settled later than what was said: it is heard again then, unless somebody has tied it.
            if (places.TryGetValue(said.Id, out var before) && before != said.Place && !Groups.Any(group => group.Known is not null && group.Members.Any(member => member.Id == said.Id))) talk.Remove(said.Id);
            places[said.Id] = said.Place;
            if (isKept) Kept.Add(said.Id);
            if (talk.Holds(said.Id)) return false;
            talk.Add(said);
            return true;
        }
    }

    public void Remove(string id)
    {
        lock (gate) talk.Remove(id);
    }

    public bool Holds(string id)
    {
        lock (gate) return talk.Holds(id);
    }

    /// <summary>Takes cases for the group of the matter that deals with their cause.</summary>
    public void Pin(string root, IReadOnlyCollection<Said> cases)
    {
        lock (gate) talk.Pin(root, cases);
    }

    /// <summary>Puts the groups together as they stand now.</summary>
    public void Tell()
    {
        lock (gate) Groups = [.. talk.Groups().Where(group => group.Known is not null || group.Members.Length > 1)];
    }

    /// <summary>What messages call themselves.</summary>
    public string Name(ImmutableArray<Said> members)
    {
        lock (gate) return talk.Name(members);
    }
}
