using System.Security.Cryptography;
using Bihuan.Hosting;

namespace Bihuan.Library;

/// <summary>A file that may become a document's template: what it asks for, what it lost, and how it would look filled.</summary>
/// <param name="Lost">Fields of the playbook's own text that it does not hold.</param>
/// <param name="Lines">The words of an example paper, a paragraph a line.</param>
/// <param name="Refusal">Why it cannot be used; null when it can.</param>
public sealed record TemplateLook(byte[] Bytes, string Sha256, ImmutableArray<string> Asks, ImmutableArray<string> Lost, ImmutableArray<TemplateLine> Lines, Refusal? Refusal);

/// <summary>By what a paper is made.</summary>
/// <param name="Version">0 is the playbook's own.</param>
public sealed record TemplateUsed(int Version, byte[] Bytes);

/// <summary>The templates of papers: the playbook's own, those that were recorded, and which one is used.</summary>
public sealed class TemplateDesk(Shelf shelf, Reading reading, Store store)
{
    /// <summary>What was recorded for a playbook.</summary>
    public async Task<Templates> Of(string district, string playbook, CancellationToken stop) => (await reading.Story<Templates>(district, Templates.StreamOf(playbook), stop)).Story;

    /// <summary>By what a new paper is made now.</summary>
    public async Task<TemplateUsed> Used(string district, Playbook playbook, Document paper, CancellationToken stop) =>
        (await Of(district, playbook.Name, stop)).Used(paper.Id) is { } used && await KeptFile.Read(store, district, used.Sha256, stop) is { } file
            ? new(used.Version, file.Bytes) : new(0, Own(playbook, paper));

    /// <summary>A version's file; null when there is none.</summary>
    public async Task<byte[]?> Bytes(string district, Playbook playbook, Document paper, int version, CancellationToken stop) =>
        version == 0 ? Own(playbook, paper)
        : (await Of(district, playbook.Name, stop)).Of(paper.Id).FirstOrDefault(known => known.Version == version) is { } found
            ? (await KeptFile.Read(store, district, found.Sha256, stop))?.Bytes : null;

    /// <summary>The playbook's own: the file in its pack where there is one, otherwise made of its text.</summary>
    public byte[] Own(Playbook playbook, Document paper) => shelf.TemplateOf(playbook.Name, paper.Id) ?? PaperLayout.Make(paper, name => TemplateFields.IsLong(playbook, name));

    /// <summary>The files by which a playbook's papers are made where it is not by their text: what leaves with the pack.</summary>
    public async Task<ImmutableSortedDictionary<string, byte[]>> Files(string district, Playbook playbook, CancellationToken stop)
    {
        var templates = await Of(district, playbook.Name, stop);
        var files = ImmutableSortedDictionary.CreateBuilder<string, byte[]>(StringComparer.Ordinal);
        foreach (var paper in playbook.Documents)
        {
            var file = templates.Used(paper.Id) is not null ? (await Used(district, playbook, paper, stop)).Bytes : shelf.TemplateOf(playbook.Name, paper.Id);
            // An older version may lack a field that the template asks for; nobody could take the two in together.
            if (file is not null && TemplateFields.Unknown(playbook, TemplateFile.Open(file).Asks) is null) files[paper.Id] = file;
        }

        return files.ToImmutable();
    }

    /// <summary>Looks at a file; nothing is written.</summary>
    public static TemplateLook Look(Playbook playbook, Document paper, byte[] bytes, Origin? origin)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        var read = TemplateFile.Open(bytes);
        if ((read.Refusal ?? TemplateFields.Unknown(playbook, read.Asks)) is { } no) return new(bytes, sha256, read.Asks, [], [], no.On("file"));

        var known = TemplateFields.Sample(playbook, origin);
        return new(bytes, sha256, read.Asks, [.. paper.Asks.Prepend(PaperLayout.Number).Distinct().Except(read.Asks)],
            TemplateFile.Lines(TemplateFile.Fill(bytes, paper.Title.Zh, "", known.GetValueOrDefault)), null);
    }

    /// <summary>Records a file as a document's template, after the same look.</summary>
    public async Task<Answer<Templates>> Record(Clerk clerk, Playbook playbook, Document paper, byte[] bytes, string? note, CancellationToken stop)
    {
        var look = Look(playbook, paper, bytes, shelf.OriginOf(playbook));
        var command = new RecordTemplate.Command(playbook.Name, paper.Id, look.Sha256, bytes.Length, note);
        return await clerk.Record<Templates>(Templates.StreamOf(playbook.Name), (templates, desk) =>
        {
            var decision = RecordTemplate.Decide(templates, command, desk.Now);
            if (decision.Refusal is null && look.Refusal is { } no) decision = no;
            if (decision.Refusal is null) desk.Keep(Kept(look).Statement(clerk.Caller.District));
            return ValueTask.FromResult(decision);
        }, stop, command: command);
    }

    /// <summary>Goes back to a version recorded before, or to the playbook's own.</summary>
    public async Task<Answer<Templates>> Choose(Clerk clerk, ChooseTemplate.Command command, CancellationToken stop) =>
        await clerk.Record<Templates>(Templates.StreamOf(command.Playbook), command, (templates, now) => ChooseTemplate.Decide(templates, command, now), stop);

    /// <summary>The file as it is kept.</summary>
    public static KeptFile Kept(TemplateLook look) => new(look.Sha256, TemplateFile.Media, look.Bytes, null);
}
