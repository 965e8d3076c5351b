using System.Collections.Immutable;

namespace Bihuan.Engine.Playbooks;

/// <summary>What became of something between two versions.</summary>
public enum ChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It is otherwise.</summary>
    Changed,
}

/// <summary>One difference between two versions of a playbook.</summary>
/// <param name="Kind">New, gone or otherwise.</param>
/// <param name="Where">The path in the file: <c>stages.handling.moves.hand-in</c>.</param>
/// <param name="Sentence">What is different, in a sentence.</param>
public sealed record PlaybookChange(ChangeKind Kind, string Where, Words Sentence);

/// <summary>Says in sentences what a version of a playbook does otherwise than another.</summary>
public static class PlaybookDifference
{
    /// <summary>Every difference, in the order of the file: the whole, stages with their moves, moves of several stages, clocks, fields, lists.</summary>
    /// <param name="after">The version that is asked about.</param>
    /// <param name="before">The one it is compared with.</param>
    /// <param name="who">How a role in a party is called.</param>
    /// <returns>Empty when both say the same.</returns>
    public static ImmutableArray<PlaybookChange> Since(this Playbook after, Playbook before, Func<Whose, Words> who) =>
    [
        .. Aspects("", new("工作流程", "The playbook"), Whole(before, who), Whole(after, who)),
        .. Between("stages", new("环节", "The stage"), before.Stages, after.Stages, s => s.Id, s => s.Title, s => Of(before, s, who), s => Of(after, s, who)),
        .. Order(before, after),
        .. after.Stages.Where(s => before.Stage(s.Id) is not null).SelectMany(s => Between($"stages.{s.Id}.moves",
            new($"环节“{s.Title.Zh}”的动作", $"At “{s.Title.En}”, the move"), before.Stage(s.Id)!.Moves, s.Moves, m => m.Id, m => m.Title,
            m => Of(before, m, who), m => Of(after, m, who))),
        .. Between("anywhere", new("多个环节共用的动作", "The move of several stages"), before.Anywhere, after.Anywhere, m => m.Id, m => m.Title,
            m => Of(before, m, who), m => Of(after, m, who)),
        .. Between("clocks", new("时限", "The clock"), before.Clocks, after.Clocks, c => c.Id, c => c.Title, c => Of(before, c), c => Of(after, c)),
        .. Between("fields", new("字段", "The field"), before.Fields, after.Fields, f => f.Id, f => f.Title, f => Of(before, f), f => Of(after, f)),
        .. Between("documents", new("文书", "The document"), before.Documents, after.Documents, d => d.Id, d => d.Title, d => Of(before, d, who), d => Of(after, d, who)),
        .. Between("indicators", new("指标", "The indicator"), before.Indicators, after.Indicators, i => i.Id, i => i.Title, i => Of(before, i), i => Of(after, i)),
        .. Between("lists", new("清单", "The list"), before.Lists, after.Lists, l => l.Id, l => PlaybookWords.Key(l.Id), _ => [], _ => []),
        .. after.Lists.Where(l => before.Lists.Any(b => b.Id == l.Id)).SelectMany(l => Between($"lists.{l.Id}",
            new($"清单“{l.Id}”的选项", $"In the list “{l.Id}”, the choice"), before.Lists.First(b => b.Id == l.Id).Choices, l.Choices, c => c.Code, c => c.Title, Of, Of)),
    ];

    static IEnumerable<PlaybookChange> Between<T>(string under, Words kind, ImmutableArray<T> before, ImmutableArray<T> after,
        Func<T, string> id, Func<T, Words> title, Func<T, List<Aspect>> was, Func<T, List<Aspect>> becomes) where T : class
    {
        foreach (var now in after)
        {
            var at = $"{under}.{id(now)}";
            if (before.FirstOrDefault(b => id(b) == id(now)) is not { } then)
                yield return new(ChangeKind.Added, at, new($"{kind.Zh}“{title(now).Zh}”是新增的。", $"{kind.En} “{title(now).En}” is new."));
            else
                foreach (var change in Aspects(at, new($"{kind.Zh}“{title(then).Zh}”", $"{kind.En} “{title(then).En}”"), was(then), becomes(now)))
                    yield return change;
        }

        foreach (var gone in before.Where(b => after.All(a => id(a) != id(b))))
            yield return new(ChangeKind.Removed, $"{under}.{id(gone)}",
                new($"{kind.Zh}“{title(gone).Zh}”去掉了。", $"{kind.En} “{title(gone).En}” is gone."));
    }

