using Bihuan.People;

namespace Bihuan.Registers;

/// <summary>Destroys what a record holds of a person, in the duplicates merged into it too: the keys first of all. The chains stay whole.</summary>
public static class EraseRecord
{
    /// <param name="Why">In words, without personal data: it stays.</param>
    /// <param name="Ground">On which ground of the law: one of <see cref="Grounds"/>.</param>
    public sealed record Command(string Why, string? Ground = null);

    /// <summary>On which grounds personal data are erased (P17, article 47).</summary>
    public static readonly ImmutableArray<RegisterChoice> Grounds =
    [
        new("purpose", new("处理目的已实现、无法实现或不再必要", "The purpose is fulfilled, cannot be, or no longer needs it")),
        new("expired", new("停止服务，或保存期限已届满", "The service has ended, or the time of keeping is over")),
        new("consent", new("本人撤回同意", "The person withdrew their consent")),
        new("unlawful", new("违反法律、法规或者约定处理", "It was processed against the law or an agreement")),
        new("other", new("法律、行政法规规定的其他情形", "Another case of the law")),
    ];

    public static Refusal? Refuses(Record record, Command command, Stamp now)
    {
        if (now.Role != Roles.SecurityAdmin) return Hosting.No.NotYours;
        if (!record.Exists) return No.SuchRecord;
        if (!Grounds.Any(ground => ground.Code == command.Ground)) return No.Ground.With(new Words(string.Join("、", Grounds.Select(ground => $"{ground.Title.Zh}（{ground.Code}）")), string.Join(", ", Grounds.Select(ground => $"{ground.Title.En} ({ground.Code})")))).On("ground");
        return string.IsNullOrWhiteSpace(command.Why) ? No.Why.On("why") : null;
    }

    /// <param name="all">The record and every duplicate that was merged into it.</param>
    public static Decision Decide(IReadOnlyList<Record> all, Register register, Command command)
    {
        if (all[0].IsErased) return Decision.Nothing;
        var why = command.Why.Trim();
        // Who is known by a personal key is nobody any more: the record goes out of use, and its key may be given again.
        var ends = register.Key.Any(field => field.IsPersonal);
        var erased = new RecordErased(why) { Ground = command.Ground };
        Decision decision = erased;
        if (ends && all[0].IsInUse) decision = decision.And(new RecordRetired(why));
        foreach (var other in all.Skip(1).Where(other => !other.IsErased)) decision = decision.Also(other.Stream, erased);
        if (ends)
            foreach (var record in all) decision = decision.Also(KeyClaim.StreamOf(record.Key), new KeyReleased(all[0].Id));
        return decision;
    }
}
