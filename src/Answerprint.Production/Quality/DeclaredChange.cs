using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Quality;

/// <summary>
/// What a version says was done to people's pixels, with every parameter, so that anybody can do it again and compare bits. Document `answerprint.change.1`. Records that share a frame
/// count in their order: first the real frame that is shown, then transform, colour, edge; holes, crew and defects excuse the pixels that they name.
/// </summary>
/// <param name="Records">In the order of the document.</param>
public sealed partial record DeclaredChange(IReadOnlyList<ChangeRecord> Records)
{
    public const string Format = "answerprint.change.1";

    /// <summary>So large may the document be, in bytes.</summary>
    public const int MostBytes = 64 << 20;

    /// <summary>So many records may it have.</summary>
    public const int MostRecords = 20_000;

    private readonly Dictionary<int, List<ChangeRecord>> byFrame = [];

    /// <summary>Nothing is declared.</summary>
    public static DeclaredChange None { get; } = new([]);

    /// <summary>The classes that it names, P0 when none.</summary>
    public IReadOnlyList<PerformerClass> Classes => Records.Count == 0 ? [PerformerClass.P0] : [.. Records.Select(r => r.Class).Distinct().Order()];

    /// <summary>Whether light and place of whole pictures are all that it declares.</summary>
    public bool IsWhole => Records.Count > 0 && Records.All(r => r.Class is PerformerClass.P1 or PerformerClass.P2);

    /// <summary>The setting that the performer is put into; of several the one that asks for the most.</summary>
    public NewSetting Setting => Records.Select(r => r.Edge?.Setting ?? NewSetting.Same).DefaultIfEmpty().Max();

    /// <summary>The records about a frame, in their order.</summary>
    public IReadOnlyList<ChangeRecord> On(int frame)
    {
        lock (byFrame)
        {
            if (!byFrame.TryGetValue(frame, out var list)) byFrame[frame] = list = [.. Records.Where(r => r.Frames.Contains(frame))];
            return list;
        }
    }

    public JsonObject ToJson() => new() { ["format"] = Format, ["changes"] = new JsonArray([.. Records.Select(r => (JsonNode)r.ToJson())]) };

    /// <summary>Reads the document.</summary>
    /// <exception cref="BadInputException">It is not there, too large, no such document, or a parameter is outside what its class allows.</exception>
    public static DeclaredChange Read(string path)
    {
        try
        {
            return From(JsonReading.Parse(Bytes(path)));
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or ArgumentException)
        {
            throw new BadInputException("bad-change", path, "", e.Message.TrimEnd('.'), "Write what was done as docs/performers.md shows; what no class there names is not done to people", e);
        }
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            if (!File.Exists(path)) throw new BadInputException("missing-file", path, "", "the file does not exist", "Check its path");
            // a pipe has no length, and opening one may wait for ever, also by way of a link
            var file = new FileInfo(path);
            if (file.LinkTarget is not null) file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
            if (file.Length == 0) throw new FormatException("the file is empty");
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            if (stream.Length > MostBytes) throw new BadInputException("too-large", path, "", $"it is larger than {MostBytes >> 20} MB", "Declare the change in several parts");
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            // some editors begin every file with a mark of its encoding
            return bytes.AsSpan().StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new BadInputException("unreadable", path, "", "the file can not be read", "Check its permissions and its disk", e);
        }
    }
}
