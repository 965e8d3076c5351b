namespace Bihuan.Engine.Clocks;

/// <summary>Joins neighbouring days that say the same into one line; working days that count keep a line each.</summary>
sealed class DayRuns(Explanation explanation, Pace pace)
{
    long _first;
    long _last;
    long _counted;
    StepKind _kind;
    string _chinese = "";
    string _english = "";
    bool _any;

    public void Add(long day, StepKind kind, string chinese, string english, long counted = 0)
    {
        // Natural days count whatever they are called.
        if (kind is StepKind.Counted && pace is Pace.NaturalDays) (chinese, english) = ("", "");
        var joins = _any && kind == _kind && chinese == _chinese && !(kind is StepKind.Counted && pace is Pace.WorkingDays);
        if (!joins)
        {
            Flush();
            (_first, _kind, _chinese, _english, _any) = (day, kind, chinese, english, true);
        }

        _last = day;
        _counted = counted;
    }

    public void Flush()
    {
        if (!_any) return;
        _any = false;
        var days = (int)(_last - _first + 1);
        var counted = _kind is StepKind.Counted ? Budget.Of(pace, days) : Budget.None(pace);
        var (chinese, english) = (_kind, pace) switch
        {
            (StepKind.Counted, Pace.WorkingDays) => ($"{_chinese}，第 {_counted} 个工作日", $"{_english}, number {_counted}"),
            (StepKind.Counted, _) => ($"计 {days} 天，累计 {_counted} 天", $"{days} {(days == 1 ? "day" : "days")}, {_counted} in all"),
            (StepKind.Moved, _) => ($"{_chinese}，期限顺延", $"{_english}, the last day moves on"),
            _ => ($"{_chinese}，不计", $"{_english}, not counted"),
        };
        explanation.Add(_first * TimeSpan.TicksPerDay, (_last + 1) * TimeSpan.TicksPerDay, _kind, counted,
            $"{LocalText.ChineseDays(_first, _last)}：{chinese}", $"{LocalText.EnglishDays(_first, _last)}: {english}");
    }
}