    static IEnumerable<PlaybookChange> Aspects(string at, Words subject, List<Aspect> before, List<Aspect> after) =>
        from pair in before.Zip(after)
        where pair.First.Value != pair.Second.Value || pair.First.Ids != pair.Second.Ids
        select new PlaybookChange(ChangeKind.Changed, at.Length == 0 ? pair.First.Path : $"{at}.{pair.First.Path}", Changed(subject, pair.First, pair.Second));

    // What is called alike before and after is told apart by its id, or by what the other language calls it.
    static Words Changed(Words subject, Aspect was, Aspect now)
    {
        var byId = was.Ids != now.Ids;
        var zh = was.Value.Zh != now.Value.Zh ? $"{was.Name.Zh}由“{was.Value.Zh}”改为“{now.Value.Zh}”"
            : byId ? $"{was.Name.Zh}由“{was.Value.Zh}”（{was.Ids}）改为“{now.Value.Zh}”（{now.Ids}）" : $"{was.Name.Zh}的英文由“{was.Value.En}”改为“{now.Value.En}”";
        var en = was.Value.En != now.Value.En ? $"its {was.Name.En} changes from “{was.Value.En}” to “{now.Value.En}”"
            : byId ? $"its {was.Name.En} changes from “{was.Value.En}” ({was.Ids}) to “{now.Value.En}” ({now.Ids})" : $"its {was.Name.En} in Chinese changes from “{was.Value.Zh}” to “{now.Value.Zh}”";
        return new($"{subject.Zh}的{zh}。", $"{subject.En}: {en}.");
    }

    static IEnumerable<PlaybookChange> Order(Playbook before, Playbook after)
    {
        var both = after.Stages.Select(s => s.Id).Where(id => before.Stage(id) is not null).ToList();
        if (!both.SequenceEqual(before.Stages.Select(s => s.Id).Where(both.Contains)))
            yield return new(ChangeKind.Changed, "stages", new("环节的先后次序变了。", "The stages stand in another order."));
    }

    static List<Aspect> Whole(Playbook p, Func<Whose, Words> who) =>
    [
        new("title", "名称", "title", p.Title),
        new("number", "编号样式", "number pattern", PlaybookWords.Key(p.Number)),
        new("seen-by", "谁知道", "circle of those who know", p.IsForParties ? new("只有受理单位、有关单位和指定的人", "the receiving office, its parties and whoever is named") : PlaybookWords.None),
        new("office-alone", "只有受理单位知道的时候", "time when the receiving office alone knows", p.Say(p.OfficeAlone)),
        new("begins.public", "群众网上提出", "beginning by residents", p.Begins?.Public is { } open ? new($"{open.Title.Zh}（{p.Say(open.Form).Zh}）", $"{open.Title.En} ({p.Say(open.Form).En})") : PlaybookWords.None),
        new("begins.by", "登记人", "list of who writes it down", p.Begins is { } by ? PlaybookWords.Join(by.By.Select(who)) : PlaybookWords.None),
        new("begins.form", "登记时要填的内容", "first form", p.Begins is { } first ? p.Say(first.Form) : PlaybookWords.None),
        new("begins.recurs", "又出现的判断", "way to know what came back", p.Begins?.Recurs is { } again
            ? new($"{string.Join("、", again.By)}，{again.Within.Chinese}", $"{string.Join(", ", again.By)} within {again.Within.English}") : PlaybookWords.None),
        new("begins.every", "定时派出", "rounds begun by the clock", p.Begins?.Every is { } every ? every.Told : PlaybookWords.None),
        new("begins.sweep", "拉网检查", "sweeps over all areas", p.Begins?.Sweep is { } sweep ? sweep.Told : PlaybookWords.None),
        new("begins.gathers", "归集同类事项", "gathering of matters of one kind", p.Begins?.Gathers is { } gathers ? gathers.Told : PlaybookWords.None),
        new("begins.repeats", "重复的判断", "way to know what was written down already", p.Begins?.Repeats is { } near
            ? new($"{near.Metres} 米、{near.Hours} 小时以内{(near.Same.IsEmpty ? "" : $"，{p.Say([.. near.Same.Select(field => new Asked(field, true))]).Zh}相同")}",
                $"within {near.Metres} m and {near.Hours} hours{(near.Same.IsEmpty ? "" : $", the same {p.Say([.. near.Same.Select(field => new Asked(field, true))]).En}")}") : PlaybookWords.None),
        new("starts", "起始环节", "first stage", p.Named(p.Starts), p.Starts),
    ];

