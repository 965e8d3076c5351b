namespace Bihuan.Tests.House;

/// <summary>The pages of docs/reference: written by tests, so that a change shows in review.</summary>
static class Reference
{
    static readonly bool Writes = Environment.GetEnvironmentVariable("BIHUAN_WRITE_DOCS") == "1";

    /// <summary>Compares a page with what the code says now; with BIHUAN_WRITE_DOCS=1 writes it.</summary>
    /// <param name="page">A file name under docs/reference.</param>
    public static void Says(string page, string text)
    {
        var file = Path.Combine(Tree.Root, "docs", "reference", page);
        text = text.ReplaceLineEndings("\n").TrimEnd() + "\n";
        if (Writes)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            return;
        }

        Assert.True(File.Exists(file) && File.ReadAllText(file) == text,
            $"docs/reference/{page} is not what the code says. Run: BIHUAN_WRITE_DOCS=1 bin/test -class 'Bihuan.Tests.House.*'");
    }
}
