using System.Text.Json;
using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Takes a move of the playbook: checks who may, asks the form, lets the act decide, changes the stage, starts and stops clocks.</summary>
public static class TakeMove
{
    /// <summary>Decides one move.</summary>
    /// <param name="move">The move's name, or an act's name: then the first move of the stage that does it.</param>
    /// <param name="words">The form's answers by field.</param>
    public static async ValueTask<Decision> Decide(Matter matter, string move, JsonObject words, Rulebook rules, Desk desk)
    {
        if (!matter.Exists || matter.IsKeptFrom(desk.Now.Unit) || Onlookers.Hides(matter, rules.Playbook, rules.Calendar, desk.Now)) return No.SuchMatter;
        var (offered, isOpen) = Find(matter, move, words, rules, desk.Now);
        if (offered is null && Rights.Gone(move, matter, rules) is { } gone) return gone;
        if (offered is null) return IsKnown(move, rules) ? No.SuchMove.With(Title(matter, rules), Named(move, rules)) : No.UnknownMove.With(move, Offered(matter, rules));
        if (!isOpen && Closed(offered, matter, rules, desk.Now) is { } closed) return closed;
        if (offered.Begins is { } begins) return No.BeginsAnother.With(offered.Title, begins);

        words = (JsonObject)words.DeepClone();
        foreach (var (field, value) in offered.With) words[field] = Fixed(Carry(value, matter), rules.Playbook.Field(field)?.Type);
        foreach (var asked in offered.Form.Where(asked => asked.Required && IsMissing(words[asked.Field]) && rules.Playbook.Field(asked.Field)?.IsAsked(matter.Answers) != false))
            return No.Required.With(rules.Playbook.Field(asked.Field)?.Title ?? new(asked.Field, asked.Field)).On(asked.Field);

        foreach (var (field, value) in words)
            if (Longest(value) > Act.LongestOf(offered.Act, field)) return No.TooLong.With(Act.LongestOf(offered.Act, field)).On(field);

        // What the act does not read itself is the playbook's own question; the answer stays with the move.
        var (own, wrong) = FormAnswers.Read(offered.Form.Where(asked => offered.Act is null || !Acts.ByName[offered.Act].Reads(asked.Field)), words, matter.Answers, rules);
        if (wrong is not null) return wrong;
        if (rules.Playbook.GoneBy(own.Coded, desk.Now.At) is { } day) return No.DayGone.With(rules.Playbook.Field(day)!.Title).On(day);

        var decision = Decision.Nothing;
        if (offered.Act is { } name)
        {
            decision = await Acts.ByName[name].Decide(matter, words, rules, desk);
            // An act that finds nothing to do was done before: the stage has moved with it then.
            if (decision.Refusal is not null || decision.Facts.IsEmpty) return decision;
        }

        if (Secrecy.Refuses(matter, decision, own, rules) is { } kept) return kept;
        return await Together.Tell(matter, Advance(matter, offered, decision, own, rules, desk.Now), desk);
    }

    /// <summary>Why a move that the stage offers is closed to this person now; null when it is open.</summary>
    public static Refusal? Closed(Move move, Matter matter, Rulebook rules, Stamp now)
    {
        if (Mandate.Refuses(move, matter, now) is { } beyond) return beyond;
        if (matter.Interested.Contains(now.By) && !(move.Act is { } act && Acts.ByName[act].IsOpenToInterested)) return No.Interested;
        if (!move.By.Any(by => Holds(by, move, matter, rules, now))) return No.NotYourMove.With(WhoMay(move, matter, rules));
        if (move.When is { } when && !when.Holds(matter.Answers)) return No.SuchMove.With(Title(matter, rules), move.Title);
        if (Rights.Lapsed(move, matter, rules, now) is { } lapsed) return lapsed;
        if (move.Evidence.FirstOrDefault(phase => !matter.Shows(phase)) is { } missing)
            return (matter.Evidence.Any(picture => picture.Phase == missing) ? No.OldPicture : No.NoPicture).With(AddEvidence.Phases.FirstOrDefault(phase => phase.Code == missing)?.Title ?? new(missing, missing));
        return move.Act is { } does ? Acts.ByName[does].Closed(matter, rules, now) : null;
    }

    /// <summary>Whether the person acts in the post that a playbook means.</summary>
    static bool Holds(Whose whose, Move move, Matter matter, Rulebook rules, Stamp now) => whose.Role == now.Role && whose.Party switch
    {
        Party.Any => true,
        Party.Centre => Orders.IsSameOffice(matter.Centre, now.Unit),
        Party.Lead => matter.Lead is { } lead && Orders.IsSameOffice(lead.Unit, now.Unit),
        Party.Outside => IsCentreRecused(move, matter, rules) && !Orders.IsSameOffice(matter.Centre, now.Unit),
        Party.Place => Orders.IsSameOffice(matter.Territory ?? matter.Centre, now.Unit),
        Party.Above => Appeal.IsBefore(matter, now.Unit),
        Party.Co => matter.CoOrders.Any(order => Orders.IsSameOffice(order.Unit, now.Unit)),
        _ => matter.Lead?.Handler == now.By,
    };

