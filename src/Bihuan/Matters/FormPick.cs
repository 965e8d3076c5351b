using Bihuan.Hosting;
using Bihuan.Parts;

namespace Bihuan.Matters;

/// <summary>What a form says of its records beside its answers: which was chosen just now, and which are to be corrected.</summary>
public static class FormPick
{
    /// <summary>The field of a record that was chosen, and the number; the number is null where what stands in the field is meant.</summary>
    public static (string? Field, string? Chosen) Of(IFormCollection form) =>
        form["pick"].ToString() is not { Length: > 0 } pick ? (null, null) : pick.Split('=', 2) is [var field, var number] ? (field, number) : (pick, null);

    /// <summary>After a form was taken: corrects the registers that it was to correct, and says where they still say otherwise; null where all agree.</summary>
    public static async Task<Notice?> Settle(FormRecords records, Clerk clerk, Playbook playbook, FilledForm filled, IFormCollection form, Reader reader, CancellationToken stop)
    {
        var sentences = new List<string>();
        var isAmber = false;
        foreach (var (holder, named) in filled.Records.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var otherwise = filled.Otherwise(holder).ToList();
            if (otherwise.Count == 0) continue;
            var fields = string.Join(reader.Say("、", ", "), otherwise.Select(pair => playbook.Field(pair.Field)!.Title.In(reader)));
            var register = $"{reader.Say(named.Register.Title.Zh, named.Register.Title.En)} {named.Number}";
            if (form["correct"].Contains(holder) && named.MayWrite && await records.Correct(clerk, filled, holder, stop) is { } answer)
            {
                isAmber |= !answer.IsYes;
                sentences.Add(answer.Refusal is { } no ? reader.Say($"底册没有改成：{no.Zh}", $"The register was not corrected: {no.En}") : reader.Say($"已同时更正底册“{register}”：{fields}。", $"The register was corrected too, {register}: {fields}."));
                continue;
            }

            isAmber = true;
            sentences.Add(named.MayWrite ? reader.Say($"与底册“{register}”不一致：{fields}。请核对，到那一条上更正。", $"{register} says otherwise: {fields}. Check it and correct the record.")
                : reader.Say($"与底册“{register}”不一致：{fields}。请告诉{string.Join("、", Writers(named).Select(w => w.Zh))}更正。", $"{register} says otherwise: {fields}. Tell {string.Join(" or ", Writers(named).Select(w => w.En))} to correct it."));
        }

        return sentences.Count == 0 ? null : new(string.Join(reader.Say("", " "), sentences), isAmber ? Tone.Amber : Tone.Green);
    }

    static IEnumerable<Words> Writers(NamedRecord named) => named.Register.Write.Take(2).Select(role => People.Roles.Title(role));
}
