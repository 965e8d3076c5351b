using System.Text.Json.Nodes;
using Bihuan.Library;
using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>Writes down what somebody said: from now on it has a number, an owner and a clock.</summary>
public static class ReceiveMatter
{
    const int TitleLength = 80;
    const int TextLength = 5000;

    /// <summary>What is written down. Four things are needed: the words, the place, how to reach the requester, and what it is about.</summary>
    /// <param name="Title">One line; made of the text's beginning when left out.</param>
    /// <param name="Points">The numbered points; the title alone when left out.</param>
    /// <param name="Phone">Needed unless the requester stays anonymous.</param>
    /// <param name="Area">A division code of 6 to 15 digits.</param>
    /// <param name="Playbook">The playbook it follows; that of requests when left out.</param>
    /// <param name="From">The matter out of which it came, by number or identifier: both are tied from the beginning.</param>
    /// <param name="Form">The answers to the playbook's own first form, by field.</param>
    /// <param name="Beside">The number of another matter that it has to do with: each is linked to the other.</param>
    public sealed record Command(
        string Text, string? Title = null, ImmutableArray<string>? Points = null, string? Name = null, string? Phone = null,
        string? Address = null, bool Anonymous = false, string? Category = null, string? Area = null, double? Lon = null, double? Lat = null,
        string? Source = null, string? Demand = null, string? Urgency = null, bool Confidential = false, string? Outside = null,
        string? Playbook = null, JsonObject? Form = null, string? From = null, string? Beside = null);

    /// <summary>What the rule needs beside the words: made by the way in, so that the rule stays pure.</summary>
    /// <param name="Person">The requester's pseudonym.</param>
    /// <param name="Salt">Random, for the seal.</param>
    /// <param name="Centre">The unit that receives.</param>
    /// <param name="Digits">The public number.</param>
    public sealed record Given(string Person, string Salt, string Centre, string Digits)
    {
        /// <summary>Under which identifier it is written down.</summary>
        public string Id { get; init; } = "";

        /// <summary>The row of a sheet in which it came; null where it came by itself.</summary>
        public BatchRow? From { get; init; }

        /// <summary>The matter that it has to do with, and its number; null where none was named.</summary>
        public (string Id, string Number)? Beside { get; init; }

        /// <summary>The earlier matter that it is once more, and its number; null where there is none.</summary>
        public (string Id, string Number)? Again { get; init; }
    }

    /// <summary>Refuses words that make no sense before a number is taken.</summary>
    public static Refusal? Refuses(Command command, Rulebook rules) => Faults(command, rules).FirstOrDefault();

    /// <summary>Everything that makes no sense in the words, so that whoever writes them puts all of it right at once.</summary>
    public static IEnumerable<Refusal> Faults(Command command, Rulebook rules)
    {
        if (string.IsNullOrWhiteSpace(command.Text)) yield return No.Text.On("text");
        else if (command.Text.Length > TextLength) yield return No.TooLong.With(TextLength).On("text");
        if (command.Title is { Length: > TitleLength }) yield return No.TooLong.With(TitleLength).On("title");
        // What somebody finds by themselves has no requester; what begins by a form of its own is of that kind.
        if (!command.Anonymous && (command.Phone is not null && !IsPhone(command.Phone)
            || rules.Playbook.Begins is null && string.IsNullOrWhiteSpace(command.Phone) && Source(command, rules) is "phone" or "web" or "app")) yield return No.Phone.On("phone");
        if (rules.Playbook.Begins is { HasRequester: true } && !command.Anonymous && string.IsNullOrWhiteSpace(command.Name)) yield return No.Requester.On("name");
        if (rules.Unknown("sources", Source(command, rules)) is { } source) yield return source.On("source");
        if (rules.Unknown("demands", Demand(command, rules)) is { } demand) yield return demand.On("demand");
        if (rules.Unknown("urgency", Urgency(command, rules)) is { } urgency) yield return urgency.On("urgency");
        if (rules.Playbook.Begins is not { Form: { IsEmpty: false } asked }) yield break;
        foreach (var fault in FormAnswers.ReadAll(asked, command.Form ?? [], Answers(command, rules), rules).Faults) yield return fault;
    }

    // What is left out is the first of the playbook's own list.
    static string Source(Command command, Rulebook rules) => command.Source ?? First("sources", rules);

    static string Demand(Command command, Rulebook rules) => command.Demand ?? First("demands", rules);

    static string Urgency(Command command, Rulebook rules) => command.Urgency ?? First("urgency", rules);

    static string First(string list, Rulebook rules) => rules.Playbook.Choices(list) is [var first, ..] ? first.Code : "";

    static FormAnswers Form(Command command, Rulebook rules) => rules.Playbook.Begins is { Form: { IsEmpty: false } asked }
        ? FormAnswers.Read(asked, command.Form ?? [], Answers(command, rules), rules).Answers
        : FormAnswers.None;

