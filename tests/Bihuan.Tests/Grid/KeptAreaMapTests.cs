using Bihuan.Grid;

namespace Bihuan.Tests.Grid;

/// <summary>A map that was drawn once is read, and is the same map; whatever is wrong with what was kept, it is drawn.</summary>
public sealed class KeptAreaMapTests : IDisposable
{
    readonly string data = Directory.CreateTempSubdirectory("bihuan-drawn-").FullName;

    string Kept => Path.Combine(data, KeptAreaMap.FileName);

    [Fact]
    public void what_was_kept_is_what_would_be_drawn()
    {
        Same(KeptAreaMap.Read(Laoshan.Folder, data));
        Assert.True(File.Exists(Kept));
        var written = File.GetLastWriteTimeUtc(Kept);
        Same(KeptAreaMap.Read(Laoshan.Folder, data));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Kept));
        Assert.Equal([Kept], Directory.GetFiles(data));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(50_000)]
    public void what_is_damaged_is_drawn_and_kept_again(int at)
    {
        KeptAreaMap.Read(Laoshan.Folder, data);
        var whole = File.ReadAllBytes(Kept);
        byte[] damaged = [.. whole];
        damaged[at] ^= 1;
        foreach (var bytes in (byte[][])[damaged, whole[..at], []])
        {
            File.WriteAllBytes(Kept, bytes);
            Same(KeptAreaMap.Read(Laoshan.Folder, data));
            Assert.Equal(whole, File.ReadAllBytes(Kept));
        }
    }

    [Fact]
    public void what_was_drawn_of_other_files_is_not_used()
    {
        var folder = Directory.CreateDirectory(Path.Combine(data, "pack")).FullName;
        foreach (var name in AreaMap.Files) File.Copy(Path.Combine(Laoshan.Folder, name), Path.Combine(folder, name));
        KeptAreaMap.Read(folder, data);
        var rows = File.ReadAllLines(Path.Combine(folder, "communities.csv"));
        File.WriteAllLines(Path.Combine(folder, "communities.csv"), rows[..^1]);
        Assert.Equal(AreaMap.Load(folder).All.Select(area => area.Code), KeptAreaMap.Read(folder, data).All.Select(area => area.Code));
    }

    [Fact]
    public void where_nothing_can_be_kept_it_is_drawn_each_time() => Same(KeptAreaMap.Read(Laoshan.Folder, Path.Combine(Laoshan.Folder, "areas.geojson")));

    static void Same(AreaPlan plan)
    {
        Assert.Equal(Laoshan.Map.All.Count, plan.All.Count);
        foreach (var (drawn, kept) in Laoshan.Map.All.Zip(plan.All))
        {
            Assert.Equal((drawn.Code, drawn.Name, drawn.NameEn, drawn.IsDrawn, drawn.Centre, drawn.Parent), (kept.Code, kept.Name, kept.NameEn, kept.IsDrawn, kept.Centre, kept.Parent));
            Assert.True(drawn.Shape.EqualsExact(kept.Shape), drawn.Code);
        }
    }

    public void Dispose() => Directory.Delete(data, recursive: true);
}
