using Bihuan.Library;
using Bihuan.Matters;

namespace Bihuan.Tests.Petitions;

/// <summary>What the playbook of petitions holds beyond its examples, each as a small example of its own.</summary>
public class PetitionTests
{
    static void Holds(string form, string steps)
    {
        var (example, faults) = Shelf.ReadExample($$"""
            example: small
            of: petition
            title: { zh: 例, en: Case }
            given: { at: "2026-03-02 09:00", by: xu, source: visit, demand: appeal, text: 征地补偿没有到位, area: "370212001019", form: { request: 发放补偿, reasons: 有合同{{form}} } }
            people: { xu: petition-officer@CENTRE, coco: coordinator@STREET, ana: handler@STREET, pia: coordinator@OTHER, gao: leader@LEADERS }
            steps:
            {{steps}}
            """);
        Assert.Empty(faults.Select(fault => fault.Sentence.En));
        var result = TryExample.Run(Scene.Shelf.Newest("petition")!, example, Scene.Calendar);
        Assert.True(result.Holds, $"step {result.Step}: {result.Wrong?.En}");
    }

    const string Accepted = """
          - { by: xu, take: classify, words: { kind: appeal, major: "yes" } }
          - { by: xu, take: transfer, words: { manner: transfer, unit: STREET, basis: 属地 } }
          - { by: coco, take: accept, words: { noticeOn: "2026-03-02", noticeHow: person }, stage: accepted }

        """;

    [Fact]
    public void row_17_whoever_declared_an_interest_takes_no_further_step() => Holds("", """
          - { by: xu, take: declare-interest, words: { why: 信访人是亲属 } }
          - { by: xu, take: classify, words: { kind: appeal, major: "no" }, refused: matter.interested }
        """);

    [Fact]
    public void row_31_a_reception_says_where_it_took_place_and_who_received() => Holds(", room: reception, receiver: 分管副区长", """
          - { by: xu, take: classify, words: { kind: appeal, major: "no" }, stage: sorted }
        """);

    [Fact]
    public void row_33_a_hearing_has_notice_members_minutes_and_a_conclusion() => Holds("", Accepted + """
          - { by: coco, take: call-hearing, words: { hearingOn: "2026-03-20", hearingPlace: 街道会议室, hearingMembers: "甲\n乙\n丙" } }
          - { by: coco, take: record-hearing, words: { hearingMinutes: 陈述、质询 }, refused: matter.required }
          - { by: coco, take: record-hearing, words: { hearingMinutes: 陈述、质询、辩论、评议、合议, hearingConclusion: 请求合理 }, stage: accepted }
        """);

    [Fact]
    public void row_34_an_agent_has_a_mandate_of_one_or_two_people_with_scope_and_end() => Holds("", """
          - { by: xu, take: appoint-agent, words: { agent: 甲, agentKind: lawyer, may: [supplement], paper: "yes" }, refused: matter.required }
          - { by: xu, take: appoint-agent, words: { agent: 甲, agentKind: lawyer, may: [supplement], until: "2026-03-01", paper: "yes" }, refused: matter.mandate-until }
          - { by: xu, take: appoint-agent, words: { agent: 甲, agentKind: lawyer, may: [classify], until: "2026-12-31", paper: "yes" }, refused: matter.mandate-scope }
          - { by: xu, take: appoint-agent, words: { agent: 甲, agentKind: lawyer, may: [supplement], until: "2026-12-31", paper: "no" }, refused: matter.mandate-paperless }
          - { by: xu, take: appoint-agent, words: { agent: 甲, agentKind: lawyer, may: [supplement], until: "2026-12-31", paper: "yes" }, stage: registered }
          - { by: xu, take: appoint-agent, words: { agent: 乙, agentKind: relative, may: [supplement, ask-review], until: "2026-12-31", paper: "yes" } }
          - { by: xu, take: appoint-agent, words: { agent: 丙, agentKind: relative, may: [supplement], until: "2026-12-31", paper: "yes" }, refused: matter.mandates-enough }
          - { by: xu, take: end-agent, words: { mandate: 1, why: 信访人撤回委托 } }
          - { by: xu, take: end-agent, words: { mandate: 7, why: 信访人撤回委托 }, refused: matter.no-such-mandate }
        """);

