using System.Runtime.CompilerServices;

namespace Bihuan.Engine.Playbooks;

/// <summary>Where things stand in a playbook, by their names: a verb asks some hundred times, and always of the same few playbooks.</summary>
sealed class PlaybookPlaces
{
    // Beside the playbook and not in it: two that say the same are equal, whether anything has been looked up in them or not.
    static readonly ConditionalWeakTable<Playbook, PlaybookPlaces> Known = [];

    PlaybookPlaces(Playbook playbook)
    {
        Stages = ByName(playbook.Stages, stage => stage.Id);
        Clocks = ByName(playbook.Clocks, clock => clock.Id);
        Fields = ByName(playbook.Fields, field => field.Id);
        Lists = ByName(playbook.Lists, list => list.Id);
        Choices = Lists.ToDictionary(list => list.Key, list => ByName(list.Value.Choices, choice => choice.Code), StringComparer.Ordinal);
        Moves = Stages.ToDictionary(stage => stage.Key, stage => (Move[])[.. stage.Value.Moves, .. playbook.Anywhere.Where(move => move.At.Contains(stage.Key))], StringComparer.Ordinal);
    }

    public IReadOnlyDictionary<string, Stage> Stages { get; }

    public IReadOnlyDictionary<string, ClockRule> Clocks { get; }

    public IReadOnlyDictionary<string, Field> Fields { get; }

    public IReadOnlyDictionary<string, CodeList> Lists { get; }

    /// <summary>The coded choices, by their list.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, Choice>> Choices { get; }

    /// <summary>What each stage offers: its own moves first, then those offered anywhere.</summary>
    public IReadOnlyDictionary<string, Move[]> Moves { get; }

    public static PlaybookPlaces Of(Playbook playbook) => Known.GetValue(playbook, static of => new(of));

    // Of two with the same name, which a check refuses, the first is meant.
    static Dictionary<string, T> ByName<T>(IEnumerable<T> all, Func<T, string> name)
    {
        var places = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var one in all) places.TryAdd(name(one), one);
        return places;
    }
}
