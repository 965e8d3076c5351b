using Bihuan.Engine.Clocks;
using Bihuan.Tests.Clocks;

namespace Bihuan.Tests.Petitions;

/// <summary>Every deadline of the petition regulations, around the days on which people count wrongly: natural days ignore the calendar, working days follow it.</summary>
public class PetitionDeadlinesTests
{
    static string Due(string clock, string start) =>
        new Clock(clock, Cn.At(start), Scene.Shelf.Newest("petition")!.Clock(clock)!.LimitFor(new Dictionary<string, string>(), Cn.At(start))).Due();

    [Theory]
    // PET.TRANSFER and PET.NOTIFY: 15 natural days, through the Spring Festival, over National Day, over 29 February.
    [InlineData("transfer", "2026-02-10 09:00", "2026-02-25 24:00")]
    [InlineData("transfer", "2026-09-25 17:59", "2026-10-10 24:00")]
    [InlineData("transfer", "2028-02-20 09:00", "2028-03-06 24:00")]
    [InlineData("notify", "2026-02-12 09:00", "2026-02-27 24:00")]
    [InlineData("notify", "2026-09-20 09:00", "2026-10-05 24:00")]
    [InlineData("notify", "2028-02-14 09:00", "2028-02-29 24:00")]
    // PET.OBJECT: 5 working days; the Saturday of 14 February 2026 is a working day, the Festival is not.
    [InlineData("return", "2026-02-11 09:00", "2026-02-25 18:00")]
    [InlineData("return", "2026-02-13 09:00", "2026-02-27 18:00")]
    [InlineData("return", "2026-09-17 09:00", "2026-09-23 18:00")]
    [InlineData("return", "2026-09-30 10:00", "2026-10-13 18:00")]
    [InlineData("return", "2028-02-28 09:00", "2028-03-06 18:00")]
    // PET.HANDLE: 60 natural days.
    [InlineData("handle", "2026-01-05 09:00", "2026-03-06 24:00")]
    [InlineData("handle", "2026-08-10 09:00", "2026-10-09 24:00")]
    [InlineData("handle", "2027-12-31 09:00", "2028-02-29 24:00")]
    // PET.REVIEW and PET.REREVIEW: 30 natural days each, to ask and to decide.
    [InlineData("review-request", "2026-01-20 09:00", "2026-02-19 24:00")]
    [InlineData("review-request", "2026-09-03 09:00", "2026-10-03 24:00")]
    [InlineData("review-request", "2028-01-30 09:00", "2028-02-29 24:00")]
    [InlineData("review", "2026-01-20 09:00", "2026-02-19 24:00")]
    [InlineData("review", "2028-02-01 09:00", "2028-03-02 24:00")]
    [InlineData("rereview-request", "2026-09-05 09:00", "2026-10-05 24:00")]
    [InlineData("rereview-request", "2028-01-31 09:00", "2028-03-01 24:00")]
    [InlineData("rereview", "2026-01-20 09:00", "2026-02-19 24:00")]
    [InlineData("rereview", "2028-02-10 09:00", "2028-03-11 24:00")]
    public void a_deadline_of_the_regulations_falls_where_the_law_counts(string clock, string start, string due) => Assert.Equal(due, Due(clock, start));

    [Theory]
    [InlineData("2026-01-05 09:00", "2026-04-05 24:00")]
    [InlineData("2027-12-31 09:00", "2028-03-30 24:00")]
    public void thirty_days_of_extension_join_the_sixty(string start, string due)
    {
        var rule = Scene.Shelf.Newest("petition")!.Clock("handle")!;
        Assert.Equal("30 natural-days", rule.ExtensionAtMost.ToString());
        Assert.Equal(due, new Clock("handle", Cn.At(start), rule.Limit).Extend(rule.ExtensionAtMost!.Value, Cn.At(start)).Due());
    }

    [Fact]
    public void the_time_of_a_hearing_is_not_counted_in_the_re_review()
    {
        var clock = new Clock("rereview", Cn.At("2026-05-01 09:00"), Scene.Shelf.Newest("petition")!.Clock("rereview")!.Limit);
        Assert.Equal("2026-06-10 24:00", clock.Pause(Cn.At("2026-05-10 10:00")).Resume(Cn.At("2026-05-20 16:00")).Due());
    }
}
