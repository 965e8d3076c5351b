using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Bihuan.Hosting;

namespace Bihuan.Matters;

/// <summary>Takes files in: known by their content, measured, freed of what they tell about their makers, and kept once under their hash.</summary>
public sealed class EvidenceDesk(MatterDesk desk)
{
    /// <summary>The largest file, in bytes: 10 MB.</summary>
    public const long Largest = 10 * 1024 * 1024;

    /// <summary>How many at once.</summary>
    public const int AtMost = 12;

    /// <summary>A file that has been taken in, not yet anybody's evidence.</summary>
    public sealed record Taken(KeptFile File, string Name);

    /// <summary>Takes one file in; a refusal for what is no picture and no PDF, or too large.</summary>
    public static async Task<(Taken? Taken, Refusal? Refusal)> TakeIn(string name, byte[] bytes, CancellationToken stop)
    {
        if (bytes.Length == 0) return (null, No.File.On("files"));
        if (bytes.LongLength > Largest) return (null, No.FileTooLarge.With(Largest / 1024 / 1024).On("files"));
        if (EvidencePicture.Sniff(bytes) is not { } media || EvidencePicture.Clean(bytes, media) is not { } clean) return (null, No.FileKind.On("files"));

        var file = new KeptFile(Convert.ToHexStringLower(SHA256.HashData(clean)), media, clean, await EvidenceThumbnail.Of(clean, media, stop));
        return (new(file, Named(name, media)), null);
    }

    /// <summary>Takes in what a form sent, each refused by its length before it is read. The first that cannot be taken is named; those that can are taken all the same.</summary>
    public static async Task<(IReadOnlyList<Taken> Taken, Refusal? Refusal)> TakeIn(IReadOnlyList<IFormFile> sent, int atMost, CancellationToken stop, string field = "files")
    {
        if (sent.Count > atMost) return ([], No.FilesTooMany.With(atMost).On(field));
        List<Taken> files = [];
        Refusal? wrong = null;
        foreach (var file in sent)
        {
            var (taken, refusal) = file.Length > Largest ? (null, No.FileTooLarge.With(Largest / 1024 / 1024)) : await TakeIn(file, stop);
            if (taken is not null) files.Add(taken);
            wrong ??= refusal is null ? null : About(file.FileName, refusal).On(field);
        }

        return (files, wrong);
    }

    static async Task<(Taken? Taken, Refusal? Refusal)> TakeIn(IFormFile file, CancellationToken stop)
    {
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, stop);
        return await TakeIn(file.FileName, bytes.ToArray(), stop);
    }

    /// <summary>A refusal that says which of several files it means.</summary>
    static Refusal About(string name, Refusal refusal)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var shown = last.Length > 60 ? $"{last[..57]}…" : last;
        return shown.Length == 0 ? refusal : refusal with { Zh = $"“{shown}”：{refusal.Zh}", En = $"“{shown}”: {refusal.En}" };
    }

    /// <summary>Adds a file to a matter.</summary>
    public Task<Answer<Matter>> Add(Clerk clerk, string id, Taken taken, string? phase, CancellationToken stop, Func<Matter, Refusal?>? before = null) =>
        desk.Take(clerk, id, AddEvidence.Act.Name, new JsonObject
        {
            ["hash"] = taken.File.Hash, ["name"] = taken.Name, ["media"] = taken.File.Media, ["size"] = taken.File.Bytes.Length, ["phase"] = phase,
        }, stop, before, taken.File);

    /// <summary>The sender's name for it, without folders, with the ending that the content deserves.</summary>
    static string Named(string name, string media)
    {
        var last = name.AsSpan(name.LastIndexOfAny(['/', '\\']) + 1);
        var stem = new string([.. Path.GetFileNameWithoutExtension(last).ToString().Where(c => !char.IsControl(c) && c is not ('"' or '<' or '>'))]).Trim();
        var ending = media switch { "image/jpeg" => ".jpg", "image/png" => ".png", "image/gif" => ".gif", "image/webp" => ".webp", _ => ".pdf" };
        return (stem.Length is 0 ? "file" : stem[..Math.Min(stem.Length, 80)]) + ending;
    }
}
