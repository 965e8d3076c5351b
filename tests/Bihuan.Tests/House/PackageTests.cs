using System.Text.Json;
using System.Xml.Linq;

namespace Bihuan.Tests.House;

/// <summary>A package needs a reason and a licence, in writing.</summary>
public class PackageTests
{
    const int MostPackages = 12;

    static readonly string[] Licences =
        ["MIT", "MIT-0", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "Zlib", "PostgreSQL", "MS-PL", "CC0-1.0", "CC-BY-4.0", "BlueOak-1.0.0", "Unlicense", "Python-2.0"];

    [Fact]
    public void every_package_has_its_reason_and_licence_above_it()
    {
        var bare = new List<string>();
        foreach (var group in XDocument.Parse(Tree.Text("Directory.Packages.props")).Descendants("ItemGroup"))
        {
            XComment? reason = null;
            foreach (var node in group.Nodes())
            {
                if (node is XComment comment) reason = comment;
                if (node is XElement package && !Licences.Any(l => reason?.Value.Contains(l, StringComparison.Ordinal) == true))
                    bare.Add(package.Attribute("Include")?.Value ?? package.ToString());
            }
        }

        Tree.Holds("Directory.Packages.props: a package without a comment that gives its reason and a licence we may use:", bare);
    }

    [Fact]
    public void the_product_stands_on_twelve_packages_at_most() =>
        Assert.InRange(XDocument.Parse(Tree.Text("src/Bihuan/Bihuan.csproj")).Descendants("PackageReference").Count(), 0, MostPackages);

    [Fact]
    public void every_npm_package_has_a_licence_we_may_use() =>
        Tree.Holds("package-lock.json: a licence that is not on the list:",
            from file in Tree.Files
            where Path.GetFileName(file) == "package-lock.json"
            from package in JsonDocument.Parse(Tree.Text(file)).RootElement.GetProperty("packages").EnumerateObject()
            where package.Name.Length > 0
            let licence = package.Value.TryGetProperty("license", out var said) ? said.ToString() : "none"
            where !MayUse(licence)
            select $"{package.Name}: {licence}");

    // Either of these, or all of those: no package nests them.
    static bool MayUse(string licence) =>
        licence.Trim('(', ')').Split(" OR ").Any(one => one.Split(" AND ").All(all => Licences.Contains(all, StringComparer.Ordinal)));
}
