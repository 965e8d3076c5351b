namespace Bihuan.Engine.Playbooks;

/// <summary>Finds what somebody probably meant who misspelt a name.</summary>
public static class Nearest
{
    /// <summary>The known name that is a slip or two away; null when none is.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="known">What could have been meant.</param>
    public static string? Of(string name, IEnumerable<string> known)
    {
        var most = Math.Clamp(name.Length / 3, 1, 3);
        return known.Select(one => (Name: one, Slips: Slips(name, one))).Where(one => one.Slips <= most)
            .OrderBy(one => one.Slips).ThenBy(one => one.Name, StringComparer.Ordinal).Select(one => one.Name).FirstOrDefault();
    }

    /// <summary>How many letters must be put in, left out, changed, or exchanged with their neighbour to make one of the other.</summary>
    static int Slips(string one, string other)
    {
        var slips = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++) slips[i, 0] = i;
        for (var j = 0; j <= other.Length; j++) slips[0, j] = j;
        for (var i = 1; i <= one.Length; i++)
            for (var j = 1; j <= other.Length; j++)
            {
                slips[i, j] = Math.Min(Math.Min(slips[i - 1, j], slips[i, j - 1]) + 1, slips[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) slips[i, j] = Math.Min(slips[i, j], slips[i - 2, j - 2] + 1);
            }

        return slips[one.Length, other.Length];
    }
}
