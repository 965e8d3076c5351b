namespace Bihuan.Registers;

[Kind("record.added")]
public sealed record RecordAdded(
    string Register, string Number, string Key, ImmutableSortedDictionary<string, string> Said, ImmutableArray<string> Sealed, double? Lon, double? Lat, Seal? Seal)
    : Fact, ISealed;

/// <summary>Some answers are others now, and some were looked at and still hold.</summary>
[Kind("record.changed")]
public sealed record RecordChanged(
    string Key, ImmutableSortedDictionary<string, string> Said, ImmutableArray<string> Sealed, ImmutableArray<string> Confirmed, double? Lon, double? Lat, Seal? Seal)
    : Fact, ISealed;

/// <summary>A duplicate was merged into this record, which takes over what only the duplicate knew.</summary>
[Kind("record.took-in")]
public sealed record RecordTookIn(string Other, string OtherNumber, ImmutableSortedDictionary<string, string> Said, ImmutableArray<string> Sealed, Seal? Seal)
    : Fact, ISealed;

[Kind("record.merged")]
public sealed record RecordMerged(string Into, string IntoNumber, string Why) : Fact;

[Kind("record.retired")]
public sealed record RecordRetired(string Why) : Fact;

[Kind("record.seen")]
public sealed record RecordSeen(string Purpose) : Fact;

[Kind("record.erased")]
public sealed record RecordErased(string Why) : Fact, IErasing
{
    /// <summary>On which ground of the law; null where it was not asked yet.</summary>
    public string? Ground { get; init; }
}

/// <summary>An answer, with who gave it and when.</summary>
/// <param name="Value">As kept: codes, ISO dates, plain numbers; null where it is under seal and not at hand, or erased.</param>
public sealed record Told(string? Value, DateTimeOffset At, string By, Post Post, bool IsPersonal);

/// <summary>One thing that a register knows of: an enterprise, a compound, a station, a person served.</summary>
public sealed record Record : IStory<Record>
{
    public const string Noun = "record";

    public static Record Empty { get; } = new();

    public string Id { get; init; } = "";
    public string Register { get; init; } = "";
    public string Number { get; init; } = "";

    /// <summary>A pseudonym of what the key fields say: 32 hex digits.</summary>
    public string Key { get; init; } = "";

    /// <summary>The unit that entered it.</summary>
    public string Unit { get; init; } = "";

    public ImmutableSortedDictionary<string, Told> Answers { get; init; } = ImmutableSortedDictionary<string, Told>.Empty;
    public double? Lon { get; init; }
    public double? Lat { get; init; }
    public DateTimeOffset AddedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The duplicates that were merged into it: id and number.</summary>
    public ImmutableArray<(string Id, string Number)> TookIn { get; init; } = [];

    public (string Id, string Number)? MergedInto { get; init; }
    public string? RetiredWhy { get; init; }
    public bool IsErased { get; init; }
    public long Version { get; init; }

    public bool Exists => Register.Length > 0;

    /// <summary>Whether it is neither retired nor a duplicate of another.</summary>
    public bool IsInUse => Exists && RetiredWhy is null && MergedInto is null;

    public Stream Stream => StreamOf(Id);

    public static Stream StreamOf(string id) => Stream.Of(Noun, id);

    /// <summary>What a field says; null where it says nothing, or nothing that is at hand.</summary>
    public string? this[string field] => Answers.GetValueOrDefault(field)?.Value is { Length: > 0 } value ? value : null;

    /// <summary>The area's code; empty where none is known.</summary>
    public string Area(Register? register) => register?.AreaField is { } field ? this[field.Id] ?? "" : "";

    /// <summary>When the first answer stops being fresh; null where none does.</summary>
    public DateTimeOffset? StaleAt(Register register) => register.Fields.Select(field => StaleAt(field)).Min();

