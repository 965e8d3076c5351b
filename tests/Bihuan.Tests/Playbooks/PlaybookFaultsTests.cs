using System.Text.RegularExpressions;
using Bihuan.Engine.Playbooks;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Registers;
using Bihuan.Tests.House;

namespace Bihuan.Tests.Playbooks;

/// <summary>The hotline's own playbook, broken in one place at a time: each fault is found and says what to do.</summary>
public partial class PlaybookFaultsTests
{
    const string Limbo = "  closed:\n    title: { zh: 已销号";

    const string Rounds = "begins:\n  by: [agent]\n  form: [outcome]\n  every: { areas: community, text: { zh: 巡, en: Walk }, by: [supervisor], season: { from: '11-01', until: '05-31' }, "
        + "grade: outcome, usual: resolved, rounds: { resolved: { at: ['09:00'] } } }\nstarts: received";

    static readonly RegisterShelf Registers = new(Path.Combine(Tree.Root, "packs"));

    static readonly string Whole = Tree.Text("packs/hotline/request.playbook.yaml");

    public static TheoryData<string, string, string> Breaks => new()
    {
        { "playbook.no-version", "version: 1\n", "version: x\n" },
        { "playbook.no-start", "starts: received", "starts: nowhere" },
        { "playbook.no-count", "RX{yyyyMMdd}{00000}", "LS{00000}" },
        { "playbook.no-count", "RX{yyyyMMdd}{00000}", "RX{yyyyMMdd}" },
        { "playbook.no-codes", "  demands:\n", "  demnads:\n" },
        { "playbook.no-end", "    end: true\n", "" },
        { "playbook.no-owner", "    owner: dispatcher@centre\n    clock: dispatch\n", "    clock: dispatch\n" },
        { "playbook.no-clock", "    owner: dispatcher@centre\n    clock: dispatch\n", "    owner: dispatcher@centre\n" },
        { "playbook.unknown-clock", "    clock: sign\n", "    clock: sgin\n" },
        { "playbook.unknown-clock", "stops: [accept, dispatch]", "stops: [accept, dispach]" },
        { "playbook.no-exit", Limbo, Stage("") + Limbo },
        { "playbook.open-end", "        act: close\n", "" },
        { "playbook.unreached", Limbo, Stage("closed") + Limbo },
        { "playbook.never-ends", Limbo, Stage("limbo") + Limbo },
        { "playbook.unverified-end", "        to: finished\n", "        to: verified\n" },
        { "playbook.nobody", "by: [leader]", "by: []" },
        { "playbook.unknown-role", "by: [leader]", "by: [boss]" },
        { "playbook.unknown-party", "by: [leader]", "by: [leader@moon]" },
        { "playbook.unknown-stage", "        to: accepted\n", "        to: acepted\n" },
        { "playbook.unknown-stage", "at: [closed]", "at: [shut]" },
        { "playbook.unknown-act", "act: instruct", "act: instrct" },
        { "playbook.unasked", "form: [words]", "form: [words?]" },
        { "playbook.idle-clock", "    starts: [report-in]\n", "" },
        { "playbook.unknown-field", "form: [words]", "form: [words, wrods]" },
        { "playbook.asked-twice", "form: [words]", "form: [words, words?]" },
        { "playbook.unknown-answer", "when: { field: signed, is: \"no\" }", "when: { field: singed, is: \"no\" }" },
        { "playbook.unknown-answer", "- { when: { field: urgency, is: incident }", "- { when: { field: severity, is: incident }" },
        { "playbook.no-list", "type: choice, list: outcomes", "type: choice" },
        { "playbook.no-english", "en: Hotline request", "en: ''" },
        { "playbook.no-chinese", "zh: 12345 诉求", "zh: ''" },
        { "playbook.boundless", "  text: { title: { zh: 备注, en: Note }, type: long-text }", "  text: { title: { zh: 备注, en: Note }, type: long-text, at-most: 5 }" },
        { "playbook.boundless", "  days: { title: { zh: 延长几个工作日, en: How many more working days }, type: number }", "  days: { title: { zh: 延长, en: More }, type: number, at-most: 0 }" },
        { "playbook.keeps-from-nobody", "  text: { title: { zh: 备注, en: Note }, type: long-text }", "  text: { title: { zh: 备注, en: Note }, type: long-text, keeps-from: true }" },
        { "playbook.unknown-sight", "\nstarts: received\n", "\nseen-by: everybody\nstarts: received\n" },
        { "playbook.seen-by-all", "\nstarts: received\n", "\noffice-alone: { field: urgency, is: incident }\nstarts: received\n" },
        { "playbook.seen-by-all", "  text: { title: { zh: 备注, en: Note }, type: long-text }", "  text: { title: { zh: 备注, en: Note }, type: long-text, lets-see: true }" },
        { "playbook.unknown-answer", "\nstarts: received\n", "\nseen-by: parties\noffice-alone: { field: accsed, is: '' }\nstarts: received\n" },
        { "playbook.unknown-code", "\nstarts: received\n", "\nbegins: { by: [agent], form: [], public: { title: { zh: 说, en: Say }, source: pigeon, form: [] } }\nstarts: received\n" },
        { "playbook.not-for-residents", "\nstarts: received\n", "\nbegins: { by: [agent], form: [], public: { title: { zh: 说, en: Say }, source: web, form: [unit] } }\nstarts: received\n" },
        { "playbook.no-appeal", "by: [leader]", "by: [leader@above]" },
        { "playbook.never-lapses", "by: [leader]", "by: [clock]" },
        { "playbook.paused-for-ever", "    stops: [report-in, sign]\n", "    stops: [sign]\n    pauses: [report-in]\n" },
        { "playbook.unknown-field", "with: { grant: true }", "with: { grant: true, why: \"{nobody}\" }" },
        { "playbook.unknown-phase", "    act: hand-in\n", "    act: hand-in\n        evidence: [during]\n" },
        { "playbook.no-camera", "    at: [closed]\n", "    at: [closed]\n    evidence: [after]\n" },
        { "playbook.unknown-clock", "form: [words]", "form: [words]\n    explains: [nothing]" },
        { "playbook.unasked", "\nstarts: received\n", "\nbegins: { by: [agent], form: [], recurs: { by: [], within: 90 natural-days } }\nstarts: received\n" },
        { "playbook.unknown-field", "\nstarts: received\n", "\nbegins: { by: [agent], form: [], recurs: { by: [outcome], within: 90 natural-days } }\nstarts: received\n" },
        { "playbook.every-nowhere", "starts: received", Rounds.Replace("community", "village", StringComparison.Ordinal) },
        { "playbook.every-ungraded", "starts: received", Rounds.Replace("grade: outcome", "grade: outcom", StringComparison.Ordinal) },
        { "playbook.every-never", "starts: received", Rounds.Replace("{ at: ['09:00'] }", "{ on: monday }", StringComparison.Ordinal) },
        { "playbook.every-unknown-grade", "starts: received", Rounds.Replace("usual: resolved", "usual: calm", StringComparison.Ordinal) },
        { "playbook.unreadable-day", "starts: received", Rounds.Replace("11-01", "11-41", StringComparison.Ordinal) },
        { "playbook.unreadable-hour", "starts: received", Rounds.Replace("09:00", "9 am", StringComparison.Ordinal) },
        { "playbook.nobody", "starts: received", Rounds.Replace("by: [supervisor]", "by: []", StringComparison.Ordinal) },
        { "playbook.unreadable-day", "starts: received", Rounds.Replace("usual: resolved", "usual: resolved, keeps: 30", StringComparison.Ordinal) },
        { "playbook.every-asks", "starts: received", Rounds.Replace("form: [outcome]", "form: [outcome, text]", StringComparison.Ordinal) },
        { "playbook.every-nowhere", "starts: received", "begins: { by: [agent], sweep: { areas: village, text: { zh: 查, en: Look }, by: [supervisor] } }\nstarts: received" },
        { "playbook.nobody", "starts: received", "begins: { by: [agent], sweep: { areas: grid, text: { zh: 查, en: Look }, by: [] } }\nstarts: received" },
        { "playbook.unknown-role", "starts: received", "begins: { by: [agent], sweep: { areas: grid, text: { zh: 查, en: Look }, by: [boss] } }\nstarts: received" },
        { "playbook.holds-nothing", "  text: { title: { zh: 备注, en: Note }, type: long-text }", "  text: { title: { zh: 备注, en: Note }, type: long-text, holding: leader }" },
        { "playbook.unknown-role", "en: Who will do it }, type: person }", "en: Who will do it }, type: person, holding: boss }" },
        { "playbook.no-day", "limit: 2 hours, basis: S4", "limit: 2 hours, until: nothing, basis: S4" },
        { "playbook.no-day", "limit: 2 hours, basis: S4", "limit: 2 hours, until: text, basis: S4" },
        { "playbook.begins-and-acts", "        act: close\n", "        act: close\n        begins: hazard\n" },
        { "playbook.boundless", "\nstarts: received\n", "\nbegins: { by: [agent], form: [], repeats: { within-metres: 0, within-hours: 24 } }\nstarts: received\n" },
        { "playbook.boundless", "\nstarts: received\n", "\nbegins: { by: [agent], form: [], repeats: { within-metres: 50, within-hours: a day } }\nstarts: received\n" },
        { "playbook.unknown-field", "\nstarts: received\n", "\nbegins: { by: [agent], form: [], repeats: { within-metres: 50, within-hours: 24, same: [outcome] } }\nstarts: received\n" },
        { "playbook.unlike-field", "\nstarts: received\n", "\nbegins: { by: [agent], form: [text], repeats: { within-metres: 50, within-hours: 24, same: [text] } }\nstarts: received\n" },
        { "playbook.unasked", "\nstarts: received\n", "\nbegins: { by: [agent], form: [], gathers: { from: [], within-days: 90, people: 5 } }\nstarts: received\n" },
        { "playbook.boundless", "\nstarts: received\n", "\nbegins: { by: [agent], form: [], gathers: { from: [hazard], within-days: 1, people: 5 } }\nstarts: received\n" },
        { "playbook.boundless", "\nstarts: received\n", "\nbegins: { by: [agent], form: [], gathers: { from: [hazard], within-days: 90, people: 1 } }\nstarts: received\n" },
        { "playbook.boundless", "\nstarts: received\n", "\nbegins: { by: [agent], form: [], gathers: { from: [hazard], within-days: 90, people: 5, falls: 0 } }\nstarts: received\n" },
        { "playbook.unknown-place", "\nstarts: received\n", "\nbegins: { by: [agent], form: [], gathers: { from: [hazard], within-days: 90, people: 5, place: house } }\nstarts: received\n" },
        { "playbook.unknown-move", "\nstarts: received\n", "\nbegins: { by: [agent], form: [], gathers: { from: [hazard], within-days: 90, people: 5, takes: fly } }\nstarts: received\n" },
        { "playbook.ungathered", "\nstarts: received\n", "\nbegins: { by: [agent], form: [], gathers: { from: [hazard], within-days: 90, people: 5 } }\nstarts: received\n" },
        { "playbook.missing", "number: \"RX{yyyyMMdd}{00000}\"\n", "" },
        { "playbook.missing", "  accept: { title: { zh: 受理, en: Acceptance }, limit: 2 hours, basis: S4 }", "  accept:" },
        { "playbook.unknown-type", "type: yes-no", "type: maybe" },
        { "playbook.nowhere", "\nlists:\n", "\ndocuments:\n  notice: { title: { zh: 通知, en: Notice }, by: [supervisor], text: x }\n\nlists:\n" },
        { "playbook.unknown-field", "\nlists:\n", "\ndocuments:\n  notice: { title: { zh: 通知, en: Notice }, by: [supervisor], at: [signed], text: \"{nobody}\" }\n\nlists:\n" },
        { "playbook.unknown-stage", "\nlists:\n", "\ndocuments:\n  notice: { title: { zh: 通知, en: Notice }, by: [supervisor], at: [sinned], text: x }\n\nlists:\n" },
        { "playbook.unknown-count", "\nlists:\n", "\nindicators:\n  late: { title: { zh: 晚, en: Late }, of: { field: lat, is: \"yes\" } }\n\nlists:\n" },
        { "playbook.unknown-role", "\nstarts: received\n", "\nbegins: { by: [agnet] }\nstarts: received\n" },
        { "playbook.unreadable-limit", "limit: 2 hours, basis: S4", "limit: 2 hoors, basis: S4" },
        { "playbook.unknown-word", "    public: { zh: 已受理", "    publik: { zh: 已受理" },
        { "playbook.unknown-word", "- { when: { field: urgency, is: incident }", "- { wehn: { field: urgency, is: incident }" },
        { "playbook.unknown-word", "when: { field: signed, is: \"no\" }", "when: { field: signed, si: \"no\" }" },
        { "playbook.unknown-field", "type: choice, list: outcomes", "type: choice, list: outcomes, under: urgensy" },
        { "playbook.unknown-code", "type: choice, list: outcomes", "type: choice, list: outcomes, under: urgency" },
        { "playbook.no-codes", "type: choice, list: outcomes", "type: choice, list: outcomes, under: urgency" },
        { "playbook.unknown-field", "limit: 2 hours, basis: S4", "limit: 2 hours, limit-of: urgensy, basis: S4" },
        { "playbook.idle-owner", "    owner: dispatcher@centre\n    clock: dispatch\n", "    owner: callback@centre\n    clock: dispatch\n" },
        { "playbook.no-way", "        act: close\n        to: closed\n", "        act: close\n" },
        { "playbook.no-limits", "limit: 2 hours, basis: S4", "limit: 2 hours, limit-of: urgency, basis: S4" },
        { "playbook.unasked", "form: [days, why]", "form: [why]" },
        { "playbook.unknown-word", "en: \"Object, not our duty\"", "en: Object, not our duty" },
        { "playbook.unknown-word", "extension: { at-most:", "extension: { atmost:" },
        { "playbook.no-register", "\nlists:\n", "\n  firm: { title: { zh: 店, en: Shop }, type: record }\n\nlists:\n" },
        { "playbook.no-record", "\nlists:\n", "\n  shop: { title: { zh: 店, en: Shop }, type: text, register: enterprises }\n\nlists:\n" },
        { "playbook.unknown-register", "\nlists:\n", "\n  firm: { title: { zh: 店, en: Shop }, type: record, register: enterprise }\n\nlists:\n" },
        { "playbook.unknown-binding", "\nlists:\n", "\n  firm: { title: { zh: 店, en: Shop }, type: record, register: enterprises }\n  door: { title: { zh: 门, en: Door }, type: text, from: frim.address }\n\nlists:\n" },
        { "playbook.unknown-binding", "\nlists:\n", "\n  firm: { title: { zh: 店, en: Shop }, type: record, register: enterprises }\n  door: { title: { zh: 门, en: Door }, type: text, from: firm.adress }\n\nlists:\n" },
        { "playbook.unlike-binding", "\nlists:\n", "\n  firm: { title: { zh: 店, en: Shop }, type: record, register: enterprises }\n  door: { title: { zh: 门, en: Door }, type: date, from: firm.address }\n\nlists:\n" },
        { "playbook.unlike-binding", "\nlists:\n", "\n  firm: { title: { zh: 店, en: Shop }, type: record, register: enterprises }\n  sort: { title: { zh: 哪种, en: Sort }, type: choice, list: outcomes, from: firm.kind }\n\nlists:\n" },
        { "playbook.unreadable-binding", "\nlists:\n", "\n  firm: { title: { zh: 店, en: Shop }, type: record, register: enterprises }\n  door: { title: { zh: 门, en: Door }, type: text, from: address }\n\nlists:\n" },
        { "playbook.known-elsewhere", "\nlists:\n", "\n  staff: { title: { zh: 从业 人数, en: How many work there }, type: number }\n\nlists:\n" },
        { "playbook.known-elsewhere", "\nlists:\n", "\n  firm: { title: { zh: 店, en: Shop }, type: record, register: enterprises }\n  door: { title: { zh: 门, en: ADDRESS of the firm }, type: text }\n\nlists:\n" },
    };

