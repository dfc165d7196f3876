using System.Buffers.Binary;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Quality;

/// <summary>
/// Gathers the claimed pixels again and compares words: where nothing is synthesised, plates and origin alone give the version. A false map is caught here.
/// With the tool's gatherer every such pixel is checked; without one, those of a single whole-pixel tap of weight 1, whose words must be the source's.
/// </summary>
public sealed class Regathered : Check
{
    private static readonly string[] Light = ["R", "G", "B"];

    public override string Name => "regathered";

    public override IEnumerable<Finding> Frame(Inspection given, SeenFrame frame)
    {
        if ((frame.Work is null && frame.Plate is not null) || frame.Origin is not { } origin) yield break;
        if (origin.Width != frame.Stored.Width || origin.Height != frame.Stored.Height) yield break;
        if (given.Held.TryGetValue(frame.Number, out var real))
        {
            // the lock compares the words; the map must cite the very frame
            if (PerformanceLock.Shows(origin, given.PlateIndex) != real) yield return Say("false-origin", Weight.Fault, frame.Number, "", (long)origin.Width * origin.Height, $"it is said to show frame {real}, and the origin pass says otherwise");
            yield break;
        }
        if (!given.IsElsewhere && WholeChange.On(given.Change, frame.Number) is { } whole && given.Cited(given.PlateIndex, frame.Number) is { } plate)
        {
            // light and place are declared: the words are the declared function of the plate's
            if (whole.Differences(plate, frame.Stored, origin, frame.Work, given.PlateIndex, frame.Number) is { Pixels: > 0 } other)
                yield return Say("false-origin", Weight.Fault, frame.Number, other.First, other.Pixels, "the pixels are not what the declared change gives of the plate, or the origin pass says that they come from elsewhere");
            yield break;
        }
        var gathered = given.Regather?.Invoke(frame.Number, origin);
        var sources = new Dictionary<(uint, uint), StoredFrame?>();
        long lies = 0, open = 0, checkedPixels = 0;
        var place = "";
        var i = 0;
        foreach (var row in origin.Rows())
            for (var x = 0; x < origin.Width; x++, i++)
            {
                if ((frame.Work is { } work && work.Coverage[i] == 0) || row.Synth[x] != 0) continue;
                var same = gathered is not null ? Same(frame.Stored, gathered, i) : Whole(given, frame.Stored, row, x, i, sources);
                if (same is null) { open++; continue; }
                checkedPixels++;
                if (same == false && lies++ == 0) place = $"x {x} y {i / origin.Width}";
            }
        if (lies > 0) yield return Say("false-origin", Weight.Fault, frame.Number, place, lies, "the pixels do not come from where the origin pass says");
        if (open > 0) yield return Say("not-regathered", Weight.Note, frame.Number, "", open, $"{open} pixels lie between source pixels and could not be gathered again here; {checkedPixels} were");
    }

    /// <summary>Whether the gathered light, rounded as it is stored, gives the stored words.</summary>
    private static bool? Same(StoredFrame stored, Frame gathered, int i)
    {
        foreach (var name in Light)
        {
            if (stored.Channel(name) is not { } channel || gathered.Plane(name) is not { } plane) continue;
            var word = channel.Words.AsSpan(i * channel.BytesPerSample, channel.BytesPerSample);
            var same = channel.Type switch
            {
                SampleType.Half => BitConverter.HalfToUInt16Bits((Half)plane[i]) == BinaryPrimitives.ReadUInt16LittleEndian(word),
                SampleType.Float => BitConverter.SingleToUInt32Bits(plane[i]) == BinaryPrimitives.ReadUInt32LittleEndian(word),
                _ => true,
            };
            if (!same) return false;
        }
        return true;
    }

    private static bool? Whole(Inspection given, StoredFrame stored, Origin row, int x, int i, Dictionary<(uint, uint), StoredFrame?> sources)
    {
        OriginTap? only = null;
        foreach (var tap in row.Tap)
        {
            if (tap.Weight[x] == 0) continue;
            if (only is not null || tap.Weight[x] != 1) return null;
            only = tap;
        }
        if (only is null) return false;
        var (fromX, fromY) = (only.X[x], only.Y[x]);
        if (fromX != MathF.Floor(fromX) || fromY != MathF.Floor(fromY)) return null;
        var key = (only.Plate[x], only.Frame[x]);
        if (!sources.TryGetValue(key, out var source)) sources[key] = source = key.Item2 <= int.MaxValue ? given.Cited(key.Item1, (int)key.Item2) : null;
        if (source is null || fromX < 0 || fromY < 0 || fromX >= source.Width || fromY >= source.Height) return false;
        var from = ((int)fromY * source.Width) + (int)fromX;
        foreach (var name in Light)
        {
            if (stored.Channel(name) is not { } own || source.Channel(name) is not { } other) continue;
            if (own.Type != other.Type) return null;
            var size = own.BytesPerSample;
            if (!own.Words.AsSpan(i * size, size).SequenceEqual(other.Words.AsSpan(from * size, size))) return false;
        }
        return true;
    }
}
