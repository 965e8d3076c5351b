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
            var (register, faults) = Read(text, (playbook, list) => Listed(packs, playbook, list, texts));
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
    /// <param name="list">The list of a playbook, for choices that stand there; without it there are none.</param>
    public static (Register Register, ImmutableArray<Words> Faults) Read(string yaml, Func<string, string, IReadOnlyList<(RegisterChoice Choice, string? Under)>?>? list = null)
    {
        var (register, faults) = RegisterReader.Read(yaml);
        if (!faults.IsEmpty) return (register, faults);
        var unfound = ImmutableArray.CreateBuilder<Words>();
        RegisterField Chosen(RegisterField field)
        {
            if (field.ChoicesOf is not { } of) return field;
            if (list?.Invoke(of.Playbook, of.List) is not { } all)
            {
                unfound.Add(new($"“{field.Id}”的 choices-of：流程“{of.Playbook}”里没有清单“{of.List}”，请核对两个名字。", $"“{field.Id}” takes its choices from the list “{of.List}” of the playbook “{of.Playbook}”, which does not exist; check both names."));
                return field;
            }

            return field with { Choices = [.. all.Where(one => of.Under.IsEmpty || of.Under.Contains(one.Under ?? "")).Select(one => one.Choice)] };
        }

        register = register with { Fields = [.. register.Fields.Select(Chosen)] };
        return (register, unfound.Count > 0 ? unfound.ToImmutable() : register.Faults(role => Roles.Of(role) is not null));
    }

    static IReadOnlyList<(RegisterChoice Choice, string? Under)>? Listed(string packs, string playbook, string list, StringBuilder texts)
    {
        if (!playbook.All(c => char.IsAsciiLetterLower(c) || c == '-')
            || Directory.EnumerateFiles(packs, $"{playbook}.playbook.yaml", SearchOption.AllDirectories).FirstOrDefault() is not { } file || RegisterReader.List(File.ReadAllText(file), list) is not { } found) return null;
        // Other words of the list are other words of the register.
        foreach (var (choice, _) in found) texts.Append(choice.Code).Append(choice.Title.Zh).Append(choice.Title.En);
        return found;
    }
}
