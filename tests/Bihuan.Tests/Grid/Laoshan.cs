using Bihuan.Grid;

namespace Bihuan.Tests.Grid;

/// <summary>The demo district, read once for all tests.</summary>
static class Laoshan
{
    static readonly Lazy<AreaMap> map = new(() => AreaMap.Load(Folder));
    static readonly Lazy<PlaceFinder> finder = new(() => PlaceFinder.Load(Folder, Map));

    public static string Folder => Path.Combine(Root(AppContext.BaseDirectory), "packs", "districts", "laoshan");
    public static AreaMap Map => map.Value;
    public static PlaceFinder Finder => finder.Value;

    static string Root(string from) =>
        File.Exists(Path.Combine(from, "Bihuan.slnx")) ? from : Root(Path.GetDirectoryName(from.TrimEnd('/'))!);
}
