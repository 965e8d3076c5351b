using System.Reflection;
using System.Text.Json.Nodes;
using Bihuan.Hosting;
using Bihuan.Library;
using Bihuan.Parts;
using Bihuan.People;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Bihuan.Matters;

/// <summary>A way in that takes whichever move the address names.</summary>
sealed record TakesAnyMove;

/// <summary>A list whose address the filters narrow.</summary>
/// <param name="Walks">Whether it comes page by page.</param>
sealed record Narrowed(bool Walks);

/// <summary>Says in /api/openapi.json what acts and moves ask, from the acts' own commands and the playbook's own fields, and how lists are narrowed.</summary>
static class MoveDocument
{
    const string AnyMove = "MoveWords";

    // What an act asks that no form of a playbook does, because moves fix it or the house finds it.
    static readonly Dictionary<string, Words> Beside = new()
    {
        ["order"] = new("工单序号；不写就是您单位的那张", "Number of the work order; your unit's when left out"),
        ["task"] = new("签的是协办任务，不是主办工单", "Signs for the cooperating task instead of the order that leads"),
        ["uphold"] = new("异议是否成立", "Whether the objection is upheld"),
        ["grant"] = new("是否同意", "Whether it is granted"),
        ["holds"] = new("核查是否通过", "Whether the work holds"),
        ["standing"] = new("原系统里按时还是超时", "Whether it was in time in the former system"),
        ["partner"] = new("合作单位的名称", "The partner's name"),
        ["until"] = new("到哪一天为止，yyyy-MM-dd", "Until which day, yyyy-MM-dd"),
        ["parts"] = new("给对方看哪些内容", "Which parts they are shown"),
        ["files"] = new("给对方看哪些文件，写哈希值", "Which files they are shown, by hash"),
        ["ask"] = new("请对方做什么", "What they are asked to do"),
        ["share"] = new("第几次共享", "Number of the share"),
        ["agent"] = new("代理人姓名", "The agent's name"),
        ["may"] = new("可以代办哪些动作，写动作名", "Which moves the agent may take, by name"),
        ["paper"] = new("已看过书面委托和身份证明", "The written mandate and who they are were seen"),
        ["mandate"] = new("第几份代理委托", "Number of the mandate"),
        ["matters"] = new("同类事项的编号或标识，一次最多 100 件", "Numbers or identifiers of the cases, at most 100 at once"),
        ["reached"] = new("是否联系上诉求人", "Whether the requester was reached"),
    };

    public static IServiceCollection AddMoveDocument(this IServiceCollection services) =>
        services.Configure<OpenApiOptions>(ApiDocument.Name, options => options.AddOperationTransformer(Describe));

