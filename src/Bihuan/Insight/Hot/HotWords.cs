using System.Globalization;
using Bihuan.Engine.Language.Hot;
using Bihuan.Matters;
using Bihuan.Parts;

namespace Bihuan.Insight.Hot;

/// <summary>What the pages of hot issues say in the same words.</summary>
static class HotWords
{
    /// <summary>The heat with every number that it is made of.</summary>
    public static string Formula(Heat heat, Func<string, string, string> say)
    {
        string N(double value, string format = "0.00") => value.ToString(format, CultureInfo.InvariantCulture);
        var likes = heat.Supporters > 0 ? (Zh: $"（{heat.People} 人 + 点赞 {N(heat.Supporters, "0.0")}）", En: $"({heat.People} people + {N(heat.Supporters, "0.0")} for likes)") : (Zh: $"{heat.People} 人", En: heat.People == 1 ? "1 person" : $"{heat.People} people");
        return say($"{likes.Zh} × 增长 {N(heat.Growth)} × 持续 {N(heat.Spread)} × 严重 {N(heat.Severity)} = {N(heat.Value, "0.0")}", $"{likes.En} × growth {N(heat.Growth)} × span {N(heat.Spread)} × severity {N(heat.Severity)} = {N(heat.Value, "0.0")}");
    }

    public static string Verdict(Inflow flow, Func<string, string, string> say) => flow.Effect switch
    {
        Effect.NotDone => say("正在整改", "Being put right"),
        Effect.TooEarly => say("刚报结果", "Result just in"),
        Effect.Fallen => flow.IsWatched ? say("见效", "Effective") : say("正在降", "Falling"),
        _ => flow.IsWatched ? say("没有见效", "No effect") : say("还没有降", "Not fallen yet"),
    };

    public static Tone ToneOf(Inflow flow) => flow.Effect switch { Effect.Fallen => Tone.Green, Effect.Lasts => flow.IsWatched ? Tone.Red : Tone.Amber, _ => Tone.Plain };
}
