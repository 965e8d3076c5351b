using System.CommandLine;
using System.Globalization;
using System.Text;
using Bihuan.Hosting;
using Bihuan.Language;
using Bihuan.Library;
using Bihuan.Matters;
using Bihuan.Matters.Learning;
using CsvHelper;
using CsvHelper.Configuration;

namespace Bihuan.Commands;

/// <summary>
/// A labelled corpus of the district's closed matters, so that it keeps an evaluation of its own: what was said, without what tells who said it, and what was
/// decided. Columns: <c>category</c>, <c>category2</c>, <c>category3</c> (codes from level 1 down), <c>subject</c>, <c>text</c>, <c>area</c>, <c>unit</c>,
/// <c>time</c> (the day). The benches read it: <c>bin/bench category --train FILE --test FILE</c>.
/// </summary>
static class CorpusExport
{
    static readonly string[] Columns = ["category", "category2", "category3", "subject", "text", "area", "unit", "time"];

    public static Command Command()
    {
        var file = new Option<string?>("--out") { Description = "FILE.csv; standard output when left out / 导出到哪里" };
        var most = new Option<int>("--most") { Description = "How many of the latest closed matters / 最近办结的多少件", DefaultValueFactory = _ => 200_000 };
        var command = new Command("messages", "A labelled corpus of closed matters without personal words: text, category codes by level, area, unit, day / 已办结事项的标注语料，去掉个人信息：原话、各级类别代码、区域、单位、日期")
        {
            file, most, Where.Data, Where.Postgres, Where.District,
        };
        command.SetAction(async (words, stop) =>
        {
            var settings = Where.Settings(words);
            await using var services = await Where.OpenExisting(settings, stop);
            if (services is null) return 2;
            var path = words.GetValue(file);
            await using var output = path is null ? Console.OpenStandardOutput() : File.Create(path);
            var count = await Bars.Show("Exporting / 导出", bar => Write(services, settings, output, Math.Max(1, words.GetValue(most)), bar, stop));
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"已导出 {count} 条，姓名、电话、证件号、门牌已去掉。/ Exported {count} lines without names, telephones, paper numbers and doors."));
            return 0;
        });
        return command;
    }

    static async Task<long> Write(IServiceProvider services, Settings settings, System.IO.Stream output, int most, Action<long> tell, CancellationToken stop)
    {
        var (book, categories, reading) = (services.GetRequiredService<LessonBook>(), services.GetRequiredService<Categories>(), services.GetRequiredService<Reading>());
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape, InjectionEscapeCharacter = '\'' }, leaveOpen: true);
        foreach (var column in Columns) csv.WriteField(column);
        await csv.NextRecordAsync();
        var count = 0L;
        foreach (var lesson in await book.Closed(most, stop))
        {
            if (!lesson.IsOpenToAll || categories.Of(lesson.Category) is null) continue;
            // What is known of the requester is the surest of what to take out.
            var said = (await reading.Story<Matter>(settings.District, Stream.Of(Matter.Noun, lesson.Id), stop)).Story.Said;
            string Hidden(string text) => HidePersons.Run(text, said.Name, said.Phone, said.Address);
            var path = LabelTree.PathOf(lesson.Category);
            csv.WriteField(path[0]);
            csv.WriteField(path.ElementAtOrDefault(1) ?? "");
            csv.WriteField(path.Length > 2 ? path[^1] : "");
            csv.WriteField(lesson.Words == lesson.Text ? "" : Hidden(lesson.Title));
            csv.WriteField(Hidden(lesson.Text));
            csv.WriteField(lesson.Area.Length > 12 ? lesson.Area[..12] : lesson.Area);
            csv.WriteField(lesson.Unit ?? "");
            csv.WriteField(lesson.At.ToOffset(WorkCalendar.Offset).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            await csv.NextRecordAsync();
            tell(++count);
        }

        return count;
    }
}