    /// <summary>Which move is meant, and whether it is known to be open to this person.</summary>
    static (Move? Move, bool IsOpen) Find(Matter matter, string move, JsonObject words, Rulebook rules, Stamp now)
    {
        // By its name, or by its act's: then the words choose between moves that fix them otherwise, as verify with holds or without.
        // What the words say otherwise than the move fixes is another move: “verify, holds: false” must never be taken as “it holds”.
        var moves = rules.Playbook.MovesAt(matter.Stage).Where(m => m.Act == move && m.With.All(word => Carried.FieldOf(word.Value) is not null || Says(word.Key, word.Value) is true)
            || m.Id == move && m.With.All(word => Says(word.Key, Carry(word.Value, matter)) is not false)).ToList();
        return moves.Find(m => Closed(m, matter, rules, now) is null) is { } open ? (open, true) : (moves.Find(m => m.Id == move) ?? moves.FirstOrDefault(), false);

        bool? Says(string field, string value) => words[field]?.ToString() is { } said ? said.Equals(value, StringComparison.OrdinalIgnoreCase) : null;
    }

    static Decision Advance(Matter matter, Move move, Decision decision, FormAnswers own, Rulebook rules, Stamp now)
    {
        var after = decision.Facts.Aggregate(matter, (m, fact) => m.Apply(new(matter.Stream, m.Version + 1, fact, now)));
        var named = Secrecy.Named(rules.Playbook, own.Coded);
        if (!own.Coded.IsEmpty) after = after with { Coded = after.Coded.SetItems(own.Coded) };
        decision = Clocks(matter, after, move, decision, rules.Playbook, now.At);
        var to = move.To ?? matter.Stage;
        return to == matter.Stage && own == FormAnswers.None && move.Act is not null
            ? decision
            : decision.And(new Moved(move.Id, to)
            {
                Form = own.Coded.IsEmpty ? null : own.Coded,
                KeptFrom = named,
                Written = own.Written.IsEmpty ? null : JsonSerializer.Serialize(own.Written, Facts.Json),
            });
    }

    /// <summary>What a move does to the clocks: those it stops, those that end by themselves, those it starts; added to what was decided.</summary>
    /// <param name="now">When it is taken.</param>
    internal static Decision Clocks(Matter matter, Matter after, Move move, Decision decision, Playbook playbook, DateTimeOffset now)
    {
        // An adjudication says nothing of the order it replaces, and must leave the clocks of those who cooperate.
        var orders = decision.Facts.OfType<IAboutOrder>().Select(fact => fact.Order)
            .Concat(matter.Orders.Where(order => order.IsAwaited && !after.Orders.Any(o => o.Number == order.Number && o.IsAwaited)).Select(order => order.Number)).ToHashSet();
        foreach (var id in move.Stops)
            foreach (var (key, _) in after.Clocks.Where(c => c.Value.Name == id && c.Value.Stopped is null))
                if (Matter.OrderOf(key) is not { } order || orders.Count == 0 || orders.Contains(order))
                    decision = decision.And(new ClockStopped(id, Matter.OrderOf(key)));

        decision = Stand(after, move, decision);
        decision = Ended(matter, after, decision);
        foreach (var rule in move.Starts.Select(playbook.Clock).OfType<ClockRule>())
            decision = Start(matter, after, rule, decision, now);
        return move.Restarts.Select(playbook.Clock).OfType<ClockRule>().Aggregate(decision, (d, rule) => Restart(after, rule, d, now));
    }

    /// <summary>What is owed again and again, such as a report: one run ends, in time or late, and the next begins by the limit that holds now.</summary>
    static Decision Restart(Matter after, ClockRule rule, Decision decision, DateTimeOffset now)
    {
        var limit = rule.LimitFor(after.Answers, now).ToString();
        List<string> running = [.. after.Clocks.Where(c => c.Value.Name == rule.Id && c.Value.Stopped is null).Select(c => c.Key)];
        if (running.Count == 0 && !rule.PerOrder) return decision.And(new ClockStarted(rule.Id, null, limit));
        return running.Select(Matter.OrderOf).Aggregate(decision, (d, order) => d.And(new ClockStopped(rule.Id, order), new ClockStarted(rule.Id, order, limit)));
    }

    /// <summary>What stands still from this move on, and what runs again.</summary>
    static Decision Stand(Matter after, Move move, Decision decision)
    {
        foreach (var (key, clock) in after.Clocks.Where(c => c.Value.Stopped is null))
            decision = move.Pauses.Contains(clock.Name) && !clock.IsPaused ? decision.And(new ClockPaused(clock.Name, Matter.OrderOf(key), move.Id))
                : move.Resumes.Contains(clock.Name) && clock.IsPaused ? decision.And(new ClockResumed(clock.Name, Matter.OrderOf(key)))
                : decision;
        return decision;
    }

