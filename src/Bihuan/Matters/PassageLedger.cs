using Bihuan.Library;

namespace Bihuan.Matters;

/// <summary>
/// What was written on matters, as it is looked for. A book of its own beside the lists: a row of it is changed by steps that write something and by no others, and none is written by
/// registering.
/// </summary>
public sealed class PassageLedger(Shelf shelf) : Ledger<Matter>
{
    /// <summary>One row a matter on which something was written. See <see cref="Passage.Write"/>.</summary>
    public static Table Words { get; } = new("matter_words", 1, [new("matter", Holds.Text), new("words", Holds.Text)]);

    /// <inheritdoc/>
    public override ImmutableArray<Table> Tables => [Words];

    /// <inheritdoc/>
    public override int Edition => 1;

    /// <inheritdoc/>
    public override IEnumerable<Row> Rows(Matter matter)
    {
        // Whoever was answered is gone, and so is what they were answered.
        if (matter.IsErased || matter.Passages.IsEmpty) yield break;
        Playbook? playbook = null;
        var shown = matter.Passages.Where(passage => passage.Field is not { } field || MayTell((playbook ??= shelf.Find(matter.Playbook, matter.PlaybookVersion)).Field(field)));
        if (Passage.Write(shown) is { Length: > 0 } words) yield return new(Words, matter.Id, words);
    }

    /// <summary>
    /// Whether the words of a field are looked for: those of several lines that somebody wrote here. One line is mostly a name, a telephone or a door; what comes from a register is found
    /// in the register, by its own rules.
    /// </summary>
    static bool MayTell(Field? field) => field is { Type: FieldType.LongText or FieldType.Lines, From: null };
}
