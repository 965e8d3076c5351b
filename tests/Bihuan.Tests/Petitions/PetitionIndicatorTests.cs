using Bihuan.Engine.Playbooks;

namespace Bihuan.Tests.Petitions;

/// <summary>The rates of petition work as the pack says them, over counted matters (domain metrics §2.3); a whole of nothing says nothing.</summary>
public class PetitionIndicatorTests
{
    static Indicator Of(string id) => Scene.Shelf.Newest("petition")!.Indicators.Single(indicator => indicator.Id == id);

    static (long, long) Over(string id, params (string Answers, long Count)[] groups) => Of(id).Over(groups.Select(group =>
        ((IReadOnlyDictionary<string, string>)group.Answers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]), group.Count)));

    [Theory]
    // Acceptance within 15 days, answers within 60 or 90: what still runs in time counts on neither side, what is overdue counts against.
    [InlineData("accepted-in-time", "clock-notify=in-time:18 clock-notify=late:1 clock-notify=overdue:1 clock-notify=open:5 :7", 18, 20)]
    [InlineData("answered-in-time", "clock-handle=in-time:152 clock-handle=late:160 clock-handle=overdue:4 clock-handle=open:40", 152, 316)]
    [InlineData("settled-at-once", "stage=settled:30 stage=review:4 stage=final:6 stage=handling:9", 30, 40)]
    [InlineData("first-settled", "stage=settled,repeated=no:20 stage=settled,repeated=yes:5 stage=settled,repeat=yes,repeated=no:5 stage=final,repeat=no,repeated=no:5", 20, 25)]
    [InlineData("repeated", "repeated=yes:3 repeat=yes,repeated=no:2 repeated=no:15", 5, 20)]
    [InlineData("reviewed", "stage=review:2 stage=served:6 stage=settled:12", 2, 20)]
    [InlineData("overturned", "reviewVerdict=upheld:6 reviewVerdict=changed:1 redoVerdict=revoked:1 stage=review:9", 2, 8)]
    [InlineData("overturned-again", "rereviewVerdict=upheld:3 rereviewVerdict=changed:1", 1, 4)]
    [InlineData("judged", "stage=settled,judged=yes:9 stage=settled,judged=no:3 stage=handling,judged=no:8", 9, 12)]
    [InlineData("satisfied-unit", "judged=yes,satisfied=very:4 judged=yes,satisfied=basically:2 judged=yes,satisfied=dissatisfied:2 judged=no:5", 6, 8)]
    [InlineData("satisfied-office", "officeSatisfied=very:3 officeSatisfied=very-dissatisfied:1 judged=yes:5", 3, 4)]
    [InlineData("sponsored-settled", "given-sponsor=yes,stage=settled:3 given-sponsor=yes,stage=final:1 stage=settled:8", 3, 4)]
    [InlineData("agent-settled", "agentKind=lawyer,stage=settled:2 agentKind=relative,stage=review:2 stage=settled:8", 2, 4)]
    public void a_rate_counts_what_its_definition_says(string id, string groups, long of, long among) =>
        Assert.Equal((of, among), Over(id, [.. groups.Split(' ').Select(group => group.Split(':')).Select(group => (group[0].Replace(',', ' '), long.Parse(group[1], System.Globalization.CultureInfo.InvariantCulture)))]));

    [Fact]
    public void the_headline_stands_with_its_sample_in_two_places()
    {
        var share = new Bihuan.Insight.Indicators.Share(Scene.Shelf.Newest("petition")!, Of("answered-in-time"), 152, 316);
        Assert.Equal("48.10", share.Value!.Value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Null((share with { Of = 0, Among = 0 }).Value);
    }
}
