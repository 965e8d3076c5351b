using Bihuan.Hosting;

namespace Bihuan.Library;

/// <summary>What proves a playbook. The rules stand above the library and are handed down to it.</summary>
/// <param name="Closes">Why its loop would not close; empty when it does.</param>
/// <param name="Try">Runs one example.</param>
/// <param name="Replay">Tells what stories that happened would have been by it: their entries, the versions they followed, the calendar, now.</param>
public sealed record PlaybookProof(
    Func<Playbook, ImmutableArray<Fault>> Closes, Func<Playbook, PlaybookExample, WorkCalendar, ExampleResult> Try,
    Func<Playbook, IEnumerable<IReadOnlyList<Entry>>, Func<string, int, Playbook>, WorkCalendar, DateTimeOffset, Replayed> Replay);

/// <summary>A text that may become the next version: what it says, what is wrong with it, and what it would change.</summary>
/// <param name="Playbook">Null when the text cannot be read at all.</param>
/// <param name="Present">The version now in force; null for a playbook that is new.</param>
/// <param name="Refusal">Why it cannot be published as it is; null when it can.</param>
public sealed record PlaybookDraft(string Yaml, ImmutableArray<string> Examples, Playbook? Playbook, Playbook? Present, Refusal? Refusal)
{
    /// <summary>Why its loop would not close, or its examples cannot be read.</summary>
    public ImmutableArray<Fault> Faults { get; init; } = [];

    /// <summary>What became of its examples.</summary>
    public ImmutableArray<ExampleResult> Results { get; init; } = [];

    /// <summary>What it does otherwise than the present version.</summary>
    public ImmutableArray<PlaybookChange> Changes { get; init; } = [];

    /// <summary>The Word templates that came with it, by document.</summary>
    public ImmutableSortedDictionary<string, byte[]> Templates { get; init; } = ImmutableSortedDictionary<string, byte[]>.Empty;

    /// <summary>Where the text, or one of its examples, stops being YAML; null where it is.</summary>
    public YamlSlip? Slip { get; init; }

    /// <summary>Whether this very text stands on the shelf already, so that only its templates are taken in.</summary>
    public bool IsShelved { get; init; }

    /// <summary>The hash of the whole file it came in, once that was checked; null where it was pasted.</summary>
    public string? FileSha256 { get; init; }

    /// <summary>What the last weeks would have been by it; null where nobody asked.</summary>
    public PlaybookTrial? Trial { get; init; }
}

/// <summary>The shelf as an administrator sees it: what stands on it, what a new text would change, and putting it there.</summary>
public sealed class PlaybookDesk(Shelf shelf, PlaybookProof proof, Reading reading, Store store, Settings settings, TimeProvider time)
{
    /// <summary>Reads a text and its examples, and proves both; nothing is written.</summary>
    public PlaybookDraft Read(PublishPlaybook.Command command)
    {
        var yaml = Lines(command.Yaml ?? "");
        ImmutableArray<string> given = [.. (command.Examples ?? []).Select(Lines).Where(text => !string.IsNullOrWhiteSpace(text))];
        if (string.IsNullOrWhiteSpace(yaml)) return new(yaml, given, null, null, No.PlaybookText.On("yaml"));
        try
        {
            var (playbook, faults) = Shelf.Read(yaml);
            var present = shelf.Newest(playbook.Name);
            if (given.IsEmpty && present is not null) given = shelf.OriginOf(present)?.Examples ?? [];
            var (examples, wrong) = Examples(playbook, given);
            faults = [.. faults, .. proof.Closes(playbook), .. wrong];
            // A loop that does not close cannot be walked.
            ImmutableArray<ExampleResult> results = faults.IsEmpty ? [.. examples.Select(example => proof.Try(playbook, example, shelf.Calendar))] : [];
            var files = (command.Templates ?? ImmutableSortedDictionary<string, byte[]>.Empty).ToImmutableSortedDictionary(StringComparer.Ordinal);
            var shelved = !files.IsEmpty && shelf.Exactly(playbook.Name, playbook.Version) is { } same && shelf.OriginOf(same)?.Yaml == yaml;
            return new(yaml, given, playbook, present, Refuses(playbook, shelved ? null : present, faults, results) ?? Amiss(playbook, files))
            {
                Templates = files,
                IsShelved = shelved,
                Faults = faults,
                Results = results,
                Changes = present is null ? [] : playbook.Since(present, Whoever.Of),
            };
        }
        catch (InvalidDataException unreadable) when (YamlSlip.In(unreadable) is { } slip)
        {
            // The text itself is read first; where it can be read, it is one of its examples that cannot.
            var refusal = Shelf.SlipOf(yaml) is null && Unread(given) is var (example, _)
                ? No.ExampleUnreadable.With(example, slip.Line, slip.Column, slip.Why, slip.Text).On("examples")
                : No.PlaybookUnreadable.With(slip.Line, slip.Column, slip.Why, slip.Text).On("yaml");
            return new(yaml, given, null, null, refusal) { Slip = slip };
        }
    }

