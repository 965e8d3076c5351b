namespace Bihuan.Insight;

/// <summary>What was counted of the matters closed in a period; every rate of the house is made of these numbers and no others.</summary>
/// <remarks>
/// Only matters that were dispatched and not merged count: what was answered at once was nobody's work to judge. The formulas and the weights are
/// those of domain metrics §2.1 and processes §1a (G2): the denominator of the three rates is the valid callbacks, not all orders.
/// </remarks>
/// <param name="Closed">Dispatched matters closed in the period.</param>
/// <param name="CalledBack">Of those, the ones a callback was tried on or the requester judged.</param>
/// <param name="Valid">V: reached, and the three questions answered.</param>
/// <param name="Contacted">Of V: the handling unit had contacted the requester.</param>
/// <param name="Resolved">Of V: the requester says it is resolved.</param>
/// <param name="Satisfied">Of V: very satisfied or satisfied.</param>
/// <param name="Basically">Of V: basically satisfied.</param>
/// <param name="Timed">Of the closed: a handling clock ran.</param>
/// <param name="OnTime">Of the timed: handed in by the extended deadline.</param>
/// <param name="Extended">Of the timed: extended at least once.</param>
/// <param name="Reworked">Of the closed: sent back by verification or callback at least once.</param>
/// <param name="Dispatches">How often they were sent to a unit.</param>
/// <param name="Returned">How many of those dispatches were taken back because an objection was upheld.</param>
public sealed record Tally(
    long Closed, long CalledBack, long Valid, long Contacted, long Resolved, long Satisfied, long Basically,
    long Timed, long OnTime, long Extended, long Reworked, long Dispatches, long Returned)
{
    public static readonly Tally Nothing = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Below so many valid callbacks a rate says more about chance than about work.</summary>
    public const int SmallSample = 30;

    public const double BasicallyCounts = 0.9, ResponseWeighs = 0.1, ResolutionWeighs = 0.5, SatisfactionWeighs = 0.4;

    /// <summary>响应率 = contacted / V, in per cent; null for V = 0.</summary>
    public double? Response => Percent(Contacted, Valid);

    /// <summary>解决率 = resolved / V.</summary>
    public double? Resolution => Percent(Resolved, Valid);

    /// <summary>满意率 = (satisfied + 0.9 × basically satisfied) / V.</summary>
    public double? Satisfaction => Percent(Satisfied + BasicallyCounts * Basically, Valid);

    /// <summary>综合 = 0.1 × response + 0.5 × resolution + 0.4 × satisfaction.</summary>
    public double? Composite => Valid == 0 ? null : ResponseWeighs * Response + ResolutionWeighs * Resolution + SatisfactionWeighs * Satisfaction;

    /// <summary>回访率 = called back / closed: stands next to satisfaction, or that says nothing.</summary>
    public double? Coverage => Percent(CalledBack, Closed);

    /// <summary>有效回访率 = V / called back.</summary>
    public double? Validity => Percent(Valid, CalledBack);

    /// <summary>按期办结率 = handed in by the (extended) deadline / closed with a handling clock.</summary>
    public double? Punctuality => Percent(OnTime, Timed);

    /// <summary>延期率 = extended / closed with a handling clock.</summary>
    public double? ExtensionRate => Percent(Extended, Timed);

    /// <summary>返工率 = sent back at least once / closed.</summary>
    public double? ReworkRate => Percent(Reworked, Closed);

    /// <summary>退单率 = dispatches taken back / dispatches.</summary>
    public double? ReturnRate => Percent(Returned, Dispatches);

    /// <summary>Whether the sample is too small to compare by.</summary>
    public bool IsSmall => Valid < SmallSample;

    static double? Percent(double part, long of) => of <= 0 ? null : 100 * part / of;
}
