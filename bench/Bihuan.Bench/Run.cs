namespace Bihuan.Bench;

/// <summary>What somebody asked to have measured.</summary>
/// <param name="Postgres">A connection to a PostgreSQL server on which databases may be made; null measures SQLite.</param>
/// <param name="Matters">How many matters stand there before, one after the other.</param>
/// <param name="Seconds">How long a round lasts; null leaves it to the bench.</param>
/// <param name="Connections">How many HTTP connections; null leaves it to the bench.</param>
/// <param name="Keep">Where loaded stores are kept for the next time; a bench that writes works on a copy.</param>
/// <param name="Data">A store that is used as it is, and is written to.</param>
/// <param name="Out">Where the figures go.</param>
/// <param name="Fault">Where it is said why there is none.</param>
sealed record Run(
    string Bench, string? Postgres, ImmutableArray<int> Matters, double? Seconds, int? Connections, string? Keep, string? Data, TextWriter Out, TextWriter Fault)
{
    public string Kind => Postgres is null ? "sqlite" : "postgres";

    /// <summary>Prints a figure of a store.</summary>
    public void Say(LoadedStore store, Figure figure) => Out.WriteLine(figure.Line(Bench, Kind, store.Matters));

    /// <summary>Prints a figure that no store stands behind.</summary>
    public void Say(Figure figure) => Out.WriteLine(figure.Line(Bench, null, null));

    /// <summary>Says why no figure is printed.</summary>
    /// <returns>The exit code.</returns>
    public int Refuse(string why)
    {
        Fault.WriteLine($"{Bench}: {why} No figure. / 不出数据。");
        return 1;
    }

    /// <summary>A round's length.</summary>
    public TimeSpan Round(int usual) => TimeSpan.FromSeconds(Seconds ?? usual);
}
