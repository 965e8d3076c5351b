using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Bihuan.People;

/// <summary>The people of a demo district, as its pack names them.</summary>
public static class DemoAccounts
{
    /// <summary>The password all of them share; a real installation has no such accounts.</summary>
    public const string Password = "Bihuan-Demo-2026";

    /// <summary>Those that the sign-in page offers.</summary>
    public static IReadOnlyList<DemoAccount> Read(string file) => [.. All(file).Where(p => p.Demo).Select(p =>
        new DemoAccount(p.Account, new(p.Name, p.NameEn), new(p.Posts[0].Title, p.Posts[0].TitleEn), new(p.Does, p.DoesEn)))];

    /// <summary>Everybody.</summary>
    public static IReadOnlyList<DemoPerson> All(string file)
    {
        var yaml = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).IgnoreUnmatchedProperties().Build();
        using var reader = File.OpenText(file);
        return yaml.Deserialize<Sheet>(reader).People;
    }

    sealed class Sheet
    {
        public List<DemoPerson> People { get; set; } = [];
    }
}

/// <summary>One made-up person of a demo district.</summary>
public sealed class DemoPerson
{
    public string Account { get; set; } = "";
    public string Name { get; set; } = "";
    public string NameEn { get; set; } = "";
    public bool Demo { get; set; }
    public string Does { get; set; } = "";
    public string DoesEn { get; set; } = "";
    public List<DemoPost> Posts { get; set; } = [];
}

/// <summary>One post of a made-up person.</summary>
public sealed class DemoPost
{
    public string Unit { get; set; } = "";
    public string Role { get; set; } = "";
    public string Title { get; set; } = "";
    public string TitleEn { get; set; } = "";
    public string? Area { get; set; }
}
