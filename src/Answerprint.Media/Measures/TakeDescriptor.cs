using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Media.Measures;

/// <summary>One frame of a take that was looked at.</summary>
/// <param name="Motion">To the next frame that is there.</param>
public sealed record TakeSample(int Frame, PictureDescriptor Picture, PictureMotion Motion);

/// <summary>What a take looks like at a few of its frames, evenly over its length. Computed once and kept: reading pictures is what takes the time.</summary>
/// <param name="Samples">In order; never empty.</param>
public sealed record TakeDescriptor(int Width, int Height, IReadOnlyList<TakeSample> Samples)
{
    public const string Format = "answerprint.descriptor.1";

    /// <summary>Samples a take at most; two a second where it is short.</summary>
    public const int Most = 24;

    /// <param name="step">Called after each frame that was looked at, with how many there will be.</param>
    /// <exception cref="BadInputException">No frame of it can be read.</exception>
    public static TakeDescriptor Of(FileClip clip, CancellationToken cancel = default, Action<int, int>? step = null)
    {
        var frames = clip.Frames;
        var wanted = (int)Math.Clamp(Math.Ceiling(frames.Count / clip.Rate.PerSecond * 2), 2, Most);
        var samples = new List<TakeSample>();
        BadInputException? broken = null;
        for (var i = 0; i < Math.Min(wanted, frames.Count); i++)
        {
            cancel.ThrowIfCancellationRequested();
            // the middles of equal parts
            var index = (int)(((2L * i) + 1) * frames.Count / (2L * Math.Min(wanted, frames.Count)));
            try
            {
                var picture = clip.Read(frames[index]);
                var next = index + 1 < frames.Count && frames[index + 1] == frames[index] + 1 ? clip.Read(frames[index + 1]) : null;
                samples.Add(new(frames[index], PictureDescriptor.Of(picture), next is null ? default : PictureMotion.Of(picture, next, clip.Rate.PerSecond)));
            }
            catch (BadInputException e)
            {
                // a broken frame is passed over as long as another can be read
                broken = e;
            }
            step?.Invoke(i + 1, wanted);
        }
        return samples.Count > 0 ? new(clip.Width, clip.Height, samples) : throw broken ?? new BadInputException("no-frames", clip.Name, "", "it has no frames", "Get the file again");
    }

    /// <summary>The samples inside a range of frames, or the nearest one where there is none.</summary>
    public IReadOnlyList<TakeSample> In(FrameRange range)
    {
        var inside = Samples.Where(s => range.Contains(s.Frame)).ToList();
        var middle = range.Start + (range.Length / 2);
        return inside.Count > 0 ? inside : [Samples.MinBy(s => Math.Abs((long)s.Frame - middle))!];
    }

    public JsonObject Write() => new()
    {
        ["format"] = Format, ["version"] = PictureDescriptor.Version, ["width"] = Width, ["height"] = Height,
        ["samples"] = new JsonArray([.. Samples.Select(s => (JsonNode)new JsonObject
        {
            ["frame"] = s.Frame, ["picture"] = Convert.ToBase64String(s.Picture.Bytes),
            ["motion"] = new JsonArray(s.Motion.Pan, s.Motion.Tilt, s.Motion.Zoom, s.Motion.Subject),
        })]),
    };

    /// <exception cref="FormatException">It is none, or of another version.</exception>
    public static TakeDescriptor Read(JsonObject o)
    {
        try
        {
            if ((string?)o["format"] != Format || (int?)o["version"] != PictureDescriptor.Version) throw new FormatException("it is of another version");
            var samples = (o["samples"] as JsonArray ?? []).OfType<JsonObject>().Where(s => s["motion"] is JsonArray { Count: 4 }).Select(s => new TakeSample(
                (int?)s["frame"] ?? 0, PictureDescriptor.Read(Convert.FromBase64String((string?)s["picture"] ?? "")), MotionOf((JsonArray)s["motion"]!))).ToList();
            return samples.Count > 0 ? new((int?)o["width"] ?? 0, (int?)o["height"] ?? 0, samples) : throw new FormatException("it has no samples");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or OverflowException)
        {
            throw new FormatException("it is no descriptor of a take", e);
        }
    }

    private static PictureMotion MotionOf(JsonArray motion) => new((double?)motion[0] ?? 0, (double?)motion[1] ?? 0, (double?)motion[2] ?? 0, (double?)motion[3] ?? 0);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Samples.Count} frames of {Width}×{Height}");
}
