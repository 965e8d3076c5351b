using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bihuan.Engine.Clocks;

/// <summary>Stores a limit as its text, <c>"5 working-days"</c>, so that a journal reads like a playbook.</summary>
public sealed class LimitJson : JsonConverter<Limit>
{
    /// <summary>Reads the text of a limit.</summary>
    /// <exception cref="JsonException">The value is no limit.</exception>
    public override Limit Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && Limit.TryParse(reader.GetString(), out var limit) ? limit : throw new JsonException("The value is not a limit.");

    /// <summary>Writes the text of a limit.</summary>
    public override void Write(Utf8JsonWriter writer, Limit value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
