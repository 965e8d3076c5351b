namespace Bihuan.Parts.Shown;

/// <summary>Who looks at the parts page.</summary>
public static class Sample
{
    /// <summary>The reader of the samples: a dispatcher with two posts, on a fixed Thursday morning.</summary>
    public static Reader Dispatcher(Reader reader)
    {
        var bare = reader.Path.Contains("frame=bare", StringComparison.Ordinal);
        return reader with
        {
            Now = new DateTimeOffset(2026, 6, 11, 2, 30, 0, TimeSpan.Zero),
            District = reader.Say("崂山区", "Laoshan district"),
            Name = bare ? null : reader.Say("周强", "Zhou Qiang"),
            Post = reader.Say("派遣员", "Dispatcher"),
            Posts = [new("1", reader.Say("指挥中心 派遣员", "Command centre, dispatcher"), true), new("2", reader.Say("值班长", "Duty chief"))],
            Notice = bare ? null : new(reader.Say("已派给中韩街道办事处。", "Sent to Zhonghan street office.")),
            Ways =
            [
                new("/", "home", "首页", "Home"), new("/parts", "inbox", "待派遣", "To dispatch", 18, true), new("/matters", "list-details", "事项", "Matters", 1204),
                new("/disputes", "scale", "异议", "Disputes", 3), new("/map", "map-2", "地图", "Map"), new("/insight", "chart-bar", "数字", "Figures"),
                new("/loops", "unlink", "断环", "Broken loops"), new("/duties", "book", "职责", "Duties"),
            ],
        };
    }
}
