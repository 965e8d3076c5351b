using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Bihuan.Engine.Decisions;
using Bihuan.Engine.Playbooks;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.People;
using Bihuan.Tests.House;

namespace Bihuan.Tests.Matters;

/// <summary>An open matter goes on by another version: nobody gets more time, nobody is late by it, and no loop breaks.</summary>
public partial class MigrateTests
{
    static readonly string First = Tree.Text("packs/hotline/request.playbook.yaml");

    static readonly Who Sys = new("sys", Roles.SystemAdmin, "LS");

    // Handling is called otherwise, objections have no clock of that name, and handling takes three days instead of five.
    static readonly Playbook Second = Read(Handling().Replace(First, "doing"), ("version: 1\n", "version: 2\n"), (", return", ", objecting"), ("  return: {", "  objecting: {"), ("    limit: 5 working-days\n", "    limit: 3 working-days\n"));

    static readonly Migrate.Command Plain = new(2, "市里改了办法");

    static readonly Migrate.Command Mapped = Plain with
    {
        Stages = ImmutableDictionary<string, string>.Empty.Add("handling", "doing"),
        Clocks = ImmutableDictionary<string, string>.Empty.Add("return", "objecting"),
    };

    static Playbook Read(string yaml, params ReadOnlySpan<(string Whole, string Other)> changes)
    {
        foreach (var (whole, other) in changes)
        {
            Assert.Contains(whole, yaml, StringComparison.Ordinal);
            yaml = yaml.Replace(whole, other, StringComparison.Ordinal);
        }

        var (playbook, faults) = Shelf.Read(yaml);
        Assert.Empty(faults.Select(fault => fault.Sentence.En));
        Assert.Empty(playbook.Faults(Acts.Needs, Roles.All.Select(role => role.Key).ToHashSet(), Matter.Asked).Select(fault => fault.Sentence.En));
        return playbook;
    }

    static Decision Decide(Scene scene, Migrate.Command command, Playbook? to = null, Who? by = null) =>
        Migrate.Decide(scene.Matter, command, Scene.Playbook, to ?? Second, Scene.Calendar, scene.Stamp(by ?? Sys));

    static Scene Migrated(Scene scene, Migrate.Command command, Playbook? to = null) => new Told(scene, Sys, Decide(scene, command, to)).After;

    static DateTimeOffset? Due(Scene scene, string clock) => scene.Matter.Clocks[clock].Due(Scene.Calendar).At;

    [Fact]
    public void it_stands_at_the_new_stage_and_its_clocks_run_on_from_where_they_began()
    {
        var after = Migrated(Scene.Handling, Mapped);
        Assert.Equal((2, "doing"), (after.Matter.PlaybookVersion, after.Matter.Stage));
        Assert.Equal(Due(Scene.Handling, "handle"), Due(after, "handle"));
        Assert.Equal(Scene.Handling.Matter.Clocks["return/1"] with { Name = "objecting" }, after.Matter.Clocks["objecting/1"]);
        Assert.DoesNotContain("return/1", after.Matter.Clocks.Keys);
        Assert.Equal("doing", Next.Of(after.Matter, Second, Scene.Calendar).First().What);

        // The new version takes over, and doing it again changes nothing.
        Assert.Empty(Decide(after, Mapped).Facts);
        Assert.Null(Decide(after, Mapped).Refusal);
    }

    [Fact]
    public void a_shorter_limit_is_taken_only_when_asked_and_only_while_it_lies_ahead()
    {
        Assert.Equal(Scene.Time("2026-03-16 18:00"), Due(Migrated(Scene.Handling, Mapped), "handle"));
        Assert.Equal(Scene.Time("2026-03-12 18:00"), Due(Migrated(Scene.Handling, Mapped with { Shorten = true }), "handle"));
        // On Friday the three days are over: nobody is late by a decision that came later.
        Assert.Equal(Scene.Time("2026-03-16 18:00"), Due(Migrated(Scene.Handling.At("2026-03-13 09:00"), Mapped with { Shorten = true }), "handle"));
    }

    [Fact]
    public void a_longer_limit_is_never_taken()
    {
        var longer = Read(First, ("version: 1\n", "version: 2\n"), ("    limit: 5 working-days\n", "    limit: 9 working-days\n"));
        Assert.Equal(Scene.Time("2026-03-16 18:00"), Due(Migrated(Scene.Handling, Plain with { Shorten = true }, longer), "handle"));
    }

