namespace Bihuan.Demo;

/// <summary>Seeded chance: the same seed makes the same people say the same things.</summary>
sealed class Dice(int seed)
{
    readonly Random random = new(seed);

    public bool Chance(double share) => random.NextDouble() < share;

    public int Between(int from, int to) => random.Next(from, to + 1);

    public double Share() => random.NextDouble();

    public T Of<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    /// <summary>One of the list, each as likely as its weight says.</summary>
    public T Weighted<T>(IReadOnlyList<T> list, Func<T, double> weight)
    {
        var at = random.NextDouble() * list.Sum(weight);
        foreach (var item in list)
            if ((at -= weight(item)) < 0) return item;
        return list[^1];
    }
}