    static async Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var playbook = context.ApplicationServices.GetRequiredService<Shelf>().Newest(MatterDesk.Requests)!;
        if (metadata.OfType<Act>().FirstOrDefault() is { } act) Describe(operation, act, playbook, context.Document!);
        if (metadata.OfType<TakesAnyMove>().Any()) DescribeAny(operation, playbook, context.Document!);
        if (metadata.OfType<Narrowed>().FirstOrDefault() is { } narrowed)
        {
            var district = context.ApplicationServices.GetRequiredService<PeopleSettings>().District;
            var names = await context.ApplicationServices.GetRequiredService<Namer>().For(Reader.Nobody, district, stop);
            foreach (var filter in ListFilter.All.Where(filter => narrowed.Walks || !filter.Walks)) operation.Parameters!.Add(Parameter(filter, names));
        }
    }

    static void Describe(OpenApiOperation operation, Act act, Playbook playbook, OpenApiDocument document)
    {
        operation.Description = Both(Titles(act, playbook));
        Body(operation, Added(document, act.Words.DeclaringType!.Name + act.Words.Name, Of(act, playbook)), document, act.Needs.Length > 0);
    }

    /// <summary>The words of an act: its command's parameters.</summary>
    static OpenApiSchema Of(Act act, Playbook playbook) => new()
    {
        Type = JsonSchemaType.Object,
        Required = act.Needs.ToHashSet(),
        Properties = Parameters(act).ToDictionary(p => Name(p), p => (IOpenApiSchema)Of(p.ParameterType, Name(p), act.Name, playbook)),
    };

    static IEnumerable<ParameterInfo> Parameters(Act act) => act.Words.GetConstructors().MaxBy(made => made.GetParameters().Length)!.GetParameters();

    /// <summary>Every field that any move asks: which move asks which stands in the description, for a playbook decides it.</summary>
    static void DescribeAny(OpenApiOperation operation, Playbook playbook, OpenApiDocument document)
    {
        var moves = playbook.Stages.SelectMany(stage => stage.Moves).Concat(playbook.Anywhere).DistinctBy(move => move.Id).OrderBy(move => move.Id, StringComparer.Ordinal).ToList();
        operation.Description = "流程里的步骤，或动作的名字；字段后有 ? 的可以不写。/ A move of the playbook, or an act by its name; a field with ? may be left out.\n\n"
            + string.Concat(moves.Select(move => $"- `{move.Id}` {Both(move.Title)}: {string.Join(", ", move.Form.Select(asked => asked.Field + (asked.Required ? "" : "?")))}\n"));
        if (operation.Parameters?.FirstOrDefault(p => p.Name == "move") is OpenApiParameter { Schema: OpenApiSchema named })
            named.Enum = [.. moves.Select(move => move.Id).Union(Acts.All.Select(act => act.Name)).Select(name => (JsonNode)JsonValue.Create(name))];

        var asked = Acts.All.SelectMany(act => Parameters(act).Select(p => (Name: Name(p), Type: p.ParameterType, Act: act.Name)))
            // Reasons of an objection and of a refusal are two lists under one name: what any move may say is a code of either.
            .DistinctBy(word => word.Name).ToDictionary(word => word.Name, word => (IOpenApiSchema)Of(word.Type, word.Name, "", playbook));
        foreach (var field in playbook.Fields.Where(field => !asked.ContainsKey(field.Id)))
            asked[field.Id] = new OpenApiSchema { Type = JsonSchemaType.String, Description = Both(field.Title), MaxLength = Act.LongestText };
        Body(operation, Added(document, AnyMove, new() { Type = JsonSchemaType.Object, Properties = asked }), document, true);
    }

    static OpenApiSchema Of(Type type, string name, string act, Playbook playbook)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        var field = playbook.Field(name);
        var title = field is null ? Beside.GetValueOrDefault(name, new(name, name)) : field.Hint is { } hint ? new($"{field.Title.Zh}（{hint.Zh}）", $"{field.Title.En} ({hint.En})") : field.Title;
        var schema = Plain(inner);
        schema.Description = Both(title);
        if (schema.Type == JsonSchemaType.String && schema.Format is null) schema.MaxLength = Act.LongestOf(act, name);
        if (schema.Items is OpenApiSchema { Type: JsonSchemaType.String } item) item.MaxLength = Act.LongestText;
        if (Codes(field, name, act, playbook) is { } codes)
        {
            schema.Enum = [.. codes.Select(choice => (JsonNode)JsonValue.Create(choice.Code))];
            schema.Description += "\n\n" + string.Concat(codes.Select(choice => $"- `{choice.Code}` {Both(choice.Title)}\n"));
        }

        return schema;
    }

    static OpenApiSchema Plain(Type type) => type switch
    {
        _ when type == typeof(bool) => new() { Type = JsonSchemaType.Boolean },
        _ when type == typeof(int) => new() { Type = JsonSchemaType.Integer, Format = "int32" },
        _ when type == typeof(long) => new() { Type = JsonSchemaType.Integer, Format = "int64" },
        _ when type == typeof(DateOnly) => new() { Type = JsonSchemaType.String, Format = "date" },
        { IsGenericType: true } => new() { Type = JsonSchemaType.Array, Items = Plain(type.GetGenericArguments()[0]) },
        _ => new() { Type = JsonSchemaType.String },
    };

    static IReadOnlyList<Engine.Playbooks.Choice>? Codes(Engine.Playbooks.Field? field, string name, string act, Playbook playbook)
    {
        IEnumerable<Engine.Playbooks.Choice> In(string list) => playbook.Choices(list);
        if (name == "phase") return [.. AddEvidence.Phases];
        if (field is not { Type: FieldType.Choice, List: { } list }) return null;
        if (name != "reason") return [.. In(list)];
        return act == Objection.Raise.Name ? [.. In(Objection.Reasons)] : act.Length > 0 ? [.. In(list)] : [.. In(list).Concat(In(Objection.Reasons))];
    }

    static OpenApiParameter Parameter(ListFilter filter, Named names) => new()
    {
        Name = filter.Key, In = ParameterLocation.Query, Description = Both(filter.Title),
        Schema = new OpenApiSchema
        {
            Type = filter.IsWhole ? JsonSchemaType.Integer : JsonSchemaType.String, Format = filter.IsWhole ? "int64" : null,
            Enum = filter.Codes is { } codes ? [.. codes(names).Select(code => (JsonNode)JsonValue.Create(code))] : null,
        },
    };

    static IOpenApiSchema Added(OpenApiDocument document, string id, OpenApiSchema schema)
    {
        document.Components ??= new();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[id] = schema;
        return new OpenApiSchemaReference(id, document);
    }

    static void Body(OpenApiOperation operation, IOpenApiSchema words, OpenApiDocument document, bool required) => operation.RequestBody = new OpenApiRequestBody
    {
        Required = required, Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = words } },
    };

    static Words Titles(Act act, Playbook playbook) => playbook.Stages.SelectMany(stage => stage.Moves).Concat(playbook.Anywhere)
        .FirstOrDefault(move => move.Act == act.Name)?.Title ?? new(act.Name, act.Name);

    static string Name(ParameterInfo parameter) => char.ToLowerInvariant(parameter.Name![0]) + parameter.Name[1..];

    static string Both(Words words) => words.Zh == words.En ? words.Zh : $"{words.Zh} / {words.En}";
}