    // What is kept from somebody is not tried: the trial tells numbers to whoever writes playbooks.
    /// <summary>Tries a draft against the matters received in the last weeks, the newest <see cref="PlaybookTrial.MostStories"/> of them. A text with faults is not tried.</summary>
    public async Task<PlaybookDraft> Trial(PlaybookDraft draft, int weeks, CancellationToken stop)
    {
        if (draft.Playbook is not { } playbook || !draft.Faults.IsEmpty) return draft;
        weeks = Math.Clamp(weeks, 1, PlaybookTrial.MostWeeks);
        var now = time.GetUtcNow();
        await using var connection = await store.Read(stop);
        var ids = (await connection.QueryAsync<string>("""
            select id from matters where district = @district and received >= @since and class = @name and kept_from is null order by received desc, id desc limit @most
            """, new { district = settings.District, since = now.AddDays(-7 * weeks).ToUnixTimeMilliseconds(), name = playbook.Name, most = PlaybookTrial.MostStories + 1 })).AsList();
        var stories = new List<IReadOnlyList<Entry>>();
        await foreach (var entries in reading.Many(settings.District, ids.Take(PlaybookTrial.MostStories).Select(id => new Stream($"matter-{id}")), stop)) stories.Add(entries);
        return draft with { Trial = new(weeks, stories.Count, ids.Count > stories.Count, proof.Replay(playbook, stories, shelf.Find, shelf.Calendar, now)) };
    }

    /// <summary>Publishes: the new version is on the shelf when the answer comes.</summary>
    public async Task<Answer<PublishedPlaybooks>> Publish(Clerk clerk, PublishPlaybook.Command command, CancellationToken stop)
    {
        var draft = Read(command);
        var answer = await clerk.Record<PublishedPlaybooks>(PublishPlaybook.Stream, async (published, desk) =>
        {
            var decision = PublishPlaybook.Decide(published, draft, desk.Now);
            if (decision.Refusal is not null || draft.Templates.IsEmpty) return decision;

            // With the text or not at all.
            var stream = Templates.StreamOf(draft.Playbook!.Name);
            var (templates, _) = await desk.Story<Templates>(stream);
            foreach (var (document, bytes) in draft.Templates)
            {
                var look = TemplateDesk.Look(draft.Playbook, draft.Playbook.Documents.First(paper => paper.Id == document), bytes, null);
                var taken = RecordTemplate.Decide(templates, new(draft.Playbook.Name, document, look.Sha256, bytes.Length, ""), desk.Now);
                if (taken.Refusal is { } no) return no;
                foreach (var fact in taken.Facts) decision = decision.Also(stream, fact);
                desk.Keep(TemplateDesk.Kept(look).Statement(clerk.Caller.District));
            }

            return decision;
        }, stop, command: command);
        if (answer.IsYes) await PublishPlaybook.Apply(shelf, reading, settings.District, stop);
        return answer;
    }

    /// <summary>The examples of a version, run again by the rules and the calendar of today.</summary>
    public ImmutableArray<ExampleResult> Try(Playbook playbook) =>
        [.. Examples(playbook, shelf.OriginOf(playbook)?.Examples ?? []).Examples.Select(example => proof.Try(playbook, example, shelf.Calendar))];

    /// <summary>How many open matters follow each playbook, whichever version.</summary>
    public async Task<IReadOnlyDictionary<string, long>> Open(CancellationToken stop)
    {
        await using var connection = await store.Read(stop);
        return (await connection.QueryAsync<(string Name, long Count)>(
            "select class, count(*) from matters where district = @district and is_open = 1 group by class", new { district = settings.District }))
            .ToDictionary(row => row.Name, row => row.Count);
    }

    static Refusal? Refuses(Playbook playbook, Playbook? present, ImmutableArray<Fault> faults, ImmutableArray<ExampleResult> results)
    {
        // By number, so that a telephone call about the file can say which.
        if (!faults.IsEmpty) return No.PlaybookFaults.With(Numbered(faults.Select(f => f.Sentence)));
        if (present is not null && present.Version >= playbook.Version) return No.PlaybookVersion.With(present.Version, playbook.Version);
        return results.FirstOrDefault(result => !result.Holds) is { } failed ? No.PlaybookExample.With(failed.Example.Title, failed.Step, failed.Wrong!.Value) : null;
    }

    static Refusal? Amiss(Playbook playbook, ImmutableSortedDictionary<string, byte[]> files)
    {
        foreach (var (document, bytes) in files)
        {
            if (playbook.Documents.FirstOrDefault(paper => paper.Id == document) is not { } paper) return No.SuchDocument.With(document);
            if (TemplateDesk.Look(playbook, paper, bytes, null).Refusal is { } no) return No.TemplateOfPack.With(paper.Title, new Words(no.Zh, no.En));
        }

        return null;
    }

    static (int Example, YamlSlip Slip)? Unread(ImmutableArray<string> examples)
    {
        for (var n = 0; n < examples.Length; n++)
            if (Shelf.SlipOf(examples[n]) is { } slip) return (n + 1, slip);
        return null;
    }

    static (ImmutableArray<PlaybookExample> Examples, ImmutableArray<Fault> Faults) Examples(Playbook playbook, ImmutableArray<string> texts)
    {
        var read = texts.Select(Shelf.ReadExample).ToList();
        return ([.. read.Select(r => r.Example)], [.. read.SelectMany(r => r.Faults), .. read.Where(r => r.Example.Of.Length > 0 && r.Example.Of != playbook.Name)
            .Select(r => new Fault("example.of-another", "of", $"例子“{r.Example.Name}”是“{r.Example.Of}”的，请改 of，或不放进来。",
                $"The example “{r.Example.Name}” is of “{r.Example.Of}”; change of, or leave it out."))]);
    }

    static Words Numbered(IEnumerable<Words> sentences)
    {
        var all = sentences.ToList();
        return new(string.Join(' ', all.Select((s, n) => $"{n + 1}. {s.Zh}")), string.Join(' ', all.Select((s, n) => $"{n + 1}. {s.En}")));
    }

    // A form sends CRLF; the hash must be that of the text as it was written.
    static string Lines(string? text) => (text ?? "").ReplaceLineEndings("\n");
}
