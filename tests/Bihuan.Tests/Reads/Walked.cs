namespace Bihuan.Tests.Reads;

/// <summary>The addresses at which somebody may ask for a list, a queue, a count or a figure, each in every way that its filters allow.</summary>
static class Walked
{
    /// <summary>What a filter of the list may say in a district; a filter that is not named here is left out.</summary>
    public sealed record Codes(string Kind, string Stage, string Unit, string Handler, string Street, string Community, string Category, string Top, string Source, string Urgency, long Then);

    static readonly string[] States = ["open", "overdue", "near", "closed", "all"];

    /// <summary>Every filter of the list by itself, in every state and both orders, and every pair of them in the states that differ.</summary>
    public static IEnumerable<string> Lists(Codes codes)
    {
        var filters = Filters(codes);
        foreach (var state in States)
        {
            foreach (var order in (string[])["", "&order=due", "&order=received"]) yield return $"/api/matters?state={state}{order}";
            foreach (var filter in filters) yield return $"/api/matters?state={state}{filter}";
            foreach (var filter in filters) yield return $"/api/matters?state={state}{filter}&order={(state is "closed" or "all" ? "due" : "received")}";
        }

        foreach (var state in (string[])["open", "closed"])
            foreach (var (one, n) in filters.Select((one, n) => (one, n)))
                foreach (var other in filters.Skip(n + 1))
                    if (Name(one) != Name(other)) yield return $"/api/matters?state={state}{one}{other}";
    }

    static string Name(string filter) => filter[..filter.IndexOf('=', StringComparison.Ordinal)];

    static string[] Filters(Codes codes) =>
    [
        $"&kind={codes.Kind}", $"&stage={codes.Stage}", $"&unit={codes.Unit}", $"&handler={codes.Handler}", "&mine=1", "&charge=1", $"&area={codes.Street}", $"&area={codes.Community}",
        $"&category={codes.Category}", $"&category={codes.Top}", $"&source={codes.Source}", $"&urgency={codes.Urgency}", "&mark=red", "&mark=pressed", "&text=%E5%9E%83%E5%9C%BE", "&text=%E9%BE%98%E9%BE%97",
        $"&from={codes.Then}", $"&until={codes.Then}", $"&closedFrom={codes.Then}&closedUntil={codes.Then + 2592000000}",
    ];

    /// <summary>Every page and answer beside the list that shows many things or counts them.</summary>
    public static IEnumerable<string> Pages(Codes codes) =>
    [
        "/", "/matters?state=open", "/matters?state=closed", "/matters?state=all&tick=1", "/matters?asOf=2026-06-01", "/matters/print", "/matters.xlsx?state=overdue", "/dispatch", "/dispatch?tab=objections", "/dispatch?tab=requests",
        "/catalogue", "/duty-gaps", "/broken-loops", "/api/broken-loops", "/figures", "/figures?period=90d", $"/figures?period=2026-09", "/map", $"/map?area={codes.Street}", "/map/counts", $"/map/counts?state=overdue&category={codes.Top}", $"/map/points?area={codes.Street}",
        "/hot", "/api/hot", "/catalogue/draft", "/catalogue/simulation", "/charge", "/api/charge", "/rounds", "/rounds/patrol", "/api/rounds", "/zones", "/areas", "/areas/counts", $"/areas/{codes.Street}", "/registers", "/intake", "/begin",
        "/nights", "/library", "/account", "/accounts", "/units", "/sign-ins", "/changes", "/library/request/migrate", "/portal", "/search?q=%E5%9E%83%E5%9C%BE",
    ];
}
