using Bihuan.Grid;
using Bihuan.Library;
using Bihuan.Parts;
using Microsoft.AspNetCore.Components;

namespace Bihuan.Intake;

/// <summary>The ground of the sheet and of its panel: what was typed, what is suggested, what is missing.</summary>
public abstract class IntakePart : Part
{
    [Parameter, EditorRequired] public IntakeForm Form { get; set; } = new();
    [Parameter, EditorRequired] public Suggestions.Given Given { get; set; } = Suggestions.Given.Nothing;
    [Parameter, EditorRequired] public AreaMap Areas { get; set; } = null!;
    [Parameter, EditorRequired] public Rulebook Rules { get; set; } = null!;
    [Parameter] public IReadOnlyList<Refusal> Refusals { get; set; } = [];
    [Parameter] public bool MayMerge { get; set; }

    protected string Say(Words words) => Say(words.Zh, words.En);

    protected string? Wrong(string field) => Refusals.FirstOrDefault(refusal => refusal.Field == field) is { } refusal ? Say(refusal.Zh, refusal.En) : null;

    protected IReadOnlyList<Parts.Choice> Choices(string list) =>
        [.. Rules.Playbook.Choices(list).Select(choice => new Parts.Choice(choice.Code, Say(choice.Title)))];

    /// <summary>The place and the category in force: what a person chose, otherwise what is beyond doubt.</summary>
    protected string AreaNow => Form.Other.Length > 0 ? Form.Other : Given.Area;

    protected string CategoryNow => Given.Category;

    protected string Stage(string id) => Rules.Playbook.Stage(id) is { } stage ? Say(stage.Title) : id;
}
