using Bihuan.Parts;

namespace Bihuan.Matters;

/// <summary>What a matter's page says in words of its own: who holds it, how a clock stands, how far along the loop it is.</summary>
public static class DossierWords
{
    public static string In(this Words words, Reader reader) => reader.Say(words.Zh, words.En);

    /// <summary>Who must do the next thing: the person where one is named, else the office and its role; null at an end.</summary>
    public static string? Holder(this Dossier dossier, Reader reader) => dossier.Next is not { } next ? null
        : next.Person is { } account
            ? reader.Say($"{dossier.Names.Person(account).Zh}（{dossier.Names.Unit(next.Unit).Zh}）", $"{dossier.Names.Person(account).En} ({dossier.Names.Unit(next.Unit).En})")
            : dossier.Names.Post(new(next.Role, next.Unit)).In(reader);

    /// <summary>What a move has done, who has it now, and by when.</summary>
    public static string Done(Dossier before, Dossier after, Reader reader)
    {
        var words = new FactWords(after.Names, after.View.Entries);
        var told = after.View.Entries.Where(entry => entry.Version > before.Matter.Version && entry.Stamp.By == after.Person.Account)
            .Select(words.Of).FirstOrDefault(told => told is { IsAside: false });
        var did = told?.Did.In(reader) ?? reader.Say("已办", "Done");
        if (after.Matter.Stage == before.Matter.Stage || after.Holder(reader) is not { } holder) return reader.Say($"{did}。", $"{did}.");
        var due = after.Next is { Due: { } at, Clock: { Length: > 0 } clock }
            ? reader.Say($"，{after.Names.Clock(clock).AsLimit().Zh} {Times.Due(at, reader.Now, reader.Tongue)}",
                $"; {after.Names.Clock(clock).En.ToLowerInvariant()} is due {Times.Due(at, reader.Now, reader.Tongue)}") : "";
        return reader.Say($"{did}。现在由{holder}负责{due}。", $"{did}. Now with {holder}{due}.");
    }

    /// <summary>The stages as far as the matter has come: the loop's own, and those beside it where they happened.</summary>
    public static IReadOnlyList<StageStep> Track(this Dossier dossier, Reader reader)
    {
        var (matter, playbook) = (dossier.Matter, dossier.Playbook);
        var visits = Visits(dossier);
        var path = Loop(playbook);
        var isAside = !path.Contains(matter.Stage) && (playbook.Stage(matter.Stage)?.IsEnd ?? false);
        var order = isAside ? [.. visits.Select(visit => visit.Stage).Distinct()] : path.ToList();
        foreach (var stage in visits.Select(visit => visit.Stage).Where(stage => !order.Contains(stage)).Distinct().ToList())
        {
            // A stage that only an earlier version had stands where it was passed: after what came before it.
            if (playbook.Stage(stage) is null)
            {
                order.Insert(visits.FindLastIndex(visit => visit.Stage == stage) is > 0 and var past ? order.IndexOf(visits[past - 1].Stage) + 1 : 0, stage);
                continue;
            }

            // Before what it interrupted, and before what it led back to: that is the order in which they are done with.
            var n = visits.FindLastIndex(visit => visit.Stage == stage);
            order.Insert(visits.Skip(n - 1).Take(3).Select(visit => order.IndexOf(visit.Stage)).Where(at => at >= 0).DefaultIfEmpty(order.Count).Min(), stage);
        }

        var here = order.IndexOf(matter.Stage);
        return Once(order.Select((stage, at) =>
        {
            var last = visits.LastOrDefault(visit => visit.Stage == stage);
            var progress = at > here ? Progress.Ahead
                : at == here ? playbook.Stage(stage)?.IsEnd is true ? Progress.Done : Progress.Current
                : last is null ? Progress.Skipped : Progress.Done;
            return new StageStep(Short(dossier.Names, stage, progress).In(reader), progress,
                progress switch
                {
                    Progress.Current => Who(dossier, reader),
                    Progress.Done => last?.Left is { } left ? dossier.Names.Person(left.By).In(reader) : null,
                    _ => null,
                },
                progress switch
                {
                    Progress.Current => reader.Say($"已 {Times.Span(reader.Now - matter.StageSince, reader.Tongue)}", $"{Times.Span(reader.Now - matter.StageSince, reader.Tongue)} so far"),
                    Progress.Done => Moment(last?.Left?.At ?? last?.Since, reader),
                    _ => null,
                });
        }));
    }

    /// <summary>What is done and the end that it led to may bear one name: then they are one step, with whoever did it.</summary>
    static List<StageStep> Once(IEnumerable<StageStep> steps)
    {
        List<StageStep> told = [];
        foreach (var step in steps)
        {
            if (told.Count == 0 || told[^1].Words != step.Words) told.Add(step);
            else told[^1] = step with { Holder = step.Holder ?? told[^1].Holder };
        }

        return told;
    }

    sealed record Visit(string Stage, DateTimeOffset Since)
    {
        public Stamp? Left { get; set; }
    }

    static List<Visit> Visits(Dossier dossier)
    {
        var visits = new List<Visit>();
        foreach (var entry in dossier.View.Entries)
        {
            var to = entry.Fact switch { Received f => f.Stage, Moved f => f.To, Migrated f => f.Stage, _ => null };
            if (to is null || visits.Count > 0 && visits[^1].Stage == to) continue;
            if (visits.Count > 0) visits[^1].Left = entry.Stamp;
            visits.Add(new(to, entry.Stamp.At));
        }

        return visits;
    }

    /// <summary>The way of the primary moves, from the start to the end.</summary>
    static List<string> Loop(Playbook playbook)
    {
        var path = new List<string>();
        for (var stage = playbook.Stage(playbook.Starts); stage is not null && !path.Contains(stage.Id);
            stage = playbook.Stage(stage.Moves.FirstOrDefault(move => move.IsPrimary)?.To ?? "")) path.Add(stage.Id);
        // An objection that is rejected leads back into the loop by a primary move too; the end closes it all the same.
        return path;
    }

    // On the track a stage is what is done there, so what its title says of waiting is left out: 已签收待分办 is 分办.
    static Words Short(Names names, string stage, Progress progress)
    {
        var title = names.Stage(stage);
        var waits = title.Zh.IndexOf('待', StringComparison.Ordinal);
        var zh = waits >= 0 && title.Zh.Length - waits > 2 ? title.Zh[(waits + 1)..] : title.Zh;
        var to = title.En.IndexOf("o be ", StringComparison.Ordinal);
        var en = to > 0 && progress == Progress.Done ? title.En[(to + 5)..] : title.En;
        return new(zh.Length > 2 ? zh.TrimEnd('中') : zh, char.ToUpperInvariant(en[0]) + en[1..]);
    }

    static string? Who(Dossier dossier, Reader reader) => dossier.Next is not { } next ? null
        : next.Person is { } account ? dossier.Names.Person(account).In(reader) : dossier.Names.Unit(next.Unit).In(reader);

    static string? Moment(DateTimeOffset? at, Reader reader) => at is { } moment
        ? $"{Times.Day(moment, reader.Tongue is Tongue.Zh)} {Times.Local(moment):HH:mm}" : null;
}
