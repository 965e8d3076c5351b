using System.Reflection;

namespace Bihuan.Hosting;

/// <summary>
/// Lets a row be a record even where SQLite names no type: a computed column of an empty result comes as bytes, and Dapper would then
/// find no constructor. Parameters are matched by name and place; values are converted where there are any.
/// </summary>
sealed class RowMap(Type type) : SqlMapper.ITypeMap
{
    readonly DefaultTypeMap usual = new(type);

    /// <summary>Makes Dapper read every row so.</summary>
    public static void Install() => SqlMapper.TypeMapProvider = type => new RowMap(type);

    public ConstructorInfo? FindConstructor(string[] names, Type[] types) => usual.FindConstructor(names, types)
        ?? type.GetConstructors().FirstOrDefault(constructor => constructor.GetParameters() is var parameters
            && parameters.Length == names.Length
            && parameters.Zip(names).All(pair => string.Equals(pair.First.Name, pair.Second, StringComparison.OrdinalIgnoreCase)));

    public ConstructorInfo? FindExplicitConstructor() => usual.FindExplicitConstructor();

    public SqlMapper.IMemberMap? GetConstructorParameter(ConstructorInfo constructor, string columnName) =>
        usual.GetConstructorParameter(constructor, columnName);

    public SqlMapper.IMemberMap? GetMember(string columnName) => usual.GetMember(columnName);
}