    static List<Aspect> Of(Playbook p, Stage stage, Func<Whose, Words> who) =>
    [
        new("title", "名称", "title", stage.Title),
        new("public", "对外说法", "public wording", stage.Public),
        new("owner", "责任人", "owner", stage.Owner is { } owner ? who(owner) : PlaybookWords.None),
        new("clock", "时限", "clock", p.Clocks(stage.Clocks), stage.Clocks),
        new("end", "办结标记", "mark as an end", PlaybookWords.Say(stage.IsEnd)),
    ];

    static List<Aspect> Of(Playbook p, Move move, Func<Whose, Words> who) =>
    [
        new("title", "名称", "title", move.Title),
        new("by", "可办人", "list of who may take it", PlaybookWords.Join(move.By.Select(who))),
        new("act", "内核行为", "act", move.Act is { } act ? PlaybookWords.Key(act) : PlaybookWords.None),
        new("to", "去向", "way", p.Named(move.To), move.To),
        new("at", "所在环节", "place", PlaybookWords.Join(move.At.Select(id => p.Named(id))), move.At),
        new("form", "要填的内容", "form", p.Say(move.Form)),
        new("with", "固定的答案", "fixed answer", PlaybookWords.Join(move.With.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => PlaybookWords.Key($"{w.Key}={w.Value}")))),
        new("starts", "启动的时限", "starting of clocks", p.Clocks(move.Starts), move.Starts),
        new("stops", "停止的时限", "stopping of clocks", p.Clocks(move.Stops), move.Stops),
        new("pauses", "暂停的时限", "pausing of clocks", p.Clocks(move.Pauses), move.Pauses),
        new("resumes", "恢复的时限", "resuming of clocks", p.Clocks(move.Resumes), move.Resumes),
        new("restarts", "重新起算的时限", "beginning of clocks anew", p.Clocks(move.Restarts), move.Restarts),
        new("evidence", "要有的照片", "pictures wanted", PlaybookWords.Join(move.Evidence.Select(phase => PlaybookWords.Key(phase)))),
        new("explains", "说明的时限", "clocks explained", p.Clocks(move.Explains), move.Explains),
        new("begins", "登记的另一事项", "other matter that it begins", move.Begins is { } begins ? PlaybookWords.Key(begins) : PlaybookWords.None),
        new("when", "条件", "condition", p.Say(move.When)),
        new("primary", "首选标记", "mark as the likely one", PlaybookWords.Say(move.IsPrimary)),
    ];

    static List<Aspect> Of(Playbook p, ClockRule clock) =>
    [
        new("title", "名称", "title", clock.Title),
        new("limit", "期限", "limit", PlaybookWords.Say(clock.Limit)),
        new("limit-of", "按所选代码定的期限", "limit of the chosen code", clock.LimitOf is { } field ? PlaybookWords.Join(clock.LimitByCode.OrderBy(l => l.Key, StringComparer.Ordinal)
            .Select(l => (Code: p.Choice(p.Field(field)?.List ?? "", l.Key)?.Title ?? PlaybookWords.Key(l.Key), Limit: PlaybookWords.Say(l.Value)))
            .Select(l => new Words($"{l.Code.Zh} {l.Limit.Zh}", $"{l.Code.En} {l.Limit.En}"))) : PlaybookWords.None),
        new("until", "到所填日期为止", "day that ends it", clock.Until is { } day ? PlaybookWords.Key(day) : PlaybookWords.None),
        new("cases", "特殊期限", "special limit", PlaybookWords.Join(clock.Cases.Select(c => (When: p.Say(c.When), Limit: PlaybookWords.Say(c.Limit)))
            .Select(c => new Words($"{c.When.Zh}时 {c.Limit.Zh}", $"{c.Limit.En} when {c.When.En}")))),
        new("basis", "依据", "basis", PlaybookWords.Key(clock.Basis)),
        new("near", "到期前提醒", "warning beforehand", PlaybookWords.Say(clock.Near)),
        new("breach", "超期后亮红牌", "red card after", PlaybookWords.Say(clock.Breach)),
        new("per", "计时对象", "subject", clock switch
        {
            { LeadOnly: true } => new("牵头单位的工单", "the leading unit’s order"),
            { PerOrder: true } => new("每张工单", "every order"),
            _ => new("整个事项", "the whole matter"),
        }),
        new("right", "逾期即失权", "lapse when its time is over", PlaybookWords.Say(clock.IsRight)),
        new("falling of cards", "亮牌", "falling of cards", PlaybookWords.Say(clock.Cards)),
        new("extension", "可延期", "extension", clock.ExtendsByItself ? new($"每次按原时限，{clock.ExtensionTimes} 次", $"by its own limit, {clock.ExtensionTimes} times") : clock.ExtensionAtMost is null ? PlaybookWords.None : new(
            $"共 {PlaybookWords.Say(clock.ExtensionAtMost).Zh}，{clock.ExtensionTimes} 次", $"{PlaybookWords.Say(clock.ExtensionAtMost).En} in {clock.ExtensionTimes}")),
        new("pausable", "可挂账", "suspension", PlaybookWords.Say(clock.Pausable)),
    ];

    static List<Aspect> Of(Playbook p, Field field) =>
    [
        new("title", "名称", "label", field.Title),
        new("type", "类型", "type", PlaybookWords.Key(field.Type.ToString())),
        new("hint", "提示", "hint", field.Hint ?? PlaybookWords.None),
        new("list", "可选清单", "list", field.List is { } list ? PlaybookWords.Key(list) : PlaybookWords.None),
        new("under", "上级字段", "field above", field.Under is { } above ? PlaybookWords.Key(above) : PlaybookWords.None),
        new("holding", "要有的岗位", "post to be held", field.Holding is { } role ? PlaybookWords.Key(role) : PlaybookWords.None),
        new("register", "底册", "register", field.Register is { } register ? PlaybookWords.Key(register) : PlaybookWords.None),
        new("from", "取自", "source", field.From is { } from ? PlaybookWords.Key(from.ToString()) : PlaybookWords.None),
        new("when", "何时问", "condition to be asked", p.Say(field.When)),
        new("at-most", "上限", "bound", field.AtMost is { } most ? PlaybookWords.Key(most.ToString(System.Globalization.CultureInfo.InvariantCulture)) : PlaybookWords.None),
        new("lets-see", "所填的人看得到", "showing it to whom it names", PlaybookWords.Say(field.LetsSee)),
        new("keeps-from", "对所填单位保密", "keeping from the units it names", PlaybookWords.Say(field.KeepsFrom)),
    ];

    static List<Aspect> Of(Playbook p, Document document, Func<Whose, Words> who) =>
    [
        new("title", "名称", "title", document.Title),
        new("by", "出具人", "list of who issues it", PlaybookWords.Join(document.By.Select(who))),
        new("at", "所在环节", "place", PlaybookWords.Join(document.At.Select(id => p.Named(id))), document.At),
        new("text", "正文", "text", PlaybookWords.Key(document.Text)),
    ];

    static List<Aspect> Of(Playbook p, Indicator indicator) =>
    [
        new("title", "名称", "title", indicator.Title),
        new("of", "分子", "count", p.Say(indicator.Of)),
        new("among", "分母", "whole", p.Say(indicator.Among)),
    ];

    static List<Aspect> Of(Choice choice) =>
    [
        new("title", "名称", "title", choice.Title),
        new("basis", "依据", "basis", choice.Basis ?? PlaybookWords.None),
        new("under", "上级代码", "code above", choice.Under is { } above ? PlaybookWords.Key(above) : PlaybookWords.None),
        new("limit", "时限", "limit", PlaybookWords.Say(choice.Limit)),
        new("closes", "结案条件", "closing condition", choice.Closes ?? PlaybookWords.None),
    ];

    /// <summary>One thing said of something, under the word that the file has for it; the ids of what it names tell apart what is called alike.</summary>
    readonly record struct Aspect(string Path, Words Name, Words Value, string Ids)
    {
        public Aspect(string path, string zh, string en, Words value, params IEnumerable<string?> ids) : this(path, new Words(zh, en), value, string.Join(' ', ids)) { }
    }
}
