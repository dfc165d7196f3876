using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Plates;
using Answerprint.Production.Toolbox;
using Answerprint.Tests.House;

namespace Answerprint.Tests.Production.Toolbox;

/// <summary>A tool.json with a shell script around ffmpeg, as somebody would bring it.</summary>
internal sealed class OutsideStage : IDisposable
{
    /// <summary>Softens every picture, all over: it knows no matte.</summary>
    public const string Soften = "exec ffmpeg -nostdin -hide_banner -loglevel error -start_number \"$3\" -i \"$1\" -frames:v \"$(($4 - $3 + 1))\" -vf gblur=sigma=2 -pix_fmt gbrpf32le -start_number \"$3\" \"$2\"";

    private readonly TestFolder room = new("outside");

    public OutsideStage(string script = Soften, Action<JsonObject>? change = null) => Write(script, change);

    public string Folder => room.Path;

    public string Manifest => room.File("tool.json");

    public void Write(string script, Action<JsonObject>? change = null)
    {
        var path = room.File("work.sh");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var o = new JsonObject
        {
            ["format"] = "answerprint.tool.1", ["name"] = "soften", ["version"] = "1.0", ["operation"] = "cleanup", ["purpose"] = "Softens what lies inside the matte", ["limits"] = new JsonArray("It knows nothing of motion"),
            ["craft"] = "compositing", ["command"] = new JsonArray("{tool}/work.sh", "{plate}", "{out}", "{first}", "{last}", "{seed}", "{matte}"), ["makesPixels"] = true, ["isModel"] = false, ["trainingData"] = "none",
            ["licences"] = new JsonObject { ["code"] = "LGPL-2.1-or-later" }, ["hosting"] = "local", ["seconds"] = 60, ["megabytes"] = 2048,
        };
        change?.Invoke(o);
        File.WriteAllText(Manifest, o.ToJsonString());
    }

    public OutsideTool Tool(Func<int, Matte?>? matte = null, List<string>? said = null)
    {
        var manifest = OutsideManifest.Open(Manifest);
        return new(manifest, Folder, OutsideFiles.Of(manifest, Folder).Digests, (_, n) => matte?.Invoke(n), room.File("runs"), line => said?.Add(line));
    }

    /// <summary>The frames 1 to 6 of a soft texture.</summary>
    public static MemoryClip Plate() => MemoryClip.Of("plate", new FrameRate(24), 1, [.. Enumerable.Range(1, 6).Select(n =>
    {
        var frame = new Frame(64, 48);
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < frame.Size; i++) frame.Plane(c)[i] = (float)(Half)(0.3f + (0.2f * MathF.Sin(((i % 64) - n) * (1.1f + (0.2f * c)))) + (0.1f * MathF.Cos(i / 64 * 0.9f)));
        return frame;
    })]);

    public static Assignment Work(Clip plate, bool matted, params int[] frames) => new([new(0, plate)], new(1, 7), new OutsideOptions(frames)
    {
        Mattes = matted ? new() { [WorkMattes.KeyOf(frames)] = System.Text.Json.JsonSerializer.SerializeToElement(Digest.Of([1]).Hex) } : [],
    }, 7, 1, Assignment.NoMattes);

    public static Matte Left(int width = 64, int height = 48, int columns = 24)
    {
        var matte = new Matte(width, height);
        for (var i = 0; i < matte.Coverage.Length; i++) matte.Coverage[i] = i % width < columns ? 1 : 0;
        return matte;
    }

    public void Dispose() => room.Dispose();
}
