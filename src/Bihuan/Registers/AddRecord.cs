using Bihuan.People;

namespace Bihuan.Registers;

/// <summary>Enters a record, once: a second one under the same key is refused with the number of the first.</summary>
public static class AddRecord
{
    /// <param name="Said">Answers by field: words, codes or names.</param>
    public sealed record Command(ImmutableSortedDictionary<string, string>? Said, double? Lon = null, double? Lat = null);

    /// <summary>Why it cannot be added, as far as the words alone tell.</summary>
    public static Refusal? Refuses(Register register, RecordScope scope, ImmutableSortedDictionary<string, string> said, Stamp now)
    {
        if (!now.Is(register.Write.AsSpan())) return Hosting.No.NotYours;
        foreach (var field in register.Fields)
            if (field.IsRequired && said.GetValueOrDefault(field.Id, "").Length == 0) return No.Required.With(field.Title).On(field.Id);
        if (!scope.Allows(said.GetValueOrDefault(register.AreaField!.Id, ""), RecordScope.OfficeOf(now.Unit))) return No.Outside.On(register.AreaField.Id);
        return null;
    }

    /// <param name="said">Answers as they are kept.</param>
    /// <param name="key">The pseudonym of its key.</param>
    /// <param name="id">The record's id, under whose key its personal answers are sealed.</param>
    public static Decision Decide(Register register, ImmutableSortedDictionary<string, string> said, Command command, string key, string id, string number, string salt)
    {
        said = said.RemoveRange(said.Where(pair => pair.Value.Length == 0).Select(pair => pair.Key));
        var (open, hidden, personal) = Part(register, said, id, salt);
        Decision decision = new RecordAdded(register.Name, number, key, open, hidden, command.Lon, command.Lat, personal?.Seal);
        if (personal is not null) decision = decision.Keeping(personal);
        return decision.Also(KeyClaim.StreamOf(key), new KeyClaimed(id, number));
    }

    /// <summary>Parts what may stand in the journal from what is put under seal.</summary>
    internal static (ImmutableSortedDictionary<string, string> Open, ImmutableArray<string> Sealed, Personal? Personal) Part(
        Register register, ImmutableSortedDictionary<string, string> said, string id, string salt)
    {
        var hidden = said.Where(pair => register.Field(pair.Key) is { IsPersonal: true }).ToDictionary(pair => pair.Key, pair => pair.Value);
        return (said.RemoveRange(hidden.Keys), [.. hidden.Keys.Order(StringComparer.Ordinal)], hidden.Count == 0 ? null : Personal.Of(id, salt, hidden));
    }
}
