namespace Bihuan.Rounds;

/// <summary>What is refused about rounds, their grades and sweeps.</summary>
public static class No
{
    public static readonly Refusal SuchRounds = new(RefusalKind.Missing, "rounds.missing",
        "没有这样的巡查。", "There are no such rounds.");

    public static readonly Refusal Grade = new(RefusalKind.Invalid, "rounds.grade",
        "请从清单里选一个等级。", "Choose a grade of the list.");

    public static readonly Refusal GradeDay = new(RefusalKind.Invalid, "rounds.grade-day",
        "只能填今天和以后 {0} 天的等级；过去的不能改。", "Grades are entered for today and the next {0} days; the past is not changed.");

    public static readonly Refusal GradeArea = new(RefusalKind.Invalid, "rounds.area",
        "区域“{0}”不存在，请从清单里选；全区就空着。", "There is no area “{0}”; choose one of the list, or leave it empty for the whole district.");

    public static readonly Refusal SuchSweep = new(RefusalKind.Missing, "rounds.sweep-missing",
        "没有这样的拉网检查。", "There is no such sweep.");

    public static readonly Refusal SweepName = new(RefusalKind.Invalid, "rounds.sweep-name",
        "请给这次拉网检查起个名称，不超过 {0} 字。", "Name the sweep, in at most {0} characters.");

    public static readonly Refusal SweepDay = new(RefusalKind.Invalid, "rounds.sweep-day",
        "拉网检查从今天到以后 {0} 天之内的哪一天开始？请写日期。", "Write the day on which the sweep begins: today or within the next {0} days.");

    public static readonly Refusal SweepCells = new(RefusalKind.Invalid, "rounds.sweep-cells",
        "这些范围里有 {0} 个区域；一次最少 1 个、最多 {1} 个，请改范围。", "These cover {0} areas; a sweep covers at least one and at most {1}. Name others.");

    public static readonly Refusal SweepBegun = new(RefusalKind.Conflict, "rounds.sweep-begun",
        "这次拉网检查已经派出，不能取消；不用去的地方逐件写明因故不查。", "This sweep has begun and cannot be called off; excuse the areas that nobody need go to, one by one.");
}
