using System.Text.Encodings.Web;
using System.Text.Unicode;
using AngleSharp.Dom;
using Bihuan.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Bihuan.Tests.Parts;

public sealed class PartTests
{
    static readonly DateTimeOffset Now = Show.Zhou.Now;

    [Theory]
    [InlineData(Standing.Running, 54, "还剩 2 天 6 小时")]
    [InlineData(Standing.Near, 1, "还剩 1 小时")]
    [InlineData(Standing.Overdue, -28, "超期 1 天 4 小时")]
    [InlineData(Standing.Paused, 54, "已暂停")]
    public async Task a_clock_says_how_it_stands_in_words_with_its_calendar(Standing standing, double hours, string word)
    {
        var clock = await Render<ClockBadge>(new() { ["Standing"] = standing, ["Due"] = Now.AddHours(hours), ["Calendar"] = "5 个工作日" });

        Assert.Equal(word, clock.QuerySelector("strong")!.TextContent);
        Assert.Equal("5 个工作日", clock.QuerySelector(".calendar")!.TextContent);
        Assert.Null(clock.QuerySelector("details"));
    }

    [Fact]
    public async Task a_clock_that_can_explain_itself_opens_line_by_line()
    {
        var clock = await Render<ClockBadge>(new() { ["Standing"] = Standing.Running, ["Due"] = Now.AddHours(5), ["Lines"] = new ClockLine[] { new("时限", "5 个工作日"), new("到期", "6月17日") } });

        Assert.Equal(["时限", "到期"], clock.QuerySelectorAll("details tr td:first-child").Select(td => td.TextContent));
    }

    [Fact]
    public async Task a_clock_with_less_than_an_hour_says_by_which_minute()
    {
        var clock = await Render<ClockBadge>(new() { ["Standing"] = Standing.Near, ["Due"] = Now.AddMinutes(59) });
        Assert.Equal("11:29 前", clock.QuerySelector(".time")!.TextContent);
        clock = await Render<ClockBadge>(new() { ["Standing"] = Standing.Near, ["Due"] = Now.AddMinutes(59) }, Show.Zhou with { Tongue = Tongue.En });
        Assert.Equal("by 11:29", clock.QuerySelector(".time")!.TextContent);
    }

    [Fact]
    public async Task a_long_way_marks_what_is_far_from_where_it_stands()
    {
        StageStep[] steps = [.. Enumerable.Range(1, 12).Select(n => new StageStep($"第{n}步", n < 4 ? Progress.Done : n == 4 ? Progress.Current : Progress.Ahead))];
        var track = await Render<StageTrack>(new() { ["Steps"] = steps });
        Assert.Equal(["第3步", "第4步", "第5步"], track.QuerySelectorAll("li:not([data-far]) strong").Select(one => one.TextContent));
        Assert.Equal("全部 12 步", track.QuerySelector(".track-more")!.TextContent.Trim());

        track = await Render<StageTrack>(new() { ["Steps"] = steps[..6] });
        Assert.Empty(track.QuerySelectorAll("[data-far], .track-more"));
    }

    [Fact]
    public async Task a_closed_move_says_why_and_offers_no_button()
    {
        var move = await Render<MoveForm>(new() { ["Words"] = "销号", ["Closed"] = "还没有核查。" });

        Assert.Contains("还没有核查。", move.Body!.TextContent);
        Assert.Empty(move.QuerySelectorAll("button, form, summary"));
    }

    [Fact]
    public async Task a_move_carries_the_proof_that_it_comes_from_this_page()
    {
        var move = await Render<MoveForm>(new() { ["Words"] = "核查通过", ["Action"] = "/m/1" }, Show.Zhou with { Token = new("t", "secret") });

        var form = move.QuerySelector("form[method=post][action='/m/1']")!;
        Assert.Equal("secret", form.QuerySelector("input[type=hidden][name=t]")!.GetAttribute("value"));
        Assert.Equal("核查通过", form.QuerySelector("button")!.TextContent);
    }

