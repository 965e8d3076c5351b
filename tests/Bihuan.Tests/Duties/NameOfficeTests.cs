using Bihuan.Duties;
using Bihuan.Engine.Decisions;
using Bihuan.Engine.Journal;
using Bihuan.People;

namespace Bihuan.Tests.Duties;

public class NameOfficeTests
{
    static readonly Stamp Sys = new(DateTimeOffset.UnixEpoch, "root", new(Roles.SystemAdmin, "LS.SJ"));

    static Decision Name(Offices offices, string playbook, string unit, Stamp? by = null) =>
        NameOffice.Decide(offices, new(playbook, unit), name => name is "request" or "hazard", code => code is "LS.RX" or "LS.YJ", by ?? Sys);

    static Offices After(Offices offices, Decision decision) =>
        decision.Facts.Aggregate(offices, (story, fact) => story.Apply(new(Offices.Stream, 1, fact, Sys)));

    [Fact]
    public void where_nobody_is_named_the_hotline_centre_receives() => Assert.Equal("PS.RX", Offices.Empty.Of("hazard", "PS"));

    [Fact]
    public void what_no_office_was_named_for_goes_where_requests_go()
    {
        var offices = After(Offices.Empty, Name(Offices.Empty, "request", "LS.YJ"));
        Assert.Equal(("LS.YJ", "LS.YJ"), (offices.Of("request", "LS"), offices.Of("hazard", "LS")));
    }

    [Fact]
    public void a_playbook_has_an_office_of_its_own()
    {
        var offices = After(Offices.Empty, Name(Offices.Empty, "hazard", "LS.YJ"));
        Assert.Equal(("LS.YJ", "LS.RX"), (offices.Of("hazard", "LS"), offices.Of("request", "LS")));
        Assert.Empty(Name(offices, "hazard", "LS.YJ").Facts);
    }

    [Fact]
    public void only_the_system_administrator_names_it_and_only_what_there_is()
    {
        Assert.Equal(Bihuan.Hosting.No.NotYours.Code, Name(Offices.Empty, "hazard", "LS.YJ", Sys with { Post = new("dispatcher", "LS.RX") }).Refusal?.Code);
        Assert.Equal("duties.no-playbook", Name(Offices.Empty, "hazzard", "LS.YJ").Refusal?.Code);
        Assert.Equal("duties.unknown-office", Name(Offices.Empty, "hazard", "LS").Refusal?.Code);
    }
}
