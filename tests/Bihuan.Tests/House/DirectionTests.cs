using System.Text.RegularExpressions;

namespace Bihuan.Tests.House;

/// <summary>Code points downhill: a folder of the product uses what stands below it in ARCHITECTURE.md's tree, never what stands above.</summary>
public partial class DirectionTests
{
    // Neither code of the product's own nor a namespace.
    static readonly string[] NotRooms = ["Client", "wwwroot", "Properties"];

    static readonly string[] Order = Rooms("THE PRODUCT", "└─ tests/");

    // The benches stand above the product: they may use all of it.
    static readonly string[] Benches = Rooms("THE BENCHES", "├─ src/");

    static readonly Type[] Types = [.. Solution.Types.Where(t => t.Assembly == Solution.Product || t.Assembly == Solution.Bench)];

    [Fact]
    public void the_tree_stands_in_the_architecture_page()
    {
        Assert.Equal("Commands", Order[0]);
        Assert.Equal("Hosting", Order[^1]);
        Assert.Equal("Figures", Benches[^1]);
        Assert.Equal(Order.Length, Order.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void every_folder_of_the_product_has_its_place_in_the_tree() =>
        Tree.Holds("A folder that ARCHITECTURE.md does not list:",
            Folders("src", "Bihuan").Except(Order, StringComparer.Ordinal).Except(NotRooms, StringComparer.Ordinal)
                .Concat(Folders("bench", "Bihuan.Bench").Except(Benches, StringComparer.Ordinal)));

    [Fact]
    public void nothing_below_names_the_benches() =>
        Tree.Holds("The benches stand above the product:",
            from file in Tree.Code("src")
            let text = Tree.WithoutComments(Tree.Text(file))
            where text.Contains("Bihuan.Bench", StringComparison.Ordinal)
            select file);

    [Fact]
    public void no_folder_names_one_above_it() =>
        Tree.Holds("Code points downhill (ARCHITECTURE.md, the tree):",
            from file in Tree.Code("src/Bihuan")
            let room = file.Split('/')[2]
            where Order.Contains(room, StringComparer.Ordinal)
            let text = Tree.WithoutComments(Tree.Text(file))
            from Match used in Mention().Matches(text)
            where IsAbove(used.Groups["room"].Value, room)
            select $"{file}:{Tree.LineAt(text, used.Index)} uses {used.Groups["room"].Value}");

    // Text misses what comes through _Imports.razor or a global using: the compiled types do not.
    [Fact]
    public void no_type_uses_one_from_a_folder_above_it() =>
        Tree.Holds("Code points downhill (ARCHITECTURE.md, the tree):",
            (from type in Types
             let room = RoomOf(type)
             where room is not null
             from used in Uses.Of(type)
             let other = RoomOf(used)
             where other is not null && used.Assembly == type.Assembly && IsAbove(other, room)
             select $"{type.FullName} uses {used.FullName}").Distinct(StringComparer.Ordinal));

    static bool IsAbove(string used, string user) => IsAbove(Order, used, user) || IsAbove(Benches, used, user);

    static bool IsAbove(string[] order, string used, string user) =>
        Array.IndexOf(order, used) is var there && there >= 0 && there < Array.IndexOf(order, user);

    static string? RoomOf(Type type) => type.Namespace?.Split('.') switch
    {
        ["Bihuan", "Bench", var room, ..] when type.Assembly == Solution.Bench && Benches.Contains(room, StringComparer.Ordinal) => room,
        ["Bihuan", var room, ..] when type.Assembly == Solution.Product && Order.Contains(room, StringComparer.Ordinal) => room,
        _ => null,
    };

    static string[] Rooms(string after, string before) =>
        [.. Room().Matches(Tree.Text("ARCHITECTURE.md").Split(after)[1].Split(before)[0]).Select(m => m.Groups["room"].Value)];

    static IEnumerable<string> Folders(string top, string project) =>
        Tree.Files.Select(f => f.Split('/')).Where(f => f.Length > 3 && f[0] == top && f[1] == project).Select(f => f[2]).Distinct(StringComparer.Ordinal);

    [GeneratedRegex(@"^│     [├└]─ (?<room>\w+)/", RegexOptions.Multiline)]
    private static partial Regex Room();

    [GeneratedRegex(@"\bBihuan\.(?<room>\w+)")]
    private static partial Regex Mention();
}
