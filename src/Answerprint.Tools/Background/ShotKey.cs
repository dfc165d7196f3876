using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Colour;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Shapes;
using Answerprint.Production.Plates;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Background;

/// <summary>What is found out once a shot: the screen's colour, how much of the screen's difference the foreground has of itself, and the plate's grain.</summary>
/// <param name="Colour">Null: there is no screen.</param>
/// <param name="Own">Difference of the foreground, share of the screen's, that nine tenths of it do not exceed.</param>
internal sealed record ShotKey(ScreenColour? Colour, MixIn Mix, float Own, Grain Grain)
{
    private const int MostLooked = 5;

    /// <summary>Share of a frame that is certainly screen, where its colour was found and not named.</summary>
    private const double LeastSeen = 0.08;

    /// <summary>How the new plate moves; null: it stands.</summary>
    public CameraTrack? Camera { get; init; }

    /// <summary>The mattes of the frames that nobody drew one for; null: there are none.</summary>
    public MattePath.Carried? Path { get; init; }

    public static IReadOnlyList<int> Looked(IReadOnlyList<int> worked) => worked.Count <= MostLooked ? worked : [.. Enumerable.Range(0, MostLooked).Select(n => worked[n * (worked.Count - 1) / (MostLooked - 1)]).Distinct()];

    public static ShotKey Of(IReadOnlyList<Frame> frames, BackgroundOptions options, int threads, CancellationToken cancel)
    {
        var grain = Grain.Of(frames);
        if (options.Key is null) return new(null, options.Mix, 0, grain);
        var (colour, hue) = ScreenColour.Parse(options.Key);
        var codes = frames.Select(f => Codes(f, threads, cancel)).ToList();
        colour ??= ScreenColour.Find(codes, hue) ?? throw NoScreen(options);
        var (seen, certain) = (0.0, new List<(float[][] Codes, CleanPlate Plate, float[] Known)>());
        foreach (var (n, planes) in codes.Index())
        {
            cancel.ThrowIfCancellationRequested();
            int width = frames[n].Width, height = frames[n].Height;
            if (CleanPlate.Of(planes, width, height, colour, threads, cancel) is not { } plate) continue;
            var raw = ScreenKey.Raw(planes, plate, width, height, colour, threads, cancel);
            var known = ScreenKey.Certain(raw, width, height, options, plate.Noise);
            certain.Add((planes, plate, known));
            seen = Math.Max(seen, plate.Seen);
        }
        // a colour that nobody named must be even over a good part of the picture, as things seldom are
        if (options.Key == "auto" && seen < LeastSeen) throw NoScreen(options);
        return new(colour, options.Mix, OwnOf(certain, colour, options.Mix), grain);
    }

    private static ToolRefusedException NoScreen(BackgroundOptions options) => new("no-screen", "the shot", options.Key == "auto" ? "no strong colour fills enough of it to be a screen" : $"no {options.Key} fills enough of it to be a screen", "Name its colour in display codes of 255 (key=41,158,51), or hand over mattes of what is kept");

    /// <summary>What of the screen's difference the foreground has of itself where it is certain, in the numbers of the mix.</summary>
    private static float OwnOf(List<(float[][] Codes, CleanPlate Plate, float[] Known)> frames, ScreenColour colour, MixIn mix)
    {
        // nobody's skin is green or blue of itself: what one channel alone makes is the screen's light
        if (colour.IsOneChannel) return 0;
        var screen = colour.In(mix);
        var own = new List<float>();
        foreach (var (codes, plate, known) in frames)
            for (var i = 0; i < known.Length; i += 5)
            {
                if (known[i] != 1) continue;
                var full = screen.Of(In(plate.Planes[0][i]), In(plate.Planes[1][i]), In(plate.Planes[2][i]));
                if (full > 0 && screen.Of(In(codes[0][i]), In(codes[1][i]), In(codes[2][i])) / full is var share && float.IsFinite(share)) own.Add(share);
            }
        own.Sort();
        return own.Count == 0 ? 0 : Math.Clamp(own[(int)(0.9 * (own.Count - 1))], 0, 0.5f);

        float In(float code) => mix == MixIn.Display ? code : (float)Light(code);
    }

    /// <summary>R, G, B in display encoding.</summary>
    public static float[][] Codes(Frame frame, int threads, CancellationToken cancel)
    {
        float[][] codes = [.. Enumerable.Range(0, 3).Select(c => (float[])frame.Plane(Math.Min(c, frame.Channels.Count - 1)).Clone())];
        Rows.Each(threads, frame.Height, (from, to) =>
        {
            foreach (var plane in codes) Transfer.Bt1886.ToCode(plane.AsSpan(from * frame.Width, (to - from) * frame.Width));
        }, cancel);
        return codes;
    }

    public byte[] Write() => PlainJson.Bytes(new JsonObject
    {
        ["screen"] = Colour is null ? null : new JsonArray([.. Colour.Codes.Select(c => (JsonNode)JsonValue.Create(c))]), ["mix"] = Mix.ToString(), ["own"] = Own, ["grain"] = Grain.Write(), ["path"] = Path?.Write(),
        ["camera"] = Camera is null ? null : new JsonObject(Camera.Corners.OrderBy(k => k.Key).Select(k => KeyValuePair.Create(k.Key.ToString(CultureInfo.InvariantCulture), (JsonNode?)new JsonArray([.. k.Value.SelectMany(p => new[] { p.X, p.Y }).Select(v => (JsonNode)JsonValue.Create(v))])))),
    });

    public static ShotKey Read(byte[] bytes)
    {
        var o = JsonNode.Parse(bytes)!.AsObject();
        return new(o["screen"] is JsonArray colour ? new([.. colour.Select(c => (float)c!)]) : null, Enum.Parse<MixIn>((string)o["mix"]!), (float)o["own"]!, Grain.Read(o["grain"]!.AsObject())) { Camera = o["camera"] is JsonObject camera ? new(camera.ToDictionary(k => int.Parse(k.Key, CultureInfo.InvariantCulture), k => Points(k.Value!.AsArray()))) : null, Path = o["path"] is JsonObject path ? MattePath.Carried.Read(path) : null };
    }

    private static IReadOnlyList<ShapePoint> Points(JsonArray numbers) => [.. Enumerable.Range(0, numbers.Count / 2).Select(n => new ShapePoint((double)numbers[2 * n]!, (double)numbers[(2 * n) + 1]!))];

    private static double Light(double code) => double.IsNaN(code) ? code : Math.Sign(code) * Math.Pow(Math.Abs(code), 2.4);
}