    /// <summary>The facts of a matter that nobody has refused.</summary>
    public static Decision Decide(Matter matter, Command command, Given given, Rulebook rules, Stamp now)
    {
        if (matter.Exists) return Decision.Nothing;
        if (Refuses(command, rules) is { } refusal) return refusal;

        var form = Form(command, rules);
        if (rules.Playbook.GoneBy(form.Coded, now.At) is { } gone) return No.DayGone.With(rules.Playbook.Field(gone)!.Title).On(gone);
        var about = Secrecy.Named(rules.Playbook, form.Coded);
        foreach (var unit in (string[])[given.Centre, now.Unit])
            if (about is { } named && KeptFrom.Holds(named, unit)) return No.AboutItsOwn.With(rules.NameOf(unit));

        var title = string.IsNullOrWhiteSpace(command.Title) ? FirstSentence(command.Text) : command.Title.Trim();
        ImmutableArray<string> points = [.. (command.Points ?? []).Select(point => point?.Trim() ?? "").Where(point => point.Length > 0)];
        // At the telephone the agent hears the points; what comes by itself is taken apart by its own words.
        if (points.IsEmpty && command.Source is "web" or "app") points = Demands.In(command.Text) is { Length: > 1 } several ? several : [];
        if (points.IsEmpty) points = [title];
        var personal = Personal.Of(given.Person, given.Salt, new Said(title, command.Text.Trim(), points)
        {
            Name = Kept(command.Name),
            Phone = command.Anonymous ? null : Kept(command.Phone),
            Address = Kept(command.Address),
            Form = form.Written.IsEmpty ? null : form.Written,
        });
        var first = rules.Playbook.Stage(rules.Playbook.Starts)!;
        var received = new Received(rules.Playbook.Name, rules.Playbook.Version, given.Digits, first.Id, given.Centre,
            Source(command, rules), Demand(command, rules), command.Category ?? "", command.Area ?? "", command.Lon, command.Lat,
            Urgency(command, rules), command.Confidential ? 1 : 0, command.Anonymous, points.Length, personal.Seal)
        {
            Outside = command.Outside,
            Territory = rules.Playbook.Names(Party.Place) ? rules.TerritoryOf(command.Area ?? "") : null,
            Form = form.Coded.IsEmpty ? null : form.Coded,
            KeptFrom = about,
            Batch = given.From?.Batch,
            Row = given.From?.Row,
            Again = about is null ? given.Again?.Id : null,
        };
        var answers = Answers(command, rules);
        foreach (var (name, said) in form.Coded) answers.TryAdd(name, said);
        var decision = ((Decision)received).Keeping(personal);
        if (received.Again is not null) decision = decision.And(new Linked(given.Again!.Value.Id, given.Again.Value.Number, Again));
        if (given.Beside is { } beside && beside.Id != received.Again)
        {
            if (about is not null) return No.KeptApart.On("beside");
            decision = decision.And(new Linked(beside.Id, beside.Number, Nearby)).Also(Stream.Of(Matter.Noun, beside.Id), new Linked(given.Id, given.Digits, Nearby));
        }

        return first.Clocks.Select(rules.Playbook.Clock).OfType<ClockRule>().Aggregate(decision,
            (d, rule) => d.And(new ClockStarted(rule.Id, null, rule.LimitFor(answers, now.At).ToString())));
    }

    /// <summary>Why a matter is linked to the earlier one that it is once more.</summary>
    public const string Again = "同一点位同一问题又出现 / the same thing at the same place again";

    /// <summary>Why a matter is linked to another that was written down close by not long before.</summary>
    public const string Nearby = "登记时看到附近有同样的 / the same was written down close by";

    static Dictionary<string, string> Answers(Command command, Rulebook rules) => new()
    {
        ["urgency"] = Urgency(command, rules),
        ["source"] = Source(command, rules),
        ["demand"] = Demand(command, rules),
        ["category"] = command.Category ?? "",
    };

    static string? Kept(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    static bool IsPhone(string phone)
    {
        var digits = phone.Count(char.IsAsciiDigit);
        return digits is >= 7 and <= 13 && phone.All(c => char.IsAsciiDigit(c) || c is '-' or '+' or ' ');
    }

    /// <summary>What it is about in one line: residents begin with who they are and where they live, and that is skipped.</summary>
    static string FirstSentence(string text)
    {
        var clauses = text.Split(Breaks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (clauses.Length == 0) return text.Trim();

        var from = clauses.TakeWhile(clause => Openings.Any(opening => clause.StartsWith(opening, StringComparison.Ordinal))).Count();
        if (from == clauses.Length) from = 0;
        var title = clauses[from];
        foreach (var clause in clauses.Skip(from + 1).TakeWhile(_ => title.Length < 6)) title += "，" + clause;
        return title[..Math.Min(title.Length, 40)];
    }

    static readonly char[] Breaks = ['。', '！', '？', '\n', '；', '，', ',', '.', '!', '?'];

    static readonly string[] Openings = ["您好", "你好", "领导", "尊敬", "我是", "我住", "我家住", "我们住", "我叫", "麻烦", "想反映", "我要反映", "反映一下", "我想问"];
}