    [Fact]
    public async Task a_move_that_asks_why_unfolds_a_required_reason()
    {
        var move = await Render<MoveForm>(new() { ["Words"] = "退回", ["Action"] = "/m/1", ["AskReason"] = true });

        Assert.True(move.QuerySelector("textarea[name=reason]")!.HasAttribute("required"));
        Assert.Equal("理由", move.QuerySelector($"label[for='{move.QuerySelector("textarea")!.Id}']")!.TextContent);
    }

    [Fact]
    public async Task a_field_ties_its_hint_and_its_error_to_itself()
    {
        var field = await Render<Field>(new() { ["Name"] = "phone", ["Label"] = "联系电话", ["Hint"] = "手机或座机", ["Error"] = "应为 11 位" });

        var input = field.QuerySelector("input")!;
        Assert.Equal("f-phone-hint f-phone-error", input.GetAttribute("aria-describedby"));
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal("应为 11 位", field.GetElementById("f-phone-error")!.TextContent);
    }

    [Fact]
    public async Task a_field_filled_from_a_register_says_from_which_and_how_old()
    {
        var field = await Render<Field>(new() { ["Name"] = "place", ["Label"] = "地点", ["From"] = new FromRegister("地名底册", Now.AddDays(-96)) });

        Assert.Equal($"地名底册，{Now.AddDays(-96).ToOffset(Bihuan.Engine.Clocks.WorkCalendar.Offset):yyyy-MM-dd} 更新，3 个月前", field.QuerySelector(".from")!.TextContent.Trim());
    }

    [Fact]
    public async Task what_people_write_is_shown_as_they_wrote_it_and_never_run()
    {
        var entry = await Render<TimelineEntry>(new() { ["At"] = Now, ["Did"] = "受理", ["Why"] = "<script>alert(1)</script> & 路灯" });

        Assert.Empty(entry.QuerySelectorAll("script"));
        Assert.Equal("<script>alert(1)</script> & 路灯", entry.QuerySelector("blockquote")!.TextContent);
    }

    [Fact]
    public async Task a_chart_keeps_a_gap_where_there_is_no_figure_and_a_table_behind_it()
    {
        var chart = await Render<Chart>(new()
        {
            ["Title"] = "解决率上升", ["Kind"] = ChartKind.Line, ["Labels"] = new[] { "1月", "2月", "3月" }, ["Series"] = new Series[] { new("解决率", [50, null, 100]) },
        });

        Assert.Equal("M0 50M100 0", chart.QuerySelector("path.l0")!.GetAttribute("d"));
        Assert.Equal(["50", "—", "100"], chart.QuerySelectorAll("tbody td").Select(td => td.TextContent));
    }

    [Fact]
    public async Task row_13_a_rate_stands_with_its_sample()
    {
        var rate = await Render<Rate>(new() { ["Share"] = 327L, ["Of"] = 340L, ["Noun"] = "回访" });

        Assert.Equal("96.2 % （回访 327 / 340）", rate.Body!.TextContent.Trim());
    }

    static async Task<IDocument> Render<TPart>(Dictionary<string, object?> parameters, Reader? reader = null) where TPart : IComponent
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddSingleton<IWebHostEnvironment>(new Place());
        services.AddSingleton<Assets>();
        await using var provider = services.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(provider, provider.GetRequiredService<ILoggerFactory>());
        var all = new Dictionary<string, object?> { ["Reader"] = reader ?? Show.Zhou, ["Page"] = typeof(TPart), ["Parameters"] = parameters };
        return await Show.Parse(await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<Read>(ParameterView.FromDictionary(all))).ToHtmlString()));
    }

    sealed class Place : IWebHostEnvironment
    {
        public string WebRootPath { get; set; } = Path.Combine(Show.Root, "src", "Bihuan", "wwwroot");
        public IFileProvider WebRootFileProvider { get; set; } = new PhysicalFileProvider(Path.Combine(Show.Root, "src", "Bihuan", "wwwroot"));
        public string ApplicationName { get; set; } = "bihuan";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
        public string ContentRootPath { get; set; } = Show.Root;
        public string EnvironmentName { get; set; } = "Production";
    }
}
