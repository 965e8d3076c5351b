using Bihuan.Engine.Playbooks;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.Tests.House;

namespace Bihuan.Tests.Safety;

/// <summary>Incidents: reported within the hour, by telephone first; continued by level; finally reported and closed.</summary>
public class IncidentTests
{
    static ExampleResult Run(string yaml)
    {
        var (example, faults) = Shelf.ReadExample(yaml);
        Assert.Empty(faults.Select(fault => fault.Sentence.En));
        return TryExample.Run(Scene.Shelf.Newest("incident")!, example, Scene.Calendar);
    }

    [Theory]
    [InlineData("night")]
    [InlineData("late-report")]
    public void row_19_an_incident_has_first_continued_and_final_reports_and_a_level(string name)
    {
        var result = Run(Tree.Text($"packs/hazard/examples/{name}.yaml"));
        Assert.True(result.Holds, $"step {result.Step}: {result.Wrong?.En}");
    }

    // Spring Festival, National Day, a working Saturday, a leap day: the hour runs through all of them (S39).
    [Theory]
    [InlineData("2026-02-17 00:10", "2026-02-17 01:10")]
    [InlineData("2026-10-01 23:30", "2026-10-02 00:30")]
    [InlineData("2026-02-28 12:00", "2026-02-28 13:00")]
    [InlineData("2028-02-29 23:59", "2028-03-01 00:59")]
    public void the_first_report_is_due_an_hour_after_it_is_known_whatever_day_it_is(string known, string due)
    {
        var result = Run($$"""
            example: hour
            of: incident
            title: { zh: 例, en: Case }
            given: { at: "{{known}}", by: dan, text: 山坡起火, area: "370212001019", form: { kind: forest, happened: 刚才 } }
            people: { dan: dispatcher@CENTRE }
            steps:
              - { by: dan, take: phone, after: 5 minutes, words: { toWhom: 市值班室, phoneWords: 起火 }, stage: phoned, due: { first: "{{due}}" } }
            """);
        Assert.True(result.Holds, $"step {result.Step}: {result.Wrong?.En}");
    }

    [Fact]
    public void a_level_is_raised_only_with_a_reason_and_its_clock_follows() => Assert.True(Run("""
        example: level
        of: incident
        title: { zh: 例, en: Case }
        given: { at: "2026-03-10 14:00", by: dan, text: 起火, area: "370212001019", form: { kind: fire, happened: 刚才 } }
        people: { dan: dispatcher@CENTRE }
        steps:
          - { by: dan, take: phone, words: { toWhom: 市值班室, phoneWords: 起火 } }
          - { by: dan, take: first-report, words: { level: general, levelWhy: 初判, situation: 明火, measures: 已疏散 }, due: { continued: "2026-03-11 14:00" } }
          - { by: dan, take: change-level, words: { level: major }, refused: matter.required }
          - { by: dan, take: change-level, after: 1 hours, words: { level: major, levelWhy: 过火超过一百公顷 }, due: { continued: "2026-03-10 17:00" } }
        """).Holds);
}
