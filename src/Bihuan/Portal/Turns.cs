using System.Collections.Concurrent;

namespace Bihuan.Portal;

/// <summary>Counts what strangers try, in this process: per address for what they say, per address and per number for what they look up.</summary>
public sealed class Turns(TimeProvider time)
{
    /// <summary>Requests from one address in ten minutes: a family or an internet café may stand behind one.</summary>
    public const int Sayings = 20;

    /// <summary>Pages with pictures from one address in ten minutes: each of them costs a picture's work.</summary>
    public const int Bringings = 40;

    /// <summary>Look-ups from one address in ten minutes.</summary>
    public const int LookUps = 60;

    /// <summary>Wrong codes for one number in ten minutes, from wherever: six of 32 letters leave a guesser no chance.</summary>
    public const int WrongCodes = 5;

    static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    readonly ConcurrentDictionary<string, Queue<DateTimeOffset>> taken = new();

    /// <summary>Counts one saying; false when it is one too many.</summary>
    public bool MaySay(string address) => Take($"say {address}", Sayings);

    /// <summary>Counts one page with pictures; false when it is one too many.</summary>
    public bool MayBring(string address) => Take($"bring {address}", Bringings);

    /// <summary>Counts one look-up; false when it is one too many, or the number was guessed at too often.</summary>
    public bool MayLookUp(string address, string number) => Take($"look {address}", LookUps) && !IsFull($"wrong {number}", WrongCodes);

    /// <summary>Remembers a wrong code.</summary>
    public void WasWrong(string number) => Take($"wrong {number}", WrongCodes);

    bool Take(string key, int most)
    {
        // Bounded: whoever invents numbers by the thousand is held by the address.
        if (taken.Count > 50_000) taken.Clear();
        var recent = taken.GetOrAdd(key, static _ => new());
        lock (recent)
        {
            if (Count(recent) >= most) return false;
            recent.Enqueue(time.GetUtcNow());
            return true;
        }
    }

    bool IsFull(string key, int most)
    {
        if (!taken.TryGetValue(key, out var recent)) return false;
        lock (recent) return Count(recent) >= most;
    }

    int Count(Queue<DateTimeOffset> recent)
    {
        while (recent.TryPeek(out var first) && time.GetUtcNow() - first >= Window) recent.Dequeue();
        return recent.Count;
    }
}