    [Fact]
    public void a_clock_that_ends_gives_no_more_time_where_the_stage_would_begin_another()
    {
        // Signing is called otherwise and takes nine days: whoever lets the old clock end does not win eight of them.
        var other = Read(Regex.Replace(First, @"(?<=[\[, ])sign(?=[,\]])|(?<=clock: )sign\b|(?<=^  )sign(?=: \{)", "receipt", RegexOptions.Multiline, TimeSpan.FromSeconds(1)),
            ("version: 1\n", "version: 2\n"), ("limit: 1 working-days, basis: S34", "limit: 9 working-days, basis: S34"));
        var after = Migrated(Scene.Dispatched, Plain with { Clocks = ImmutableDictionary<string, string>.Empty.Add("sign", Migrate.Ends) }, other);
        Assert.Equal(Due(Scene.Dispatched, "sign/1"), Due(after, "receipt/1"));
    }

    [Fact]
    public void pauses_and_extensions_go_with_a_clock_that_is_called_otherwise()
    {
        var paused = Scene.Handling.Then(Cast.Coco, "ask-suspension", new { why = "等管网改造", reviewOn = "2026-06-01" }).Then(Cast.Dan, "grant-suspension", new { why = "同意" });
        var other = Read(Regex.Replace(First, @"(?<=[\[, ])handle(?=[,\]])|(?<=^  )handle(?=:$)", "work", RegexOptions.Multiline, TimeSpan.FromSeconds(1)), ("version: 1\n", "version: 2\n"));
        var after = Migrated(paused, Plain with { Clocks = ImmutableDictionary<string, string>.Empty.Add("handle", "work") }, other);
        Assert.True(after.Matter.Clocks["work"].IsPaused);
        Assert.Equal(paused.Matter.Clocks["handle"].Pauses, after.Matter.Clocks["work"].Pauses);
    }

    [Fact]
    public void whatever_would_be_left_hanging_is_refused_with_its_reason()
    {
        var nobodyDecides = Second with { Anywhere = [.. Second.Anywhere.Where(move => move.Act != "decide-extension")] };
        var clocks = Mapped.Clocks;
        Migrate.Command To(string from, string stage) => Plain with { Clocks = clocks, Stages = ImmutableDictionary<string, string>.Empty.Add(from, stage) };
        foreach (var (scene, command, to, code, words) in ((Scene, Migrate.Command, Playbook, string, string)[])
        [
            (Scene.Handling, Plain with { Clocks = clocks }, Second, "matter.migrate-stage", "“In hand”"),
            (Scene.Handling, To("handling", "nowhere"), Second, "matter.migrate-stage", "Version 2 has no stage"),
            (Scene.Handling, To("handling", "closed"), Second, "matter.migrate-stage", "or it is an end"),
            (Scene.Handling, Mapped with { Clocks = null }, Second, "matter.migrate-clock", "“Objection”"),
            (Scene.Accepted, To("accepted", "doing"), Second, "matter.migrate-owner", "“In hand”"),
            (Scene.Dispatched, To("dispatched", "doing"), Second, "matter.migrate-not-ready", "Choose another stage"),
            (Scene.Handling.Then(Cast.Coco, "ask-extension", new { days = 2, why = "缺件" }), Mapped, nobodyDecides, "matter.migrate-waits", "version 2"),
            (Scene.Handling, Mapped with { Why = " " }, Second, "matter.migrate-reason", "Say why"),
            (Scene.Closed, Mapped, Second, "matter.already-closed", ""),
            (Scene.Handling, Mapped, Second with { Name = "other" }, "matter.migrate-other", ""),
        ])
        {
            var decision = Decide(scene, command, to);
            Assert.Equal((code, true), (decision.Refusal?.Code ?? "yes", decision.Refusal?.En.Contains(words, StringComparison.Ordinal) ?? false));
            Assert.Empty(decision.Facts);
        }

        Assert.Equal("desk.not-yours", Decide(Scene.Handling, Mapped, by: Cast.Dan).Refusal?.Code);
    }

    [Fact]
    public void every_open_stage_goes_over_without_more_time_and_without_a_broken_loop()
    {
        foreach (var scene in (Scene[])[Scene.Received, Scene.Accepted, Scene.Dispatched, Scene.Disputed, Scene.Signed, Scene.Handling, Scene.Finished, Scene.Verified, Scene.CalledBack])
            foreach (var shorten in (bool[])[false, true])
            {
                var after = Migrated(scene, Mapped with { Shorten = shorten });
                var (was, becomes) = (Next.Of(scene.Matter, Scene.Playbook, Scene.Calendar).First(), Next.Of(after.Matter, Second, Scene.Calendar).First());
                Assert.True(becomes.Due <= was.Due, scene.Matter.Stage);
                Assert.Equal((was.Role, was.Unit, was.Person), (becomes.Role, becomes.Unit, becomes.Person));
            }
    }

    [GeneratedRegex(@"\bhandling(?=[,\]:\n])")]
    private static partial Regex Handling();
}
