namespace Bihuan.Matters;

/// <summary>How a matter may end by an act alone, whatever its playbook's own list of outcomes holds.</summary>
public static class Outcomes
{
    /// <summary>The list in which a playbook names its outcomes.</summary>
    public const string List = "outcomes";

    /// <summary>The house's words for an outcome that an act sets; null for any other.</summary>
    public static Words? Own(string? code) => code switch
    {
        "resolved" => new("已解决", "Resolved"),
        "explained" => new("已答复", "Answered"),
        "declined" => new("不予受理", "Not taken on"),
        "referred" => new("引导到其他渠道", "Pointed to another channel"),
        "adopted" => new("原系统已办结", "Ended in the former system"),
        "merged" => new("并入另一件", "Merged into another"),
        _ => null,
    };
}
