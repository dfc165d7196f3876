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
            if (PerformanceLock.Shows(origin, given.PlateIndex) != real) yield return Say("false-origin", Weight.Fault, frame.Number, "", origin.Synth.Length, $"it is said to show frame {real}, and the origin pass says otherwise");
            yield break;
        }
        var gathered = given.Regather?.Invoke(frame.Number, origin);
        var sources = new Dictionary<(uint, uint), StoredFrame?>();
        long lies = 0, open = 0, checkedPixels = 0;
        var place = "";
        for (var i = 0; i < origin.Synth.Length; i++)
        {
            if ((frame.Work is { } work && work.Coverage[i] == 0) || origin.Synth[i] != 0) continue;
            var same = gathered is not null ? Same(frame.Stored, gathered, i) : Whole(given, frame.Stored, origin, i, sources);
            if (same is null) { open++; continue; }
            checkedPixels++;
            if (same == false && lies++ == 0) place = $"x {i % origin.Width} y {i / origin.Width}";
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

    private static bool? Whole(Inspection given, StoredFrame stored, Origin origin, int i, Dictionary<(uint, uint), StoredFrame?> sources)
    {
        OriginTap? only = null;
        foreach (var tap in origin.Tap)
        {
            if (tap.Weight[i] == 0) continue;
            if (only is not null || tap.Weight[i] != 1) return null;
            only = tap;
        }
        if (only is null) return false;
        var (x, y) = (only.X[i], only.Y[i]);
        if (x != MathF.Floor(x) || y != MathF.Floor(y)) return null;
        var key = (only.Plate[i], only.Frame[i]);
        if (!sources.TryGetValue(key, out var source)) sources[key] = source = key.Item2 <= int.MaxValue ? given.Cited(key.Item1, (int)key.Item2) : null;
        if (source is null || x < 0 || y < 0 || x >= source.Width || y >= source.Height) return false;
        var from = ((int)y * source.Width) + (int)x;
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
