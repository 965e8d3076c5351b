using System.Globalization;
using System.Text;
using CsvHelper;

namespace Bihuan.Intake.Import;

/// <summary>The rows that were not taken in: row, id, code and the reason in both languages.</summary>
public static class ImportReport
{
    /// <summary>Writes the report; an old one goes when there is nothing to report.</summary>
    public static void Write(string file, IReadOnlyList<ImportMessages.Refused> bad)
    {
        if (bad.Count == 0)
        {
            File.Delete(file);
            return;
        }

        using var writer = new StreamWriter(file, false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        using var csv = new CsvWriter(writer, CultureInfo.InvariantCulture);
        foreach (var head in (string[])["row", "id", "code", "原因", "reason"]) csv.WriteField(head);
        csv.NextRecord();
        foreach (var line in bad)
        {
            csv.WriteField(line.Row);
            csv.WriteField(line.Id);
            csv.WriteField(line.Why.Code);
            csv.WriteField(line.Why.Zh);
            csv.WriteField(line.Why.En);
            csv.NextRecord();
        }
    }
}
