using System.Text.Json.Nodes;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Shapes;
using Answerprint.Production.Toolbox;

namespace Answerprint.Tools.Cleanup;

/// <summary>What is measured once a shot for the screens on it: the plate's grain, the white of each screen, and how its light is spread. Linear light.</summary>
/// <param name="Whites">By screen: the light of its brightest parts.</param>
/// <param name="Spreads">By screen: the median light of Cells × Cells parts of it over the shot; 0: never seen.</param>
internal sealed record ScreenLight(Grain Grain, IReadOnlyList<float> Whites, IReadOnlyList<float[]> Spreads)
{
    public const int Cells = 12;

    /// <summary>Frames of the shot that are looked at, at most; of so many the grain.</summary>
    private const int MostLooked = 15, MostGrain = 3;

    /// <summary>Frames that are looked at: spread evenly over those on which a screen is.</summary>
    public static IReadOnlyList<int> Looked(IReadOnlyList<int> worked) => worked.Count <= MostLooked ? worked : [.. Enumerable.Range(0, MostLooked).Select(n => worked[n * (worked.Count - 1) / (MostLooked - 1)]).Distinct()];

    public static ScreenLight Of(Assignment assignment, IReadOnlyList<int> worked, CancellationToken cancel)
    {
        var looked = Looked(worked);
        var cells = assignment.Screens.Select(_ => new List<float[]>()).ToList();
        var bright = assignment.Screens.Select(_ => new List<float>()).ToList();
        var grain = new List<Frame>();
        foreach (var (n, number) in looked.Index())
        {
            cancel.ThrowIfCancellationRequested();
            var picture = assignment.Plate.Clip.Read(number);
            if (n % Math.Max(1, looked.Count / MostGrain) == 0 && grain.Count < MostGrain) grain.Add(picture);
            foreach (var (s, screen) in assignment.Screens.Index())
            {
                if (!screen.Coverage.Has(number) || screen.Coverage.Of(number) is not { IsEmpty: false } matte) continue;
                cells[s].Add(Light(picture, matte, screen.Screen.At(number)));
                bright[s].Add(Brightest(picture, matte));
            }
        }
        return new(Grain.Of(grain), [.. bright.Select(b => b.Count == 0 ? 1 : Math.Max(1e-4f, b.Order().ElementAt(b.Count / 2)))], [.. cells.Select(Middle)]);
    }

    /// <summary>The mean light of the parts of a screen on one frame, as far as it is seen; 0: not at all.</summary>
    /// <param name="corners">Of the screen on the frame.</param>
    public static float[] Light(Frame picture, Matte matte, IReadOnlyList<ShapePoint> corners)
    {
        var (sum, weight) = (new double[Cells * Cells], new double[Cells * Cells]);
        if (Media.Motion.Homography.Between([.. corners.Select(p => (p.X, p.Y))], [(0, 0), (Cells, 0), (Cells, Cells), (0, Cells)]) is not { } into) return new float[Cells * Cells];
        var (green, red, blue) = (picture.Plane(Math.Min(1, picture.Channels.Count - 1)), picture.Plane(0), picture.Plane(Math.Min(2, picture.Channels.Count - 1)));
        for (var i = 0; i < matte.Coverage.Length; i++)
        {
            // only what is wholly within it
            if (!(matte.Coverage[i] > 0.98f) || into.At(i % matte.Width, i / matte.Width) is not { } p || !(p.X >= 0 && p.Y >= 0 && p.X < Cells && p.Y < Cells)) continue;
            var light = (0.2126f * red[i]) + (0.7152f * green[i]) + (0.0722f * blue[i]);
            if (!float.IsFinite(light)) continue;
            var cell = ((int)p.Y * Cells) + (int)p.X;
            (sum[cell], weight[cell]) = (sum[cell] + Math.Max(0, light), weight[cell] + 1);
        }
        return [.. sum.Select((s, n) => weight[n] > 0 ? (float)(s / weight[n]) : 0)];
    }

    public byte[] Write() => Production.Plates.PlainJson.Bytes(new JsonObject
    {
        ["grain"] = Grain.Write(), ["screens"] = new JsonArray([.. Whites.Select((w, n) => (JsonNode)new JsonObject { ["white"] = w, ["spread"] = new JsonArray([.. Spreads[n].Select(v => (JsonNode)JsonValue.Create(v))]) })]),
    });

    public static ScreenLight Read(byte[] bytes)
    {
        var o = JsonNode.Parse(bytes)!.AsObject();
        var screens = o["screens"]!.AsArray().Select(s => s!.AsObject()).ToList();
        return new(Grain.Read(o["grain"]!.AsObject()), [.. screens.Select(s => (float)s["white"]!)], [.. screens.Select(s => s["spread"]!.AsArray().Select(v => (float)v!).ToArray())]);
    }

    private static float Brightest(Frame picture, Matte matte)
    {
        var green = picture.Plane(Math.Min(1, picture.Channels.Count - 1));
        var seen = new List<float>();
        for (var i = 0; i < matte.Coverage.Length; i++) if (matte.Coverage[i] > 0.98f && float.IsFinite(green[i])) seen.Add(green[i]);
        seen.Sort();
        return seen.Count == 0 ? 1 : seen[(int)(0.98 * (seen.Count - 1))];
    }

    private static float[] Middle(List<float[]> frames) => [.. Enumerable.Range(0, Cells * Cells).Select(n =>
    {
        var seen = frames.Select(f => f[n]).Where(v => v > 0).Order().ToList();
        return seen.Count == 0 ? 0 : seen[seen.Count / 2];
    })];
}
