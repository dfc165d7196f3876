using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Cuts;

/// <summary>
/// The JSON of OpenTimelineIO as text: ordinary JSON, and the bare words NaN, Inf and Infinity that its C++ library reads and writes. Nothing
/// is lost on the way through: numbers keep their text (integers of any size), fields their order.
/// </summary>
internal static class OtioText
{
    /// <summary>Larger files are refused: a cut of 100,000 clips is a tenth of it.</summary>
    public const int MostBytes = 256 << 20;

    /// <summary>Deeper nesting is refused.</summary>
    public const int MostDepth = 400;

    /// <summary>More values than this are refused.</summary>
    public const int MostValues = 8_000_000;

    // a bare word travels through JsonNode as a string that begins with this character of the private use area
    private const char Bare = '\uF8FD';

    private static readonly string[] Words = ["-Infinity", "Infinity", "-Inf", "Inf", "NaN"];

    /// <exception cref="BadInputException">Not JSON, too large, too deep, a field twice in one object, or text that is no Unicode.</exception>
    public static JsonNode Parse(ReadOnlyMemory<byte> bytes, string file)
    {
        if (bytes.Length > MostBytes) throw BadCut.At(file, "", $"the file has {bytes.Length:N0} bytes and a cut may have {MostBytes:N0}");
        if (bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        if (!Utf8.IsValid(bytes.Span)) throw BadCut.At(file, "", "the text is not UTF-8");
        try
        {
            var node = JsonNode.Parse(WithoutBareWords(bytes, file).Span, null, new JsonDocumentOptions { MaxDepth = MostDepth + 1, AllowDuplicateProperties = false });
            var left = MostValues;
            Touch(node, file, ref left);
            return node ?? throw BadCut.At(file, "$", "there is null where a timeline is wanted");
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is { } line ? $"line {line + 1}" : "";
            throw BadCut.At(file, place, e.Message.Contains("uplicate", StringComparison.Ordinal) ? "a field stands twice in one object" : "this is no JSON", inner: e);
        }
        catch (InvalidOperationException e)
        {
            throw BadCut.At(file, "", "a text holds half a surrogate pair and so is no Unicode", inner: e);
        }
    }

    /// <summary>UTF-8, indented by four as OpenTimelineIO does, with a line end at the end.</summary>
    public static byte[] Write(JsonNode node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions
        {
            Indented = true, IndentSize = 4, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MostDepth + 8, SkipValidation = true,
        })) Write(writer, node);
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    /// <summary>A number as hosts want it: always with a decimal point, shortest text that reads back the same.</summary>
    public static JsonNode Number(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        if (text.Contains('E', StringComparison.Ordinal)) text = value.ToString("F1", CultureInfo.InvariantCulture);
        return JsonNode.Parse(text.Contains('.', StringComparison.Ordinal) ? text : text + ".0")!;
    }

    /// <summary>The double of a number, of NaN and of the infinities; null where the value is something else.</summary>
    public static double? Double(JsonNode? node)
    {
        if (node is not JsonValue value) return null;
        if (value.GetValueKind() == JsonValueKind.Number)
            return value.TryGetValue<double>(out var own) ? own : double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var d) ? d : null;
        return BareWord(value) switch { null => null, "NaN" => double.NaN, ['-', ..] => double.NegativeInfinity, _ => double.PositiveInfinity };
    }

    /// <summary>Whether two documents say the same: same fields with the same values, same order in arrays, numbers by their text.</summary>
    public static bool Same(JsonNode? a, JsonNode? b) => (a, b) switch
    {
        (null, null) => true,
        (JsonObject x, JsonObject y) => x.Count == y.Count && x.All(p => y.TryGetPropertyValue(p.Key, out var other) && Same(p.Value, other)),
        (JsonArray x, JsonArray y) => x.Count == y.Count && x.Zip(y).All(p => Same(p.First, p.Second)),
        (JsonValue x, JsonValue y) => x.GetValueKind() == y.GetValueKind() &&
            (x.GetValueKind() == JsonValueKind.String ? string.Equals(x.GetValue<string>(), y.GetValue<string>(), StringComparison.Ordinal) : string.Equals(x.ToJsonString(), y.ToJsonString(), StringComparison.Ordinal)),
        _ => false,
    };

    private static string? BareWord(JsonValue value) =>
        value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is [Bare, ..] text && Words.Contains(text[1..], StringComparer.Ordinal) ? text[1..] : null;

    private static void Write(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject fields:
                writer.WriteStartObject();
                foreach (var (name, value) in fields)
                {
                    writer.WritePropertyName(name);
                    Write(writer, value);
                }
                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var item in items) Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValue value when BareWord(value) is { } word:
                writer.WriteRawValue(word, skipInputValidation: true);
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }

    private static ReadOnlyMemory<byte> WithoutBareWords(ReadOnlyMemory<byte> bytes, string file)
    {
        var text = bytes.Span;
        MemoryStream? changed = null;
        int copied = 0, depth = 0, values = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == (byte)'"')
            {
                for (i++; i < text.Length && text[i] != (byte)'"'; i++)
                    if (text[i] == (byte)'\\') i++;
                continue;
            }
            if (text[i] is (byte)'{' or (byte)'[' && ++depth > MostDepth) throw BadCut.At(file, $"byte {i}", $"the JSON is nested more than {MostDepth} deep");
            if (text[i] is (byte)'}' or (byte)']') depth--;
            // counted before anything is made of them
            if (text[i] is (byte)',' or (byte)'{' or (byte)'[' && ++values > MostValues) throw BadCut.At(file, $"byte {i}", $"the file holds more than {MostValues:N0} values");
            if (text[i] is not ((byte)'N' or (byte)'I' or (byte)'-') || WordAt(text[i..]) is not { } word) continue;
            changed ??= new MemoryStream();
            changed.Write(text[copied..i]);
            changed.Write(Encoding.UTF8.GetBytes($"\"{Bare}{word}\""));
            i += word.Length - 1;
            copied = i + 1;
        }
        if (changed is null) return bytes;
        changed.Write(text[copied..]);
        return changed.ToArray();
    }

    private static string? WordAt(ReadOnlySpan<byte> text)
    {
        foreach (var word in Words)
        {
            if (text.Length < word.Length || !Ascii.Equals(text[..word.Length], word)) continue;
            if (text.Length == word.Length || !char.IsAsciiLetterOrDigit((char)text[word.Length])) return word;
        }
        return null;
    }

    /// <summary>Reads every text once, so that what is damaged is found here and not later.</summary>
    private static void Touch(JsonNode? node, string file, ref int left)
    {
        if (--left < 0) throw BadCut.At(file, "", $"the file holds more than {MostValues:N0} values");
        switch (node)
        {
            case JsonObject fields:
                foreach (var (_, value) in fields) Touch(value, file, ref left);
                break;
            case JsonArray items:
                foreach (var item in items) Touch(item, file, ref left);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                _ = value.GetValue<string>();
                break;
        }
    }
}