    static string Stage(string to) => "  limbo:\n    title: { zh: 悬着, en: Limbo }\n    owner: dispatcher@centre\n    clock: close\n" +
        (to.Length == 0 ? "" : $"    moves:\n      go:\n        title: {{ zh: 走, en: Go }}\n        by: [leader]\n        to: {to}\n");

    static List<Fault> Faults(string yaml)
    {
        var (playbook, faults) = Shelf.Read(yaml);
        return [.. faults, .. Installation.Faults(playbook, Registers)];
    }

    [Fact]
    public void the_hotlines_playbook_closes() => Assert.Empty(Faults(Whole).Select(fault => fault.Sentence.En));

    [Theory, MemberData(nameof(Breaks))]
    public void a_fault_is_found_and_says_what_to_do(string code, string whole, string broken)
    {
        Assert.Contains(whole, Whole, StringComparison.Ordinal);
        var fault = Faults(Whole.Replace(whole, broken, StringComparison.Ordinal)).First(fault => fault.Code == code);

        Assert.NotEmpty(fault.Where);
        Assert.Matches(@"[\u4e00-\u9fff].*。$", fault.Sentence.Zh);
        Assert.Matches(@"^[^\u4e00-\u9fff]*\.$", Regex.Replace(fault.Sentence.En, "“.*?”", ""));
        Assert.True(fault.Sentence.En.Contains(fault.Where, StringComparison.Ordinal) || fault.Where is "starts" or "stages" || fault.Code is "playbook.idle-clock" or "playbook.no-list", fault.Sentence.En);
    }

