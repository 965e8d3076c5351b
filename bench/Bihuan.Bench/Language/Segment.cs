using System.Diagnostics;
using System.Text;
using Bihuan.Hosting;
using Bihuan.Engine.Language.Index;
using Bihuan.Engine.Language.Segments;

namespace Bihuan.Bench.Language;

/// <summary>Measures how fast text is cut into words, and into the tokens by which it is found, on one core.</summary>
static class Segment
{
    const int Megabytes = 8;

    /// <summary>Cuts a file, or what residents said in the packs' demo districts, again and again.</summary>
    /// <param name="dictionary">Lines of a word, a space and a count; null learns the words from the text itself.</param>
    public static int Measure(Run run, string? text, string? dictionary)
    {
        string[] files = text is null ? [.. Directory.EnumerateFiles(Settings.FindPacks(), "requests.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : [text];
        var lines = files.SelectMany(File.ReadLines).Where(line => line.Length > 0).ToArray();
        if (lines.Length == 0) return run.Refuse("There is no text to be cut.");
        var lexicon = dictionary is null ? new Lexicon(LearnWords.Run(lines.Take(3000))) : Lexicon.Read(File.ReadAllText(dictionary));
        var bytes = lines.Sum(Encoding.UTF8.GetByteCount);
        var keys = new List<uint>();
        Say("text cut into words", line => CutWords.Run(lexicon, line).Count);
        Say("text cut into tokens", line => IndexText.Tokens(line).Count);
        Say("text cut into keys of the index", line =>
        {
            keys.Clear();
            WordKeys.Add(line, keys);
            return keys.Count;
        });
        return 0;

        void Say(string figure, Func<string, int> cut)
        {
            var (best, words) = (0.0, 0L);
            // The first round warms up; the figure is the best of the others, because other programs run beside it.
            for (var round = 0; round < 6; round++)
            {
                words = 0;
                var (watch, done) = (Stopwatch.StartNew(), 0L);
                for (; done < Megabytes * 1_000_000L; done += bytes)
                    foreach (var line in lines) words += cut(line);
                if (round > 0) best = Math.Max(best, done / 1e6 / watch.Elapsed.TotalSeconds);
            }

            run.Say(new(figure, best, "MB/s") { More = [("lines", lines.Length), ("words", words)] });
        }
    }
}
