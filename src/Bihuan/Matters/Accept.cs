using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>Decides formally that the demand will be handled, with the category and the place it is handled under.</summary>
public static class Accept
{
    public sealed record Command(string? Category, string? Area, string? Urgency);

    public static Act Act { get; } = new Act<Command>("accept", "acceptances", Decide);

    public static Decision Decide(Matter matter, Command command, Rulebook rules, Stamp now)
    {
        var category = Or(command.Category, matter.Category);
        var area = Or(command.Area, matter.Area);
        var urgency = Or(command.Urgency, matter.Urgency);
        if (category.Length == 0) return No.Category.On("category");
        if (rules.Unknown("urgency", urgency) is { } unknown) return unknown;

        return new Accepted(category, area, urgency)
        {
            Territory = area != matter.Area && rules.Playbook.Names(Party.Place) ? rules.TerritoryOf(area) : null,
        };
    }

    static string Or(string? said, string known) => string.IsNullOrWhiteSpace(said) ? known : said.Trim();
}
