using Bihuan.Engine.Language.Replies;

namespace Bihuan.Tests.Language;

public class ReplyTests
{
    const string Good = "您好！经现场核查，3号楼前路灯因线路老化不亮，我单位已于3月5日更换线路，路灯恢复照明；台阶扶手松动问题，将于3月20日前加固，由物业负责。根据《物业管理条例》，后续由物业每周巡查。";

    [Fact]
    public void has_nothing_to_say_about_a_whole_reply() =>
        Assert.Empty(CheckReply.Run(["修好路灯", "加固扶手"], Good, ["您好！您反映的停车问题已转交警部门。"]));

    [Fact]
    public void names_the_point_that_is_not_answered()
    {
        var hint = Assert.Single(CheckReply.Run(["修好路灯", "增加公交班次"], Good, []));

        Assert.Equal(("point", 1), (hint.About, hint.Point!.Value));
        Assert.Contains("增加公交班次", hint.Words.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void misses_result_date_and_basis() =>
        Assert.Equal(["short", "result", "date", "basis"], CheckReply.Run([], "您好，您反映的问题我们十分重视。", []).Select(h => h.About));

    [Fact]
    public void sees_a_copy_with_other_dates() =>
        Assert.Equal(["clone"], CheckReply.Run([], Good, [Good.Replace("3月5日", "4月16日", StringComparison.Ordinal).Replace("3号楼", "12号楼", StringComparison.Ordinal)]).Select(h => h.About));
}
