using System.Reflection;
using System.Reflection.Emit;

namespace Bihuan.Tests.House;

/// <summary>Which types a type uses: in its signatures, and in what its methods do (closures and state machines included).</summary>
static class Uses
{
    const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static readonly Dictionary<short, OpCode> Codes =
        typeof(OpCodes).GetFields().Select(f => (OpCode)f.GetValue(null)!).ToDictionary(c => c.Value);

    public static IReadOnlySet<Type> Of(Type type)
    {
        var found = new HashSet<Type>();
        Collect(type, found);
        return found;
    }

    static void Collect(Type type, HashSet<Type> found)
    {
        Add(type.BaseType, found);
        foreach (var promise in type.GetInterfaces()) Add(promise, found);
        foreach (var mark in type.GetCustomAttributesData()) Add(mark.AttributeType, found);
        foreach (var field in type.GetFields(All)) Add(field.FieldType, found);
        foreach (var method in type.GetMembers(All).OfType<MethodBase>()) Collect(method, found);
        foreach (var made in type.GetNestedTypes(All).Where(t => t.Name.StartsWith('<'))) Collect(made, found);
    }

    static void Collect(MethodBase method, HashSet<Type> found)
    {
        foreach (var parameter in method.GetParameters()) Add(parameter.ParameterType, found);
        if (method is MethodInfo { ReturnType: var answer }) Add(answer, found);
        if (method.GetMethodBody() is not { } body) return;

        foreach (var local in body.LocalVariables) Add(local.LocalType, found);
        foreach (var member in Members(method, body.GetILAsByteArray()!))
        {
            Add(member as Type ?? member.DeclaringType, found);
            if (member is MethodInfo { IsGenericMethod: true } call)
                foreach (var argument in call.GetGenericArguments()) Add(argument, found);
        }
    }

    static IEnumerable<MemberInfo> Members(MethodBase method, byte[] code)
    {
        var types = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var arguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var op = code[at] == 0xFE ? Codes[unchecked((short)(0xFE00 | code[at + 1]))] : Codes[code[at]];
            at += op.Size;
            if (op.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok
                && method.Module.ResolveMember(BitConverter.ToInt32(code, at), types, arguments) is { } member)
                yield return member;
            at += Width(op.OperandType, code, at);
        }
    }

    static int Width(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };

    static void Add(Type? type, HashSet<Type> found)
    {
        if (type is null) return;
        if (type.HasElementType) { Add(type.GetElementType(), found); return; }
        if (type.IsGenericParameter) return;
        if (type.IsGenericType)
            foreach (var argument in type.GetGenericArguments()) Add(argument, found);
        found.Add(type.IsGenericType ? type.GetGenericTypeDefinition() : type);
    }
}
