namespace Bihuan.Hosting;

/// <summary>Where an installation keeps its things.</summary>
/// <param name="Data">The folder of the embedded database, the master key and whatever else belongs to this installation.</param>
/// <param name="Packs">The folder of packs.</param>
/// <param name="District">The division code of the district served here.</param>
/// <param name="DistrictPack">The folder under <c>districts/</c> with the district's areas, units and catalogue; null where they were entered.</param>
/// <param name="Postgres">A connection string; null keeps everything in the embedded file.</param>
public sealed record Settings(string Data, string Packs, string District = "370212", string? DistrictPack = "laoshan", string? Postgres = null)
{
    /// <summary>Whether this is a demo: the sign-in page then offers its accounts.</summary>
    public bool IsDemo => DistrictPack is not null && File.Exists(Path.Combine(Data, "demo"));

    /// <summary>The district's own folder.</summary>
    /// <exception cref="InvalidOperationException">Its areas were entered: it has no folder.</exception>
    public string DistrictFolder => Path.Combine(Packs, "districts", DistrictPack ?? throw new InvalidOperationException($"{District} has no pack."));

    /// <summary>The same installation for another of its districts.</summary>
    public Settings Of(string district) => district == District ? this : this with { District = district, DistrictPack = null };

    /// <summary>The embedded database.</summary>
    public string Database => Path.Combine(Data, "bihuan.db");

    /// <summary>The master key of the vault.</summary>
    public string MasterKey => Path.Combine(Data, "master.key");

    /// <summary>The packs beside the program, or in the folder above it where it runs from its sources.</summary>
    public static string FindPacks()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "packs", "calendars"))) return Path.Combine(folder.FullName, "packs");
        throw new DirectoryNotFoundException("The folder packs/ was found neither beside the program nor above it.");
    }
}
