using Bihuan.Hosting;
using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Issues a paper of the playbook: numbered within the matter, and kept with it as it was then.</summary>
public static class IssueDocument
{
    /// <summary>Why somebody may not issue it now; null when they may.</summary>
    public static Refusal? Closed(Document document, Matter matter, Rulebook rules, Stamp now)
    {
        if (!document.At.Contains(matter.Stage)) return No.DocumentNotNow.With(rules.Playbook.Named(matter.Stage), document.Title);
        return TakeMove.Closed(new(document.Id, document.Title, document.By, null, null), matter, rules, now);
    }

    /// <summary>The number of the next paper of a matter.</summary>
    public static string Number(Matter matter) => FormattableString.Invariant($"{matter.Number}-{matter.Documents.Length + 1}");

    /// <param name="number">Under which it was made: another may have been issued meanwhile.</param>
    /// <param name="template">The version of the template by which it was made.</param>
    public static Decision Decide(Matter matter, Document document, string number, KeptFile file, int template, Rulebook rules, Stamp now)
    {
        if (Closed(document, matter, rules, now) is { } closed) return closed;
        if (number != Number(matter)) return Hosting.No.Stale;

        var name = $"{document.Title.Zh} {number}.docx";
        return ((Decision)new DocumentIssued(document.Id, number, file.Hash, name, template)).And(new EvidenceAdded(file.Hash, name, file.Media, file.Bytes.Length, "other"));
    }
}

/// <summary>A paper was issued.</summary>
/// <param name="Digits">Its number, that of the matter with a count: <c>YH202611220001-1</c>.</param>
/// <param name="Hash">Of the file, SHA-256, 64 hex digits.</param>
/// <param name="Template">The version of the template by which it was made; 0 is the playbook's own.</param>
[Kind("matter.document-issued")]
public sealed record DocumentIssued(string Document, string Digits, string Hash, string Name, int Template = 0) : Fact;
