using Bihuan.People;

namespace Bihuan.Matters;

/// <summary>A matter as programs read it: what a page shows, and no more. Who the requester is stands there masked.</summary>
public static class MatterSheet
{
    public static object Of(ReadMatter.View view, MatterDesk desk, Person person)
    {
        var (m, p) = (view.Matter, view.Playbook);
        return new
        {
            m.Id, m.Number, m.Playbook, m.PlaybookVersion, m.Stage, StageTitle = p.Stage(m.Stage)?.Title, m.Version,
            m.Source, m.Demand, m.Category, m.Area, m.Lon, m.Lat, m.Urgency, m.Sensitivity, m.ReceivedAt, m.ClosedAt, m.Outcome,
            m.Said.Title, m.Said.Text, m.Said.Points, Requester = Masked(m), m.Orders, m.Reply, m.MergedInto, m.Absorbed, m.Links, m.Evidence,
            QueryCode = person.Is("agent", "clerk") && m.ReceivedBy == person.Account ? desk.QueryCode(person.Caller.District, m.Id) : null,
            Clocks = m.Clocks.Select(pair => new
            {
                Key = pair.Key, pair.Value.Start, Limit = pair.Value.Limit.ToString(), Due = pair.Value.Due(view.Rules.Calendar).At,
                pair.Value.Due(view.Rules.Calendar).Provisional, pair.Value.Stopped, pair.Value.IsPaused,
                Explained = pair.Value.Explain(view.Rules.Calendar).Select(step => new { Zh = step.Chinese, En = step.English }),
            }),
            Moves = view.Moves.Select(offer => new
            {
                offer.Move.Id, offer.Move.Title, offer.Move.Act, offer.Move.To, offer.Move.Form, offer.Move.With,
                Closed = offer.Closed is null ? null : new { offer.Closed.Code, offer.Closed.Zh, offer.Closed.En },
            }),
            History = view.Entries.Select(entry => new
            {
                entry.Version, Kind = entry.Fact.GetType().Name, entry.Stamp.At, entry.Stamp.By, Post = entry.Stamp.Post.ToString(),
                Fact = (object)entry.Fact, Hash = Convert.ToHexStringLower(entry.Hash.Span),
            }),
        };
    }

    /// <summary>Name and telephone with their middles hidden; address not at all: seeing more is an act that is recorded.</summary>
    public static object? Masked(Matter matter) => matter.Person is null ? null : new
    {
        Name = matter.Said.Name is { Length: > 0 } name ? name[..1] + new string('*', name.Length - 1) : null,
        Phone = matter.Said.Phone is { Length: > 7 } phone ? phone[..3] + "****" + phone[^4..] : null,
        matter.IsAnonymous,
    };
}