    [Theory]
    [InlineData("act: instruct", "act: instrct", "which is not an act; did you mean “instruct”?", "是不是“instruct”？请改正")]
    [InlineData("by: [leader]", "by: [laeder]", "which does not exist; did you mean “leader”?", "是不是“leader”？请改正")]
    [InlineData("by: [leader]", "by: [boss]", "which does not exist; use one of ", "请改用这些之一：")]
    [InlineData("stops: [accept, dispatch]", "stops: [accept, dispach]", "did you mean “dispatch”? Correct it, or add it to clocks.", "是不是“dispatch”？")]
    [InlineData("when: { field: signed, is: \"no\" }", "when: { field: singed, is: \"no\" }", "on “singed”, which nobody answers, so that it never holds; did you mean “signed”?", "条件永远不成立；是不是“signed”？")]
    public void a_slip_is_told_with_the_name_that_was_meant(string whole, string broken, string en, string zh)
    {
        Assert.Contains(whole, Whole, StringComparison.Ordinal);
        var sentences = Faults(Whole.Replace(whole, broken, StringComparison.Ordinal)).Select(fault => fault.Sentence).ToList();
        Assert.Contains(sentences, sentence => sentence.En.Contains(en, StringComparison.Ordinal) && sentence.Zh.Contains(zh, StringComparison.Ordinal));
        // Nobody reads a list of forty to find the one letter.
        if (en.Contains("did you mean", StringComparison.Ordinal)) Assert.All(sentences, sentence => Assert.DoesNotContain("use one of", sentence.En, StringComparison.Ordinal));
    }

