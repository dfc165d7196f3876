using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Cuts;
using Answerprint.Tests.House;

namespace Answerprint.Tests.Production;

/// <summary>A turnover made for a test: an EXR sequence of a slowly moving texture with two frames missing, and a cut of it. Deleted when the test ends.</summary>
internal sealed class SmallTurnover : IDisposable
{
    public const int Width = 64, Height = 48;
    private readonly TestFolder room;

    public SmallTurnover(string name, int first = 1, int last = 24, params int[] missing)
    {
        room = new(name);
        Directory.CreateDirectory(Media);
        for (var n = first; n <= last; n++)
            if (!missing.Contains(n)) WritePlate(Path.Combine(Media, $"beach.{n:0000}.exr"), n);
        File.WriteAllText(Cut, CutOf(("beach", Sequence("beach", first, last), 4, last - first - 7)).ToJsonString());
        File.WriteAllText(People, """[{"plate": "beach.%04d.exr", "noPeople": true}]""");
    }

    public string Folder => room.Path;

    public string Media => Path.Combine(Folder, "media");

    public string Show => Path.Combine(Folder, "show");

    public string Out => Path.Combine(Folder, "back");

    public string Cut => Path.Combine(Folder, "cut.otio");

    public string People => Path.Combine(Folder, "people.json");

    /// <summary>Smooth waves that move by one pixel a frame, and an ID channel that nobody may touch.</summary>
    public static void WritePlate(string path, int number)
    {
        var picture = new Frame(Width, Height);
        var ids = new float[picture.Size];
        for (var y = 0; y < Height; y++)
            for (var x = 0; x < Width; x++)
            {
                var i = (y * Width) + x;
                for (var c = 0; c < 3; c++) picture.Plane(c)[i] = 0.3f + (0.1f * MathF.Sin((x - number) * (0.31f + (0.07f * c)))) + (0.1f * MathF.Cos((y + (0.5f * x)) * 0.23f));
                ids[i] = 16_777_217 + i;
            }
        var stored = picture.ToStored(SampleType.Half, [ExrAttributes.Text("owner", "the test")]);
        ExrFile.Write(path, stored with { Channels = [.. stored.Channels, StoredPicture.Channel("id", SampleType.UInt, ids)] });
    }

    public static JsonObject Sequence(string name, int first, int last) => new()
    {
        ["OTIO_SCHEMA"] = "ImageSequenceReference.1", ["target_url_base"] = "file:///plates/", ["name_prefix"] = name + ".", ["name_suffix"] = ".exr", ["start_frame"] = first, ["frame_step"] = 1,
        ["rate"] = 24, ["frame_zero_padding"] = 4, ["missing_frame_policy"] = "error", ["available_range"] = Range(0, last - first + 1), ["metadata"] = new JsonObject(), ["name"] = name,
    };

    public static JsonObject Movie(string file) => new()
    {
        ["OTIO_SCHEMA"] = "ExternalReference.1", ["target_url"] = "file:///plates/" + file, ["metadata"] = new JsonObject(), ["name"] = file,
    };

    /// <summary>A cut of one track; starts and lengths in frames of the media's own time.</summary>
    public static JsonObject CutOf(params (string Name, JsonObject Media, int Start, int Length)[] clips) => CutOf(24, clips);

    public static JsonObject CutOf(double rate, params (string Name, JsonObject Media, int Start, int Length)[] clips) => new()
    {
        ["OTIO_SCHEMA"] = "Timeline.1", ["name"] = "small", ["metadata"] = new JsonObject(), ["global_start_time"] = Time(24 * 3600, rate),
        ["tracks"] = new JsonObject
        {
            ["OTIO_SCHEMA"] = "Stack.1", ["name"] = "tracks", ["metadata"] = new JsonObject(), ["effects"] = new JsonArray(), ["markers"] = new JsonArray(),
            ["children"] = new JsonArray(new JsonObject
            {
                ["OTIO_SCHEMA"] = "Track.1", ["name"] = "V1", ["kind"] = "Video", ["enabled"] = true, ["metadata"] = new JsonObject(), ["effects"] = new JsonArray(), ["markers"] = new JsonArray(),
                ["children"] = new JsonArray([.. clips.Select(c => (JsonNode)new JsonObject
                {
                    ["OTIO_SCHEMA"] = "Clip.2", ["name"] = c.Name, ["enabled"] = true, ["source_range"] = Range(c.Start, c.Length, rate), ["media_references"] = new JsonObject { ["DEFAULT_MEDIA"] = c.Media },
                    ["active_media_reference_key"] = "DEFAULT_MEDIA", ["effects"] = new JsonArray(), ["markers"] = new JsonArray(), ["metadata"] = new JsonObject(),
                })]),
            }),
        },
    };

    public void Dispose() => room.Dispose();

    private static JsonObject Range(int start, int length, double rate = 24) => new() { ["OTIO_SCHEMA"] = "TimeRange.1", ["start_time"] = Time(start, rate), ["duration"] = Time(length, rate) };

    private static JsonObject Time(int value, double rate) => new() { ["OTIO_SCHEMA"] = "RationalTime.1", ["rate"] = rate, ["value"] = value };
}