    [Fact]
    public void row_45_one_named_contact_stays_with_the_petitioner() => Holds("", Accepted + """
          - { by: coco, take: name-contact, words: { contact: 林主任, contactPhone: "88990000" }, stage: accepted }
        """);

    [Fact]
    public void row_100_a_difficult_one_gets_a_leader_in_charge_with_a_reason() => Holds("", Accepted + """
          - { by: gao, take: instruct, words: { words: 抓紧 }, refused: matter.missing }
          - { by: xu, take: sponsor, words: { sponsor: gao }, refused: matter.required }
          - { by: xu, take: sponsor, words: { sponsor: coco, sponsorWhy: 情况复杂 }, refused: matter.not-holding }
          - { by: xu, take: sponsor, words: { sponsor: gao, sponsorWhy: 历史遗留、情况复杂 }, stage: accepted }
          - { by: gao, take: instruct, words: { words: 抓紧 }, stage: accepted }
        """);

    [Fact]
    public void row_53_a_case_conference_has_a_decision_an_owner_and_a_day() => Holds("", Accepted + """
          - { by: coco, take: confer, words: { conferredOn: "2026-03-10", conferDecision: 先行垫付，再追偿, conferDueOn: "2026-04-10" }, refused: matter.required }
          - { by: coco, take: confer, words: { conferredOn: "2026-03-10", conferDecision: 先行垫付再追偿, conferOwner: STREET, conferDueOn: "2026-04-10" }, stage: accepted }
        """.Replace("先行垫付，再追偿", "先行垫付", StringComparison.Ordinal));

    [Fact]
    public void row_54_what_was_reported_has_an_owner_and_its_effect_is_looked_at_later() => Holds("", Accepted + """
          - { by: coco, take: assign, words: { person: ana }, stage: handling }
          - { by: ana, take: hand-in, words: { outcome: supported, replies: [支持], legalBasis: 条例 }, stage: finished }
          - { by: xu, take: verify, words: { finding: 同意 }, stage: to-serve }
          - { by: coco, take: serve, words: { servedOn: "2026-03-02", servedHow: person }, stage: served }
          - { by: clock, after: 33 natural-days, stage: settled }
          - { by: xu, take: look-back, after: 60 natural-days, words: { effectWords: 款项已到账 }, refused: matter.required }
          - { by: xu, take: look-back, words: { effect: lasting, effectWords: 款项已到账 }, stage: settled }
        """);

    [Fact]
    public void a_dispute_is_mediated_with_its_root_cause() => Holds("", Accepted + """
          - { by: coco, take: mediate, words: { agreement: 每月还一千, agreedOn: "2026-03-05" }, refused: matter.required }
          - { by: coco, take: mediate, words: { agreement: 每月还一千, agreedOn: "2026-03-05", rootCause: money }, stage: accepted }
        """);

    [Fact]
    public void row_105_several_bodies_act_on_one_petition() => Holds("", Accepted + """
          - { by: coco, take: whistle, words: { units: OTHER, ask: 一起核对账目 } }
          - { by: pia, take: report-in, words: { note: 已到场 } }
          - { by: pia, take: finish-task, words: { result: 账目已核对 }, stage: accepted }
        """);

