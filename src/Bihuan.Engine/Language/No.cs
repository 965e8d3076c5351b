using Bihuan.Engine.Decisions;

namespace Bihuan.Engine.Language;

/// <summary>Every refusal of the language room.</summary>
public static class No
{
    /// <summary>The file is no model, is cut off, or has been changed.</summary>
    public static readonly Refusal ModelDamaged = new(RefusalKind.Conflict, "language.model-damaged",
        "分类模型文件不完整或已损坏，请重新学习；其他功能不受影响。",
        "The category model file is incomplete or damaged. Learn it again; nothing else is affected.");

    /// <summary>The model was learned for another tree of categories; {0} the model's, {1} the one asked for.</summary>
    public static readonly Refusal ModelOfAnotherPack = new(RefusalKind.Conflict, "language.model-of-another-pack",
        "分类模型是为“{0}”的类目学习的，不能用于“{1}”，请重新学习。",
        "The category model was learned for the categories of “{0}” and cannot serve “{1}”. Learn it again.");
}
