using Microsoft.AspNetCore.Components;

namespace Bihuan.Parts;

/// <summary>The ground of every part and page: it knows its reader.</summary>
public abstract class Part : ComponentBase
{
    [CascadingParameter] public Reader Reader { get; set; } = Reader.Nobody;

    /// <summary>Says it in the reader's language. Both stand side by side in the page, so neither is forgotten.</summary>
    protected string Say(string zh, string en) => Reader.Say(zh, en);

    /// <summary>Relative when near, absolute when far: `12 分钟前`, `明天 17:00`, `3月5日 09:12`.</summary>
    protected string When(DateTimeOffset at) => Times.When(at, Reader.Now, Reader.Tongue);

    /// <summary>By when it is due: `今天 17:00 前`, `by 03:52`; midnight is 24:00 of the day before.</summary>
    protected string DueBy(DateTimeOffset at) => Times.By(at, Reader.Now, Reader.Tongue);

    /// <summary>Date and minute in China Standard Time, as it is printed.</summary>
    protected string Exact(DateTimeOffset at) => Times.Exact(at);

    /// <summary>How long until then, or since: `还剩 3 小时`, `超期 1 天 4 小时`.</summary>
    protected string Left(DateTimeOffset due) => Times.Left(due, Reader.Now, Reader.Tongue);

    /// <summary>Thousands separated; `—` where there is nothing to count.</summary>
    protected static string Number(long? number) => Figures.Number(number);
}
