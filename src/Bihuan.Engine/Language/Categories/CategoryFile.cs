using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Bihuan.Engine.Decisions;

namespace Bihuan.Engine.Language.Categories;

/// <summary>A category model as bytes. Little-endian: 8 bytes <c>BIHUANC1</c>; the SHA-256 of all that follows (32 bytes); pack and edition of its tree;
/// the number of choices; of each: its path, temperature (float32), labels, bias (float32 a label), the number of grams, and of each gram its hash
/// (uint32), rarity (float32) and a weight a label (float16). Words are a 7-bit-encoded length and UTF-8.</summary>
public static class CategoryFile
{
    const int Head = 40;

    static ReadOnlySpan<byte> Magic => "BIHUANC1"u8;

    /// <summary>Writes a model.</summary>
    public static byte[] Write(CategoryModel model)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(new byte[32]);
        writer.Write(model.Pack);
        writer.Write(model.Edition);
        writer.Write(model.Choices.Count);
        foreach (var (key, choice) in model.Choices.OrderBy(c => c.Key, StringComparer.Ordinal)) Write(writer, key, choice);
        writer.Flush();
        var bytes = stream.ToArray();
        SHA256.HashData(bytes.AsSpan(Head), bytes.AsSpan(8, 32));
        return bytes;
    }

    /// <summary>Reads a model for a pack's tree.</summary>
    /// <returns>The model, or <see cref="No.ModelDamaged"/> or <see cref="No.ModelOfAnotherPack"/>; never both.</returns>
    public static (CategoryModel? Model, Refusal? Refusal) Read(ReadOnlySpan<byte> bytes, string pack, string edition)
    {
        Span<byte> sum = stackalloc byte[32];
        if (bytes.Length < Head || !bytes[..8].SequenceEqual(Magic)) return (null, No.ModelDamaged);
        SHA256.HashData(bytes[Head..], sum);
        if (!sum.SequenceEqual(bytes[8..Head])) return (null, No.ModelDamaged);

        using var reader = new BinaryReader(new MemoryStream(bytes[Head..].ToArray()), Encoding.UTF8);
        var (of, at) = (reader.ReadString(), reader.ReadString());
        if (of != pack || at != edition) return (null, No.ModelOfAnotherPack.With(Name(of, at), Name(pack, edition)));

        var choices = new (string, Linear)[reader.ReadInt32()];
        for (var n = 0; n < choices.Length; n++) choices[n] = Choice(reader);
        return (CategoryModel.Of(of, at, choices), null);
    }

    static string Name(string pack, string edition) => edition.Length == 0 ? pack : $"{pack} {edition[..Math.Min(8, edition.Length)]}";

    static void Write(BinaryWriter writer, string key, Linear choice)
    {
        writer.Write(key);
        writer.Write(choice.Temperature);
        writer.Write(choice.Labels.Count);
        for (var label = 0; label < choice.Labels.Count; label++)
        {
            writer.Write(choice.Labels[label]);
            writer.Write(choice.Bias[label]);
        }

        var keys = choice.Words.Keys();
        writer.Write(keys.Length);
        for (var row = 0; row < keys.Length; row++)
        {
            writer.Write(keys[row]);
            writer.Write(choice.Rarity[row]);
            foreach (var weight in choice.Row(row)[..choice.Labels.Count]) writer.Write((Half)weight);
        }
    }

    static (string Key, Linear Choice) Choice(BinaryReader reader)
    {
        var key = reader.ReadString();
        var temperature = reader.ReadSingle();
        var labels = new string[reader.ReadInt32()];
        var width = Linear.WidthOf(labels.Length);
        var bias = new float[width];
        for (var label = 0; label < labels.Length; label++)
        {
            labels[label] = reader.ReadString();
            bias[label] = reader.ReadSingle();
        }

        var count = reader.ReadInt32();
        var words = new Vocabulary(count);
        var rarity = new float[count];
        var weights = new float[Math.Max(1, count) * width];
        var room = new byte[2 * labels.Length];
        for (var row = 0; row < count; row++)
        {
            words.Add(reader.ReadUInt32());
            rarity[row] = reader.ReadSingle();
            reader.BaseStream.ReadExactly(room);
            for (var label = 0; label < labels.Length; label++)
                weights[(row * width) + label] = (float)BinaryPrimitives.ReadHalfLittleEndian(room.AsSpan(2 * label));
        }

        return (key, new(labels, words, rarity, weights, bias, temperature));
    }
}
