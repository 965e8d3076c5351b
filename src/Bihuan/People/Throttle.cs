using System.Collections.Concurrent;

namespace Bihuan.People;

/// <summary>Counts attempts to sign in over the last minute, in this process: per address and account, and per address.</summary>
public sealed class Throttle(TimeProvider time)
{
    /// <summary>Of one account from one address.</summary>
    public const int OfAccount = 10;

    /// <summary>From one address: an office may stand behind one.</summary>
    public const int FromAddress = 120;

    static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    readonly ConcurrentDictionary<string, Queue<DateTimeOffset>> attempts = new();

    /// <summary>Counts one attempt; false when it is one too many.</summary>
    public bool Allows(string address, string account)
    {
        // Bounded: whoever invents names by the thousand is held by the address.
        if (attempts.Count > 20_000) attempts.Clear();
        var allowed = Count(address, FromAddress);
        return Count($"{address} {account}", OfAccount) && allowed;
    }

    bool Count(string key, int most)
    {
        var now = time.GetUtcNow();
        var recent = attempts.GetOrAdd(key, static _ => new());
        lock (recent)
        {
            while (recent.TryPeek(out var first) && now - first >= Window) recent.Dequeue();
            if (recent.Count >= most) return false;
            recent.Enqueue(now);
            return true;
        }
    }
}
