using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Bihuan.People;

namespace Bihuan.Registers;

/// <summary>The registers that there are, read once from the packs.</summary>
public sealed class RegisterShelf
{
    readonly FrozenDictionary<string, Register> byName;

    /// <summary>Reads every definition under a folder of packs.</summary>
    /// <exception cref="InvalidDataException">A definition has faults: their sentences are the message.</exception>
    public RegisterShelf(string packs)
    {
        var all = new List<Register>();
        var texts = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(packs, "*.register.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(file);
            var (register, faults) = Read(text);
            if (register.Name != Path.GetFileName(file).Split('.')[0])
                faults = faults.Add(new($"register 写的是“{register.Name}”，与文件名不同。", $"register says “{register.Name}”, which is not the file's name."));
            if (!faults.IsEmpty) throw new InvalidDataException($"{file}: {string.Join(' ', faults.Select(fault => fault.En))}");
            all.Add(register);
            texts.Append(text);
        }

        All = [.. all];
        byName = All.ToFrozenDictionary(register => register.Name);
        Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(texts.ToString())))[..12];
    }

    /// <summary>Every register, by name.</summary>
    public ImmutableArray<Register> All { get; }

    /// <summary>What they know, for playbooks that may not ask it again.</summary>
    public IReadOnlyList<KnownRegister> Known => [.. All.Select(one => one.Known)];

    /// <summary>Changes with any definition: what is posted by them is then posted again.</summary>
    public string Version { get; }

    /// <summary>The register of that name; null when there is none.</summary>
    public Register? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Reads one definition with everything that is wrong with it.</summary>
    public static (Register Register, ImmutableArray<Words> Faults) Read(string yaml)
    {
        var (register, faults) = RegisterReader.Read(yaml);
        return (register, faults.IsEmpty ? register.Faults(role => Roles.Of(role) is not null) : faults);
    }
}
