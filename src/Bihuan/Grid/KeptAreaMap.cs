using System.Collections.Concurrent;
using System.Security.Cryptography;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace Bihuan.Grid;

/// <summary>
/// The map of a pack without drawing it again: drawing takes seconds, and the same files always give the same drawing. What was drawn lies in a file of the
/// installation that bears the hash of what it was drawn from; where it is missing, damaged or of other files, it is drawn and written anew.
/// </summary>
static class KeptAreaMap
{
    /// <summary>The file's name in the installation's folder. Whoever deletes it loses a few seconds at the next start.</summary>
    public const string FileName = "drawn-areas";

    // Whoever changes how areas are drawn adds one, or the old drawing stays.
    const int Edition = 1;

    // Several houses in one process have the same pack, and a plan is never changed.
    static readonly ConcurrentDictionary<string, Lazy<AreaPlan>> plans = new(StringComparer.Ordinal);

    /// <param name="folder">The district's pack.</param>
    /// <param name="data">The installation's folder.</param>
    public static AreaMap Load(string folder, string data)
    {
        var hash = Hash(folder);
        return new(plans.GetOrAdd(hash, _ => new(() => Read(folder, data, hash))).Value);
    }

    /// <summary>As it is kept in the folder, or drawn and kept there.</summary>
    internal static AreaPlan Read(string folder, string data) => Read(folder, data, Hash(folder));

    static AreaPlan Read(string folder, string data, string hash)
    {
        var file = Path.Combine(data, FileName);
        if (Cells(file, hash) is { } cells) return AreaMap.Draw(folder, cells);
        var plan = AreaMap.Draw(folder, null);
        Keep(plan, file, hash);
        return plan;
    }

    static string Hash(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(BitConverter.GetBytes(Edition));
        foreach (var name in AreaMap.Files) hash.AppendData(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, name))));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What was drawn, by code; null where it must be drawn.</summary>
    static Dictionary<string, Geometry>? Cells(string file, string hash)
    {
        try
        {
            var bytes = File.ReadAllBytes(file);
            var body = bytes.AsSpan(Math.Min(bytes.Length, SHA256.HashSizeInBytes));
            if (!SHA256.HashData(body).AsSpan().SequenceEqual(bytes.AsSpan(0, bytes.Length - body.Length))) return null;
            using var reader = new BinaryReader(new MemoryStream(bytes, SHA256.HashSizeInBytes, body.Length));
            if (reader.ReadString() != hash) return null;
            var (cells, wkb) = (new Dictionary<string, Geometry>(StringComparer.Ordinal), new WKBReader());
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                var code = reader.ReadString();
                cells.Add(code, wkb.Read(reader.ReadBytes(reader.ReadInt32())));
            }

            return cells;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ParseException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    static void Keep(AreaPlan plan, string file, string hash)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            var part = $"{file}.{Guid.NewGuid():N}";
            var body = Write(plan, hash);
            File.WriteAllBytes(part, [.. SHA256.HashData(body), .. body]);
            File.Move(part, file, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Then it is drawn again at the next start.
        }
    }

    static byte[] Write(AreaPlan plan, string hash)
    {
        using var body = new MemoryStream();
        using var writer = new BinaryWriter(body);
        Area[] drawn = [.. plan.All.Where(area => area.IsDrawn)];
        writer.Write(hash);
        writer.Write(drawn.Length);
        foreach (var area in drawn)
        {
            var shape = area.Shape.ToBinary();
            writer.Write(area.Code);
            writer.Write(shape.Length);
            writer.Write(shape);
        }

        writer.Flush();
        return body.ToArray();
    }
}