    /// <summary>What ends by itself: the clocks of orders that nobody waits for any more, every clock of a matter that has ended, and requests without a subject.</summary>
    static Decision Ended(Matter before, Matter after, Decision decision)
    {
        var ends = after.IsClosed && !before.IsClosed;
        foreach (var (key, clock) in after.Clocks.Where(c => c.Value.Stopped is null))
        {
            var stop = new ClockStopped(clock.Name, Matter.OrderOf(key));
            if (!decision.Facts.Contains(stop) && (ends || stop.Order is { } n && !after.Orders.Any(order => order.Number == n && order.IsAwaited)))
                decision = decision.And(stop);
        }

        var isDecided = decision.Facts.Any(fact => fact is ExtensionGranted or ExtensionRefused or Suspended or SuspensionRefused);
        if (before.ExtensionAsked is not null && after.ExtensionAsked is null && !isDecided) decision = decision.And(new RequestLapsed("extension"));
        if (before.SuspensionAsked is not null && after.SuspensionAsked is null && !isDecided) decision = decision.And(new RequestLapsed("suspension"));
        return decision;
    }

    static Decision Start(Matter before, Matter after, ClockRule rule, Decision decision, DateTimeOffset now)
    {
        var limit = rule.LimitFor(after.Answers, now).ToString();
        if (!rule.PerOrder)
            // A clock that has started is not started again: a return, a rejection or a second dispatch never gives more time.
            return after.Clocks.TryGetValue(rule.Id, out var running) && running.Stopped is null
                ? decision
                : decision.And(new ClockStarted(rule.Id, null, limit));

        return after.Orders.Where(order => order.IsOpen && (order.IsLead || !rule.LeadOnly) && before.Orders.All(o => o.Number != order.Number))
            .Aggregate(decision, (d, order) => d.And(new ClockStarted(rule.Id, order.Number, limit)));
    }

    static bool IsMissing(JsonNode? node) => node switch
    {
        null => true,
        JsonArray array => array.Count == 0,
        _ => string.IsNullOrWhiteSpace(node.ToString()),
    };

    static int Longest(JsonNode? node) => node switch
    {
        JsonArray array => array.Select(Longest).DefaultIfEmpty(0).Max(),
        JsonValue value when value.TryGetValue(out string? text) => text.Trim().Length,
        _ => 0,
    };

    /// <summary>A fixed word, or what was answered before to the field that it names.</summary>
    static string Carry(string word, Matter matter) => Carried.FieldOf(word) is { } field
        ? matter.Coded.GetValueOrDefault(field) ?? matter.Written.GetValueOrDefault(field) ?? "" : word;

    static JsonNode Fixed(string value, FieldType? type) => type is FieldType.Units
        ? new JsonArray([.. value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(unit => JsonValue.Create(unit))])
        : bool.TryParse(value, out var flag) ? JsonValue.Create(flag) : JsonValue.Create(value);

    static Words Title(Matter matter, Rulebook rules) => rules.Playbook.Stage(matter.Stage)?.Title ?? new(matter.Stage, matter.Stage);

    static IEnumerable<Move> All(Rulebook rules) => rules.Playbook.Stages.SelectMany(s => s.Moves).Concat(rules.Playbook.Anywhere);

    static Words Named(string move, Rulebook rules) => All(rules).FirstOrDefault(m => m.Id == move || m.Act == move)?.Title ?? new(move, move);

    static bool IsKnown(string move, Rulebook rules) => Acts.ByName.ContainsKey(move) || All(rules).Any(m => m.Id == move);

    static Words Offered(Matter matter, Rulebook rules)
    {
        var moves = rules.Playbook.MovesAt(matter.Stage).DistinctBy(m => m.Id).ToList();
        return new(string.Join("、", moves.Select(m => $"{m.Id}（{m.Title.Zh}）")), string.Join(", ", moves.Select(m => $"{m.Id} ({m.Title.En})")));
    }

    static Words WhoMay(Move move, Matter matter, Rulebook rules)
    {
        // Who stands in for the centre is told only where somebody has to.
        var may = move.By.Where(by => by.Party != Party.Outside || IsCentreRecused(move, matter, rules)).Select(by => Whoever.Of(by, matter.Above is { } above ? rules.NameOf(above) : null)).ToList();
        return new(string.Join("、", may.Select(words => words.Zh)), string.Join(" or ", may.Select(words => words.En)));
    }

    static bool IsCentreRecused(Move move, Matter matter, Rulebook rules) =>
        Next.IsCentreRecused(move.Act ?? rules.Playbook.Stage(matter.Stage)?.Act, matter);
}
