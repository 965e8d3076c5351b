using System.Globalization;
using System.Security.Cryptography;
using Bihuan.Grid;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Fills a paper with what the matter knows and has it issued.</summary>
public sealed class DocumentDesk(MatterDesk desk, Reading reading, Shelf shelf, TemplateDesk templates, UnitTree units, Categories categories, AreaMap areas, TimeProvider time)
{
    /// <summary>Issues it; the file stands with the matter when the answer comes.</summary>
    public async Task<Answer<Matter>> Issue(Clerk clerk, string id, string document, CancellationToken stop, Func<Matter, Refusal?>? before = null)
    {
        var district = clerk.Caller.District;
        var stream = Stream.Of(Matter.Noun, id);
        var (matter, _) = await reading.Story<Matter>(district, stream, stop);
        if (!matter.Exists) return new(No.SuchMatter, stream, matter, 0);
        var playbook = shelf.Find(matter.Playbook, matter.PlaybookVersion);
        if (playbook.Documents.FirstOrDefault(d => d.Id == document) is not { } paper) return new(No.SuchDocument.With(document), stream, matter, matter.Version);

        var rules = await desk.Rules(district, playbook, stop);
        var number = IssueDocument.Number(matter);
        var known = Known(matter, playbook, await units.Of(district, stop), clerk.Caller.At ?? time.GetUtcNow());
        known[PaperLayout.Number] = number;
        var used = await templates.Used(district, playbook, paper, stop);
        var bytes = TemplateFile.Fill(used.Bytes, $"{paper.Title.Zh} {number}", used.Version == 0 ? "" : $"模板第 {used.Version} 版", known.GetValueOrDefault);
        var file = new KeptFile(Convert.ToHexStringLower(SHA256.HashData(bytes)), TemplateFile.Media, bytes, null);
        return await clerk.Record<Matter>(stream, (now, lane) =>
        {
            if (before?.Invoke(now) is { } refusal) return ValueTask.FromResult<Decision>(refusal);
            var decision = IssueDocument.Decide(now, paper, number, file, used.Version, rules, lane.Now);
            if (decision.Refusal is null) lane.Keep(file.Statement(district));
            return ValueTask.FromResult(decision);
        }, stop, command: new { document, number });
    }

    Dictionary<string, string> Known(Matter matter, Playbook playbook, Units tree, DateTimeOffset now)
    {
        var names = new Names(playbook, tree, categories, areas, new Dictionary<string, Words>());
        var known = new Dictionary<string, string>
        {
            ["number"] = matter.Number, ["title"] = matter.Said.Title, ["text"] = matter.Said.Text,
            ["place"] = matter.Area.Length == 0 ? "" : names.Area(matter.Area).Zh, ["category"] = matter.Category.Length == 0 ? "" : categories.Path(matter.Category).Zh,
            ["requester"] = matter.Said.Name ?? "",
            ["unit"] = matter.Lead is { } lead ? tree.Name(lead.Unit).Zh : "", ["received"] = Day(matter.ReceivedAt), ["today"] = Day(now),
            // What is due at midnight is due on the day that ends then.
            ["due"] = (matter.Clocks.Values.FirstOrDefault(clock => clock is { Name: "rework" or "handle", Stopped: null }) ?? Next.StageClock(matter, playbook))?.Due(shelf.Calendar).At is { } due
                ? Times.LastDay(due).ToString("yyyy年M月d日", CultureInfo.InvariantCulture) : "",
        };
        foreach (var field in playbook.Fields)
            if ((matter.Coded.GetValueOrDefault(field.Id) ?? matter.Written.GetValueOrDefault(field.Id)) is { } said && !known.ContainsKey(field.Id))
                known[field.Id] = names.Answer(field, said).Zh;
        return known;
    }

    static string Day(DateTimeOffset at) => Times.Local(at).ToString("yyyy年M月d日", CultureInfo.InvariantCulture);
}
