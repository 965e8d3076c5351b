using Bihuan.Grid;
using Bihuan.Parts;
using Bihuan.People;

namespace Bihuan.Registers;

/// <summary>One request's way into the registers: who asks, which of them their role may read, and which records lie in their scope.</summary>
public sealed class RegisterRoom(RegisterShelf shelf, RecordDesk desk, ReadRecord read, AreaMap areas, UnitTree units, SignedIn who)
{
    /// <summary>A register with the scope of the person who asks.</summary>
    public sealed record Entered(Register Register, RecordScope Scope, Person Person)
    {
        /// <summary>Whether the person may add and change records.</summary>
        public bool MayWrite => Register.Write.Contains(Person.Post.Role);
    }

    /// <summary>Whether the district has boundaries, so that a map can be drawn.</summary>
    public bool HasMap => areas.HasBoundaries;

    /// <summary>The registers that the person may read.</summary>
    public IEnumerable<Register> Mine => shelf.All.Where(register => register.Reads(who.Person!.Post.Role));

    /// <summary>Every register, whoever may read it.</summary>
    public IEnumerable<Register> All => shelf.All;

    /// <summary>The scope of the person.</summary>
    public ValueTask<RecordScope> Scope(CancellationToken stop) => desk.ScopeOf(who.Person!, stop);

    /// <summary>Enters a register by name; null when there is none that the person may read.</summary>
    public async ValueTask<Entered?> Enter(string name, CancellationToken stop) =>
        shelf.Find(name) is { } register && register.Reads(who.Person!.Post.Role) ? new(register, await Scope(stop), who.Person) : null;

    /// <summary>A record of an entered register; null when there is none inside the scope.</summary>
    public Task<(Record Record, IReadOnlyList<Entry> Entries)?> Find(Entered entered, string id, CancellationToken stop) => read.Of(entered.Scope, entered.Register, id, stop);

    /// <summary>The names for a reader, with those of the people in a story.</summary>
    public async ValueTask<RecordNames> Names(Reader reader, CancellationToken stop, IEnumerable<Entry>? entries = null)
    {
        var district = who.Person!.Caller.District;
        string[] people = [.. (entries ?? []).Select(entry => entry.Stamp.By).Distinct()];
        return new(reader, areas, await units.Of(district, stop), people.Length == 0 ? null : await read.Names(district, people));
    }
}