    [Fact]
    public void five_represent_a_group_and_six_are_refused_with_the_number()
    {
        Holds(", representatives: \"一\\n二\\n三\\n四\\n五\", people: \"40\"", "  - { by: xu, take: classify, words: { kind: appeal, major: \"no\" } }");
        var refused = ReceiveMatter.Refuses(new("上访", Anonymous: true, Playbook: "petition", Source: "visit",
            Form: new() { ["request"] = "请求", ["reasons"] = "理由", ["representatives"] = "一\n二\n三\n四\n五\n六" }), Scene.Rules with { Playbook = Scene.Shelf.Newest("petition")! });
        Assert.Equal(("matter.too-many-lines", "representatives"), (refused?.Code, refused?.Field));
        Assert.Equal("“Representatives” takes at most 5; 6 were given. Remove some.", refused!.En);
    }

    [Theory]
    [InlineData("network"), InlineData("letter"), InlineData("phone"), InlineData("fax"), InlineData("visit"), InlineData("reception"), InlineData("transfer")]
    public void row_107_every_channel_is_written_down(string source) =>
        Assert.Null(ReceiveMatter.Refuses(new("上访", Name: "甲", Playbook: "petition", Source: source, Form: new() { ["request"] = "请求", ["reasons"] = "理由" }), Scene.Rules with { Playbook = Scene.Shelf.Newest("petition")! }));

    [Theory]
    [InlineData("request"), InlineData("reasons")]
    public void a_petition_states_its_request_and_its_reasons(string missing)
    {
        var form = new System.Text.Json.Nodes.JsonObject { ["request"] = "请求", ["reasons"] = "理由" };
        form.Remove(missing);
        Assert.Equal(missing, ReceiveMatter.Refuses(new("上访", Name: "甲", Playbook: "petition", Form: form), Scene.Rules with { Playbook = Scene.Shelf.Newest("petition")! })?.Field);
    }

    [Fact]
    public void somebody_asks_for_it_whose_name_is_written_down_or_left_out_on_purpose() =>
        Assert.Equal("matter.nameless", ReceiveMatter.Refuses(new("上访", Playbook: "petition", Form: new() { ["request"] = "请求", ["reasons"] = "理由" }), Scene.Rules with { Playbook = Scene.Shelf.Newest("petition")! })?.Code);

    [Fact]
    public void five_routes_and_no_further_acceptance_end_with_a_reason()
    {
        foreach (var route in (string[])["litigation", "arbitration", "party", "administrative", "duty"])
            Holds("", $$"""
                  - { by: xu, take: classify, words: { kind: appeal, major: "no" } }
                  - { by: xu, take: route, words: { reason: {{route}}, channel: 有权机关, reply: 请向该机关提出 }, stage: routed, due: { transfer: stopped } }
                """);
        Holds("", "  - { by: xu, take: decline, words: { reason: same-facts, reply: 已经复核终结 }, stage: declined }");
    }

    [Fact]
    public void a_review_may_have_it_dealt_with_again_and_the_new_opinion_opens_the_right_again() => Holds("", Accepted + """
          - { by: coco, take: hand-in, words: { outcome: not-supported, replies: [不支持], legalBasis: 条例 }, stage: finished }
          - { by: xu, take: verify, words: { finding: 同意 }, stage: to-serve }
          - { by: coco, take: serve, words: { servedOn: "2026-03-02", servedHow: person }, stage: served }
          - { by: resident, take: ask-review, after: 5 natural-days, words: { reviewWhy: 不服 }, stage: review }
          - { by: xu, take: redo-unit, words: { why: 事实没有查清 }, stage: accepted, due: { review: stopped, redo: "2026-04-07 00:00" } }
          - { by: coco, take: hand-in, words: { outcome: supported, replies: [支持], legalBasis: 条例 }, stage: finished, due: { redo: stopped } }
          - { by: xu, take: verify, words: { finding: 同意 }, stage: to-serve }
          - { by: coco, take: serve, words: { servedOn: "2026-03-08", servedHow: person }, stage: served, due: { review-request: "2026-04-07 00:00" } }
        """);

    [Fact]
    public void the_playbook_has_the_twenty_documents_of_the_regulations() =>
        Assert.Equal(20, Scene.Shelf.Newest("petition")!.Documents.Length);
}