    /// <summary>When the answer to a field stops being fresh; null where it never does, or there is none.</summary>
    public DateTimeOffset? StaleAt(RegisterField field) =>
        field.FreshDays is { } days && Answers.GetValueOrDefault(field.Id) is { } told ? told.At.AddDays(days) : null;

    /// <inheritdoc/>
    public Record Apply(Entry entry) => (entry.Fact switch
    {
        RecordAdded f => (this with
        {
            Id = entry.Stream.Id,
            Register = f.Register,
            Number = f.Number,
            Key = f.Key,
            Unit = entry.Stamp.Unit,
            Lon = f.Lon,
            Lat = f.Lat,
            AddedAt = entry.Stamp.At,
            UpdatedAt = entry.Stamp.At,
        }).With(entry, f.Said, f.Sealed),
        RecordChanged f => (this with { Key = f.Key, Lon = f.Lon, Lat = f.Lat, UpdatedAt = entry.Stamp.At }).With(entry, f.Said, f.Sealed).Confirm(entry, f.Confirmed),
        RecordTookIn f => (this with { TookIn = TookIn.Add((f.Other, f.OtherNumber)), UpdatedAt = entry.Stamp.At }).With(entry, f.Said, f.Sealed),
        RecordMerged f => this with { MergedInto = (f.Into, f.IntoNumber), UpdatedAt = entry.Stamp.At },
        RecordRetired f => this with { RetiredWhy = f.Why, UpdatedAt = entry.Stamp.At },
        RecordErased => this with
        {
            IsErased = true,
            Answers = Answers.RemoveRange(Answers.Where(pair => pair.Value.IsPersonal).Select(pair => pair.Key)),
        },
        _ => this,
    }) with
    { Version = entry.Version };

    Record With(Entry entry, ImmutableSortedDictionary<string, string> said, ImmutableArray<string> @sealed)
    {
        Told Of(string? value, bool isPersonal) => new(value, entry.Stamp.At, entry.Stamp.By, entry.Stamp.Post, isPersonal);
        var kept = @sealed.IsDefaultOrEmpty ? null : entry.Personal?.Read<Dictionary<string, string>>();
        return this with
        {
            Answers = Answers.RemoveRange(said.Where(pair => pair.Value.Length == 0).Select(pair => pair.Key))
                .SetItems(said.Where(pair => pair.Value.Length > 0).Select(pair => KeyValuePair.Create(pair.Key, Of(pair.Value, false))))
                .SetItems((@sealed.IsDefault ? [] : @sealed).Select(id => KeyValuePair.Create(id, Of(kept?.GetValueOrDefault(id), true)))),
        };
    }

    Record Confirm(Entry entry, ImmutableArray<string> fields) => fields.IsDefaultOrEmpty ? this : this with
    {
        Answers = Answers.SetItems(fields.Where(Answers.ContainsKey).Select(id =>
            KeyValuePair.Create(id, Answers[id] with { At = entry.Stamp.At, By = entry.Stamp.By, Post = entry.Stamp.Post }))),
    };
}

[Kind("record-key.claimed")]
public sealed record KeyClaimed(string Record, string Number) : Fact;

[Kind("record-key.released")]
public sealed record KeyReleased(string Record) : Fact;

/// <summary>Which record stands under a key: one at a time, whatever lane it is written by.</summary>
public sealed record KeyClaim : IStory<KeyClaim>
{
    public const string Noun = "recordkey";

    public static KeyClaim Empty { get; } = new();

    /// <summary>The record's id; null when nobody stands there.</summary>
    public string? Record { get; init; }

    public string Number { get; init; } = "";

    public static Stream StreamOf(string key) => Stream.Of(Noun, key);

    /// <inheritdoc/>
    public KeyClaim Apply(Entry entry) => entry.Fact switch
    {
        KeyClaimed f => new() { Record = f.Record, Number = f.Number },
        KeyReleased f when f.Record == Record => Empty,
        _ => this,
    };
}
