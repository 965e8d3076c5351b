using Bihuan.Hosting;

namespace Bihuan.Matters;

/// <summary>Whoever was merged into a matter is told what becomes of it, at whatever depth: that it ended, that it is done again, that it is not.</summary>
public static class Together
{
    /// <summary>Adds the news of a decision to the stories of those that were merged into the matter.</summary>
    public static async ValueTask<Decision> Tell(Matter matter, Decision decision, Desk desk)
    {
        if (matter.Absorbed.IsEmpty || decision.Facts.FirstOrDefault(IsNews) is not { } news) return decision;

        var waiting = new Queue<(string Into, string Child)>(matter.Absorbed.Select(id => (matter.Id, id)));
        while (waiting.TryDequeue(out var next))
        {
            var (child, _) = await desk.Story<Matter>(Stream.Of(Matter.Noun, next.Child));
            if (child.MergedInto != next.Into) continue;
            foreach (var id in child.Absorbed) waiting.Enqueue((next.Child, id));
            // A refusal answers those who asked, and nobody else.
            if (news is ReopeningRefused && child.ReopeningAsked is null) continue;
            decision = decision.Also(Stream.Of(Matter.Noun, next.Child), news);
            if (child.Clocks.GetValueOrDefault("reopening") is { Stopped: null }) decision = decision.Also(Stream.Of(Matter.Noun, next.Child), new ClockStopped("reopening", null));
        }

        return decision;
    }

    /// <summary>The matter in which one goes on that was merged, perhaps more than once.</summary>
    public static async ValueTask<Matter> Onward(Matter matter, Desk desk)
    {
        while (matter.MergedInto is { } into) (matter, _) = await desk.Story<Matter>(Stream.Of(Matter.Noun, into));
        return matter;
    }

    static bool IsNews(Fact fact) => fact is Closed or Answered or Declined or Redirected or SelfHandled or Reopened or ReopeningRefused;
}
