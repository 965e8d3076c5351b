using Bihuan.Engine.Language;
using Bihuan.Engine.Language.Categories;
using Bihuan.Language;
using Bihuan.Library;

namespace Bihuan.Matters.Learning;

/// <summary>Learns the category tree from a district's closed matters, and tells how well: the newest fifth is held out, asked, and only then learned too.</summary>
public sealed class LearnCategories(LessonBook book, Categories categories, LabelTree tree)
{
    /// <summary>With fewer matters nothing is learned.</summary>
    public const int Least = 30;

    /// <summary>How many matters are enough, the newest ones.</summary>
    public const int Usual = 20_000;

    /// <summary>How a category of level 1 did.</summary>
    public sealed record LabelMarks(string Code, int Examples, int Held, int Right);

    /// <summary>What was learned.</summary>
    /// <param name="File">The model, to be taken into use by <see cref="LearnModel"/>; null where there were too few matters.</param>
    /// <param name="Few">Categories with fewer than five matters.</param>
    public sealed record Result(byte[]? File, ModelMarks Marks, IReadOnlyList<LabelMarks> Labels, int Few, DateTimeOffset? First, DateTimeOffset? Last);

    /// <summary>Reads, learns, asks.</summary>
    public async Task<Result> Run(int most, CancellationToken stop)
    {
        var lessons = (await book.Closed(most, stop)).Where(lesson => categories.Of(lesson.Category) is not null && lesson.Words.Length > 0).ToArray();
        Example[] examples = [.. lessons.Select(lesson => new Example(new Message("", lesson.Words), LabelTree.PathOf(lesson.Category)))];
        var labels = lessons.CountBy(lesson => lesson.Category).ToDictionary(StringComparer.Ordinal);
        var none = new ModelMarks(examples.Length, labels.Count, 0, 0, 0, 0, 0, 0);
        if (examples.Length < Least) return new(null, none, [], labels.Count(l => l.Value < 5), null, null);

        var held = examples.Length / 5;
        var (known, asked) = (examples[..^held], examples[^held..]);
        var before = CategoryModel.Train(tree.Pack, tree.Edition, known);
        var told = Array.ConvertAll(asked, example => before.Tell(example.Message, tree.Threshold));
        var right = Enumerable.Range(0, held).Select(n => told[n].Best is [var best, ..] && best.Path.SequenceEqual(asked[n].Path)).ToArray();
        var first = Enumerable.Range(0, held).Select(n => told[n].Best is [var best, ..] && best.Path[0] == asked[n].Path[0]).ToArray();
        var marks = none with
        {
            Held = held,
            FirstRight = first.Count(r => r),
            Right = right.Count(r => r),
            Sure = told.Count(t => t.IsSure),
            SureRight = Enumerable.Range(0, held).Count(n => told[n].IsSure && right[n]),
            Error = Math.Round(Error(told, right), 4),
        };
        var file = CategoryFile.Write(CategoryModel.Train(tree.Pack, tree.Edition, examples));
        return new(file, marks,
            [.. examples.GroupBy(e => e.Path[0]).OrderByDescending(g => g.Count()).Select(g => new LabelMarks(g.Key, g.Count(),
                asked.Count(e => e.Path[0] == g.Key), Enumerable.Range(0, held).Count(n => asked[n].Path[0] == g.Key && first[n])))],
            labels.Count(l => l.Value < 5), lessons[0].At, lessons[^1].At);
    }

    // By tenths of probability: how far what was promised is from what came true.
    static double Error(Opinion[] told, bool[] right) => Enumerable.Range(0, told.Length).Where(n => !told[n].Best.IsEmpty)
        .GroupBy(n => Math.Min(9, (int)(told[n].Best[0].Probability * 10)))
        .Sum(bin => Math.Abs(bin.Sum(n => told[n].Best[0].Probability) - bin.Count(n => right[n]))) / Math.Max(1, told.Length);
}
