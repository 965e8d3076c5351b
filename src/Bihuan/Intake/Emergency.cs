namespace Bihuan.Intake;

/// <summary>A call that must not wait for a work order: which number helps at once, and the word that says so.</summary>
/// <param name="Word">The word of the text.</param>
/// <param name="Number">The number to call first.</param>
/// <param name="Who">Who answers there.</param>
public sealed record Emergency(string Word, string Number, Words Who)
{
    static readonly (string Number, Words Who, string[] Words)[] Known =
    [
        ("110", new("公安", "the police"),
            ["自杀", "轻生", "跳楼", "不想活", "持刀", "砍人", "斗殴", "抢劫", "绑架", "家暴", "杀人", "走失", "suicide", "stabbed", "robbed"]),
        ("120", new("急救", "an ambulance"),
            ["受伤", "流血", "昏迷", "晕倒", "中毒", "触电", "心脏病", "没有呼吸", "没呼吸", "抽搐", "injured", "bleeding", "unconscious"]),
        ("119", new("消防救援", "the fire brigade"),
            ["着火", "起火", "失火", "火灾", "浓烟", "煤气泄漏", "燃气泄漏", "天然气泄漏", "煤气漏", "燃气漏", "爆炸", "电梯困人", "困在电梯", "落水", "溺水", "坍塌",
                "on fire", "gas leak", "explosion", "drowning"]),
        ("122", new("交警", "the traffic police"), ["车祸", "撞车", "撞人", "交通事故", "traffic accident"]),
    ];

    /// <summary>The first emergency that a text speaks of; null when it speaks of none. A false alarm costs a sentence, a missed one a life.</summary>
    public static Emergency? In(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        foreach (var (number, who, words) in Known)
            if (Array.Find(words, word => text.Contains(word, StringComparison.OrdinalIgnoreCase)) is { } word)
                return new(word, number, who);
        return null;
    }
}
