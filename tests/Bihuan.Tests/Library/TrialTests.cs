using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Bihuan.Engine.Clocks;
using Bihuan.Engine.Playbooks;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.Tests.House;
using Bihuan.Tests.Hosts;
using Bihuan.Tests.Lists;

namespace Bihuan.Tests.Library;

/// <summary>A draft is measured against what happened: who did what when stays, by when changes.</summary>
public sealed class TrialTests(PostgresHost postgres) : IClassFixture<PostgresHost>
{
    static readonly string Second = Tree.Text("packs/hotline/request.playbook.yaml").Replace("version: 1\n", "version: 2\n", StringComparison.Ordinal);

    // Monday to Friday: four days of the five, one more than three.
    static readonly Scene Done = Scene.Handling.Then(Cast.Ana, "contact", new { note = "约好周四上门" }).At("2026-03-13 17:00").Then(Cast.Ana, "hand-in", Scene.Result());

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static Playbook With(string clock, Limit limit) => Scene.Playbook with { Version = 2, Clocks = [.. Scene.Playbook.Clocks.Select(c => c.Id == clock ? c with { Limit = limit, Cases = [] } : c)] };

    static Replayed Replay(Playbook draft, Scene scene, string now = "2026-03-13 18:00") =>
        ReplayStories.Run(draft, [scene.Entries], (_, _) => Scene.Playbook, Scene.Calendar, Scene.Time(now));

    static ReplayedLine Line(Replayed replayed, string clock) => replayed.Clocks.Single(line => line.Key == clock);

    [Fact]
    public void the_same_playbook_measures_the_same()
    {
        foreach (var scene in (Scene[])[Scene.Received, Scene.Disputed, Done, Scene.Closed, Scene.Handling, Scene.Closed.Then(Cast.Rita, "ask-reopening", new { why = "又坏了" })])
        {
            var same = Replay(Scene.Playbook, scene, "2026-04-30 09:00");
            Assert.Empty(same.Matters.SelectMany(matter => matter.LateNow.Concat(matter.InTimeNow)).Prepend(scene.Matter.Stage).Skip(same.Matters.Length == 0 ? 1 : 0));
            Assert.Equal(same.Late.Was, same.Late.Becomes);
            Assert.All(same.Clocks, line => Assert.Equal((line.Runs.Was, line.Late.Was, line.HoursOver.Was), (line.Runs.Becomes, line.Late.Becomes, line.HoursOver.Becomes)));
        }
    }

    [Fact]
    public void a_shorter_limit_names_who_would_have_been_late_and_with_whom()
    {
        var shorter = Replay(With("handle", Limit.WorkingDays(3)), Done);
        Assert.Equal((0, 1), (shorter.Late.Was, shorter.Late.Becomes));
        var handle = Line(shorter, "handle");
        // Due on Thursday at six, handed in on Friday at five.
        Assert.Equal((1, 1, 0, 1, 23.0), (handle.Runs.Was, handle.Runs.Becomes, handle.Late.Was, handle.Late.Becomes, handle.HoursOver.Becomes));
        var matter = Assert.Single(shorter.Matters);
        Assert.Equal(("RX2026030900001", "handle"), (matter.Number, Assert.Single(matter.LateNow)));
        Assert.Empty(matter.InTimeNow);
        Assert.Equal((Cast.Bureau, 0, 1), shorter.Units.Where(unit => unit.Late.Becomes > 0).Select(unit => (unit.Key, unit.Late.Was, unit.Late.Becomes)).Single());
    }

    [Fact]
    public void a_longer_limit_names_who_would_not_have_been_late()
    {
        var late = Scene.Handling.At("2026-03-18 09:00").Then(Cast.Ana, "hand-in", Scene.Result());
        var longer = Replay(With("handle", Limit.WorkingDays(9)), late, "2026-03-18 10:00");
        Assert.Equal("handle", Assert.Single(Assert.Single(longer.Matters).InTimeNow));
    }

    [Fact]
    public void a_clock_that_the_draft_starts_at_a_move_runs_from_that_move()
    {
        // A new clock of two days from dispatch to the result: it would have been over on Wednesday.
        var draft = Scene.Playbook with
        {
            Version = 2,
            Clocks = Scene.Playbook.Clocks.Add(new("first-word", new("首报", "First report"), Limit.WorkingDays(2), "K")),
            Stages = [.. Scene.Playbook.Stages.Select(stage => stage with
            {
                Moves = [.. stage.Moves.Select(move => move.Act == "dispatch" ? move with { Starts = move.Starts.Add("first-word") } : move.Act == "hand-in" ? move with { Stops = move.Stops.Add("first-word") } : move)],
            })],
        };
        var line = Line(Replay(draft, Done), "first-word");
        Assert.Equal((0, 1, 0, 1), (line.Runs.Was, line.Runs.Becomes, line.Late.Was, line.Late.Becomes));
    }

    [Fact]
    public void a_clock_that_the_draft_has_no_more_is_told_as_gone()
    {
        var draft = Scene.Playbook with { Clocks = [.. Scene.Playbook.Clocks.Where(clock => clock.Id != "handle")] };
        var line = Replay(draft, Done).Clocks[^1];
        Assert.Equal(("handle", 1, 0), (line.Key, line.Runs.Was, line.Runs.Becomes));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task the_page_and_the_api_try_a_draft_on_what_was_received(bool shared)
    {
        await using var office = await Office.Open(shared ? postgres.Connection : null);
        await office.Said("路灯不亮");
        var setup = office.Setup;
        var old = await office.Of<MatterDesk>().Receive(setup.For(new(Office.District, "agent", new("agent", "LS.RX")) { At = DateTimeOffset.UtcNow.AddDays(-10) }),
            new("暖气不热", Anonymous: true, Source: "window", Category: "CJ-01-01", Area: Office.Street), Stop);
        Assert.Null(old.Refusal);
        var before = await office.Of<Reading>().Entries(Office.District, old.Stream, Stop);
        using var sys = await office.Client("sys");
        var yaml = Second.Replace("accept: { title: { zh: 受理, en: Acceptance }, limit: 2 hours", "accept: { title: { zh: 受理, en: Acceptance }, limit: 30 natural-days", StringComparison.Ordinal);
        Assert.NotEqual(Second, yaml);

        using var form = new MultipartFormDataContent { { new StringContent(yaml), "yaml" }, { new StringContent("4"), "weeks" } };
        var page = WebUtility.HtmlDecode(await (await sys.PostAsync("/library/publish/preview", form, Stop)).Content.ReadAsStringAsync(Stop));
        foreach (var words in (string[])["<strong>1 → 0</strong>", "最近 4 周登记的 2 件里", old.Story.Number, "假定"]) Assert.Contains(words, page, StringComparison.Ordinal);

        var trial = JsonNode.Parse(await (await sys.PostAsJsonAsync("/api/library/trials", new { yaml, weeks = 1 }, Stop)).Content.ReadAsStringAsync(Stop))!;
        Assert.Equal((1, 1, 0), ((int)trial["weeks"]!, (int)trial["stories"]!, (int)trial["outcome"]!["late"]!["was"]!));
        Assert.Equal(before.Count, (await office.Of<Reading>().Entries(Office.District, old.Stream, Stop)).Count);
        using var leader = await office.Client("leader");
        Assert.Equal(HttpStatusCode.Forbidden, (await leader.PostAsJsonAsync("/api/library/trials", new { yaml }, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await sys.PostAsJsonAsync("/api/library/trials", new { yaml = "a: [" }, Stop)).StatusCode);
    }
}
