using Bihuan.Hosting;
using Bihuan.People;

namespace Bihuan.Grid;

/// <summary>A file of boundaries was kept to be looked at.</summary>
[Kind("boundaries.file-kept")]
public sealed record BoundaryFileKept(string Name, string Sha256, long Bytes) : Fact;

/// <summary>A file of boundaries that somebody looks at before it is taken in, by the hash of its bytes.</summary>
public sealed record BoundarySource : IStory<BoundarySource>
{
    public const string Noun = "boundaries";

    public static BoundarySource Empty { get; } = new();

    public static Stream StreamOf(string sha256) => Stream.Of(Noun, sha256);

    /// <summary>What it was called when it was first looked at; empty where it never was.</summary>
    public string Name { get; init; } = "";

    /// <inheritdoc/>
    public BoundarySource Apply(Entry entry) => entry.Fact is BoundaryFileKept fact ? this with { Name = fact.Name } : this;
}

/// <summary>Keeps a file of boundaries, so that every process of the house can take it in once it has been looked at.</summary>
public static class KeepBoundaryFile
{
    public static Decision Decide(BoundarySource source, string name, KeptFile file, Stamp now)
    {
        if (!now.Is(Roles.SystemAdmin)) return Hosting.No.NotYours;
        return source.Name.Length > 0 ? Decision.Nothing : new BoundaryFileKept(name, file.Hash, file.Bytes.Length);
    }
}
