using Bihuan.Matters;

namespace Bihuan.Demo;

/// <summary>The district's drawn pictures, taken in once each: schemes that say on themselves that they are none of a real place.</summary>
sealed class DemoPictures
{
    static readonly (string Category, string Scene)[] Scenes =
    [
        ("CJ-04-03", "lamp"), ("CJ-04", "road"), ("CJ-02-06", "stairs"), ("CJ-02", "rubbish"), ("CJ-01-01", "heat"), ("CJ-01", "leak"),
        ("CJ-06", "stairs"), ("CJ-07", "leak"),
    ];

    readonly Dictionary<string, EvidenceDesk.Taken> taken = new(StringComparer.Ordinal);

    /// <summary>Reads the `pictures` folder of a district's pack; a pack without one has a demo without pictures.</summary>
    public static async Task<DemoPictures> Read(string folder, CancellationToken stop)
    {
        var pictures = new DemoPictures();
        var from = Path.Combine(folder, "pictures");
        foreach (var file in Directory.Exists(from) ? Directory.GetFiles(from, "*.png") : [])
        {
            var name = Path.GetFileNameWithoutExtension(file);
            var (picture, refusal) = await EvidenceDesk.TakeIn($"演示图片-{(name.EndsWith("after", StringComparison.Ordinal) ? "办理后" : "办理前")}.png", await File.ReadAllBytesAsync(file, stop), stop);
            pictures.taken[name] = picture ?? throw new InvalidOperationException($"{file}: {refusal!.Zh}");
        }

        return pictures;
    }

    /// <summary>A picture of such a matter; null where the pack has none.</summary>
    /// <param name="phase">before or after.</param>
    public EvidenceDesk.Taken? Of(string category, string phase) =>
        taken.GetValueOrDefault($"{Scenes.FirstOrDefault(s => category.StartsWith(s.Category, StringComparison.Ordinal)).Scene ?? "paper"}-{phase}");
}
