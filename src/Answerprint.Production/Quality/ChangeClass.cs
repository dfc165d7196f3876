using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Quality;

/// <summary>What a measurement of classes is given. Every picture is read when it is asked for.</summary>
public sealed record MeasuredChange
{
    public required Clip Plate { get; init; }

    /// <summary>Under the plate's numbers.</summary>
    public required Clip Version { get; init; }

    public required FrameRange Range { get; init; }

    /// <summary>Who is where on a frame of the plate.</summary>
    public required Func<int, PeopleOnFrame> People { get; init; }

    /// <summary>What the version says was done; null: nothing.</summary>
    public DeclaredChange? Declared { get; init; }

    /// <summary>A picture that a record cites, by frame; null where it is not to be had.</summary>
    public Func<ChangePictures, int, StoredFrame?> Pictures { get; init; } = (_, _) => null;

    /// <summary>The cut itself orders a freeze.</summary>
    public bool CutFreezes { get; init; }
}

/// <summary>
/// Measures what was done to people's pixels: what they must be is made again from the plate and the declared parameters and compared word by word; nothing is fitted. Undeclared changes to
/// people, or nearer to them than 16 px, are class X; where nothing there changed it is P0. What lies farther away is not judged. It knows no tool.
/// </summary>
public static class ChangeClass
{
    private const int LongestHold = 2;

    /// <exception cref="BadInputException">A picture can not be read.</exception>
    public static ClassFound Measure(MeasuredChange given, CancellationToken cancel = default)
    {
        var (frames, reasons) = (new List<FrameClass>(), new List<ClassReason>());
        var cited = new CitedPictures(given);
        reasons.AddRange(Order(given));
        foreach (var number in given.Range.Numbers)
        {
            cancel.ThrowIfCancellationRequested();
            if (!given.Version.Has(number)) continue;
            if (new MeasuredFrame(given, cited, number).Measure(reasons) is { } seen) frames.Add(seen);
        }
        reasons.AddRange(cited.Unlike());
        return new(frames, reasons);
    }

    /// <summary>Real frames stand in the take's own order, and none for too long.</summary>
    private static IEnumerable<ClassReason> Order(MeasuredChange given)
    {
        if (given.Declared is not { } declared || !declared.Records.Any(r => r.Class == PerformerClass.P3)) yield break;
        var (last, shown, run) = (int.MinValue, int.MinValue, 0);
        foreach (var number in given.Range.Numbers)
        {
            var real = Shown(declared, number) ?? number;
            if (!given.Plate.Has(real)) { run = 0; continue; }
            // where nobody is, any order will do
            if (given.People(real).Area(given.Plate.Width, given.Plate.Height) is null) { (run, shown) = (0, real); continue; }
            if (real < last) yield return new("held-order", number, "", 1, $"frame {real} is shown after frame {last}: the take's own order is lost");
            run = real == shown ? run + 1 : 0;
            (last, shown) = (Math.Max(last, real), real);
            if (run == LongestHold + 1 && !given.CutFreezes) yield return new("held-too-long", number, "", 1, $"frame {real} stands for more than {LongestHold} extra frames, and the cut orders no freeze");
        }
    }

    /// <summary>The plate's frame that a frame of the version is said to show; null where it is said to show none but its own.</summary>
    internal static int? Shown(DeclaredChange declared, int number)
    {
        foreach (var record in declared.On(number))
            if (record.Map.Shows.TryGetValue(number, out var real)) return real;
        return null;
    }
}

/// <summary>The pictures that records cite, hashed as they are read: each record's must be those that it names.</summary>
internal sealed class CitedPictures(MeasuredChange given)
{
    private readonly Dictionary<(ChangePictures Pictures, FrameRange Frames), SortedDictionary<int, byte[]>> hashes = [];

    public StoredFrame? Read(ChangePictures pictures, FrameRange frames, int number)
    {
        if (given.Pictures(pictures, number) is not { } picture) return null;
        if (!hashes.TryGetValue((pictures, frames), out var seen)) hashes[(pictures, frames)] = seen = [];
        seen[number] = PictureTree.Of(picture).Hash;
        return picture;
    }

    public IEnumerable<ClassReason> Unlike()
    {
        foreach (var ((pictures, frames), seen) in hashes)
        {
            // frames on which nobody is were not read yet
            foreach (var number in frames.Numbers.Where(n => !seen.ContainsKey(n)))
                if (given.Pictures(pictures, number) is { } picture) seen[number] = PictureTree.Of(picture).Hash;
            if (seen.Count != frames.Length || Convert.ToHexStringLower(PictureTree.Join([.. seen.Values])) != pictures.Hash)
                yield return new("cited-pictures", frames.Start, "", 1, $"the pictures {pictures.Files} are not those that the declared change names");
        }
    }
}