    [Fact]
    public void every_word_of_either_language_is_missed_when_it_is_deleted()
    {
        foreach (Match word in Word().Matches(Whole))
        {
            var (at, language) = (word.Groups["text"], word.Groups["language"].Value);
            var broken = Whole.Remove(at.Index, at.Length).Insert(at.Index, "''");
            var fault = Faults(broken).Find(fault => fault.Code == (language == "zh" ? "playbook.no-chinese" : "playbook.no-english"));
            Assert.True(fault is not null, $"{word.Value}: its deletion is not seen");
            Assert.Contains(language == "zh" ? "请补写 zh" : "请补写 en", fault.Sentence.Zh, StringComparison.Ordinal);
            Assert.Contains(language == "zh" ? "add zh" : "add en", fault.Sentence.En, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void the_only_role_of_a_move_is_missed_when_it_is_deleted()
    {
        foreach (Match role in OnlyRole().Matches(Whole))
        {
            var fault = Faults(Whole.Remove(role.Index, role.Length).Insert(role.Index, "by: []")).Find(fault => fault.Code == "playbook.nobody");
            Assert.True(fault is not null, $"{role.Value}: its deletion is not seen");
            Assert.EndsWith("name a role in by.", fault.Sentence.En, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void the_exits_of_a_stage_are_missed_when_they_are_deleted()
    {
        var (playbook, _) = Shelf.Read(Whole);
        foreach (var stage in playbook.Stages.Where(stage => !stage.IsEnd))
        {
            var shut = playbook with { Stages = playbook.Stages.Replace(stage, stage with { Moves = [.. stage.Moves.Select(move => move with { To = null })] }) };
            var fault = shut.Faults(Acts.Needs, Roles.All.Select(role => role.Key).ToHashSet(), Matter.Asked).FirstOrDefault(fault => fault.Code == "playbook.no-exit");
            Assert.Equal(($"stages.{stage.Id}", $"stages.{stage.Id} has no way out and matters would stay there; give it a move that leads on by to."), (fault?.Where, fault?.Sentence.En));
        }
    }

    [Fact]
    public void every_code_of_the_product_is_produced_here() => Assert.Equal(
        Tree.Code("src/Bihuan.Engine/Playbooks").SelectMany(file => Code().Matches(Tree.Text(file))).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal),
        Breaks.Select(row => row.Data.Item1).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void no_house_opens_with_a_playbook_that_does_not_close()
    {
        var packs = Directory.CreateTempSubdirectory("bihuan-").FullName;
        Directory.CreateDirectory(Path.Combine(packs, "calendars"));
        File.Copy(Path.Combine(Tree.Root, "packs/calendars/cn.json"), Path.Combine(packs, "calendars/cn.json"));
        File.WriteAllText(Path.Combine(packs, "bad.playbook.yaml"), Whole.Replace("        to: finished\n", "        to: verified\n", StringComparison.Ordinal));
        using var house = Microsoft.Extensions.DependencyInjection.ServiceCollectionContainerBuilderExtensions.BuildServiceProvider(
            new Microsoft.Extensions.DependencyInjection.ServiceCollection().AddBihuan(new(packs, packs)));

        var refused = Assert.Throws<InvalidDataException>(() => house.GetService(typeof(Shelf)));
        Assert.Contains("without a verification", refused.Message, StringComparison.Ordinal);
        Directory.Delete(packs, recursive: true);
    }

    [GeneratedRegex(@"\b(?<language>zh|en): (?<text>""[^""\n]+""|[^,}""\n]+?)(?=\s*[,}])", RegexOptions.ExplicitCapture)]
    private static partial Regex Word();

    [GeneratedRegex(@"by: \[[^,\]]+\]")]
    private static partial Regex OnlyRole();

    [GeneratedRegex("\"(playbook\\.[a-z-]+)\"")]
    private static partial Regex Code();
}
