namespace Bihuan.Matters;

/// <summary>What of a matter can be shared, part by part. Who asked for it is none of them.</summary>
public static class ShareParts
{
    const string Field = "field.";

    /// <summary>Every document issued, later ones included, except those that name the requester.</summary>
    public const string Documents = "documents";

    static readonly (string Part, Words Title)[] Kernel =
    [
        ("what", new("是什么事", "What it is")), ("place", new("地点", "Place")), ("category", new("类别", "Category")), ("stage", new("进展", "How it stands")),
        ("unit", new("牵头单位", "Leading unit")), (Documents, new("出具的文书（含以后出具的）", "Documents issued, later ones included")),
    ];

    /// <summary>The parts of matters of a playbook: the kernel's, then <c>field.NAME</c> for what its own moves ask and no act reads.</summary>
    public static IEnumerable<(string Part, Words Title)> Of(Playbook playbook) =>
        Kernel.Concat(playbook.Fields.Where(field => IsOwn(playbook, field)).Select(field => (Field + field.Id, field.Title)));

    /// <summary>Those of which this matter has something to say now, the kernel's always.</summary>
    public static IEnumerable<(string Part, Words Title)> Known(Playbook playbook, Matter matter) => Of(playbook)
        .Where(one => FieldOf(one.Part) is not { } field || matter.Coded.ContainsKey(field) || matter.Written.ContainsKey(field));

    public static Words Title(Playbook playbook, string part) => Of(playbook).Where(one => one.Part == part).Select(one => (Words?)one.Title).FirstOrDefault() ?? new(part, part);

    /// <summary>Whether a file of the matter may be shared: not a paper that names the requester.</summary>
    public static bool MayShare(Playbook playbook, Matter matter, string hash) =>
        matter.Evidence.Any(file => file.Hash == hash) && matter.Documents.FirstOrDefault(paper => paper.Hash == hash) is var issued && (issued is null || IsFree(playbook, issued.Document));

    /// <summary>The files that a share shows now.</summary>
    public static IEnumerable<EvidenceAdded> FilesOf(Playbook playbook, Matter matter, Share share) => matter.Evidence.Where(file => MayShare(playbook, matter, file.Hash)
        && (share.Files.Contains(file.Hash) || share.Parts.Contains(Documents) && matter.Documents.Any(paper => paper.Hash == file.Hash)));

    /// <summary>What a share says now, in the order of the parts; the requester's name, telephone and address covered wherever they stand.</summary>
    public static IEnumerable<(Words Title, Words Said)> Said(Names names, Matter matter, Share share, Func<string, string> cover)
    {
        foreach (var (part, title) in Of(names.Playbook).Where(one => share.Parts.Contains(one.Part)))
        {
            Words? said = part switch
            {
                "what" => new(cover(matter.Said.Text), cover(matter.Said.Text)),
                "place" => matter.Area.Length == 0 ? null : names.Area(matter.Area),
                "category" => matter.Category.Length == 0 ? null : names.Categories.Path(matter.Category),
                "stage" => names.Playbook.Stage(matter.Stage)?.Public,
                "unit" => matter.Lead is { } lead ? names.Unit(lead.Unit) : null,
                _ => FieldOf(part) is { } id && names.Playbook.Field(id) is { } field && (matter.Coded.GetValueOrDefault(id) ?? matter.Written.GetValueOrDefault(id)) is { } answer
                    ? names.Answer(field, answer) : null,
            };
            if (said is { Zh.Length: > 0 } words) yield return (title, new(cover(words.Zh), cover(words.En)));
        }
    }

    static string? FieldOf(string part) => part.StartsWith(Field, StringComparison.Ordinal) ? part[Field.Length..] : null;

    static bool IsFree(Playbook playbook, string document) => playbook.Documents.FirstOrDefault(d => d.Id == document)?.Asks.Contains("requester") is false;

    // What an act reads stands in its fact, not with the form's answers; people and other matters are nobody's outside.
    static bool IsOwn(Playbook playbook, Bihuan.Engine.Playbooks.Field field) => !field.KeepsFrom && field.Type is not (FieldType.Person or FieldType.Matter or FieldType.Files or FieldType.Record or FieldType.Replies)
        && (playbook.Begins?.Form ?? []).Concat(playbook.Stages.SelectMany(stage => stage.Moves).Concat(playbook.Anywhere)
            .Where(move => move.Act is null || !(Acts.ByName.GetValueOrDefault(move.Act)?.Reads(field.Id) ?? false)).SelectMany(move => move.Form)).Any(asked => asked.Field == field.Id);
}
