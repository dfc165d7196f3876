using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Answerprint.Media.Frames;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Quality;

/// <summary>
/// Proves on the pixels that people stand as they were filmed. Per frame: outside the work matte the version's words are the plate's; a frame that shows
/// another real frame is that frame, word by word, in order and, where people may be in it, not for too long; nothing is made on a performer or within 16 px of one; nothing is drawn
/// from a performer's pixels; and a hash tree over the tiles of plate, version, work matte and origin ties the proof to those very bytes.
/// It knows no tool and believes no claim. Classes P0 and P3 are proved so; of a declared change (P1 to P5, N, R) people's pixels are made again from its parameters and compared.
/// </summary>
public static partial class PerformanceLock
{
    internal const string Name = "performance-lock";

    /// <summary>Half the width of the widest resampler, in pixels: a tap draws from this far around its position.</summary>
    internal const int SampleReach = 4;

    private const int LongestHold = 2;

    /// <exception cref="BadInputException">A picture can not be read.</exception>
    public static LockResult Prove(Inspection given, CancellationToken cancel = default)
    {
        var findings = new List<Finding>();
        var measured = given.Change is null ? null : ChangeClass.Measure(given.Measured, cancel);
        if (measured is not null) findings.AddRange(measured.Reasons.Select(r => Fault(r.Code, r.Frame, r.Place, r.Count, r.Words)));
        else if (given.Class is not (PerformerClass.P0 or PerformerClass.P3))
            findings.Add(Fault("class-unproved", null, "", 1, $"changes of class {given.Class} are not proved by this lock"));
        findings.AddRange(Map(given));
        var frames = new List<LockedFrame>();
        foreach (var number in given.Range.Numbers)
        {
            cancel.ThrowIfCancellationRequested();
            frames.Add(Frame(given, number, measured, findings));
        }
        var root = PictureTree.Join([.. frames.Select(f => f.Hash)]);
        return new(measured?.Class ?? given.Class, findings, frames, Convert.ToHexStringLower(root)) { Measured = measured };
    }

    /// <summary>The real frame that a picture is said to show whole: one tap of weight 1 at each pixel's own place, all from one frame; null where it is said to be anything else.</summary>
    public static int? Shows(OriginPass origin, uint plateIndex)
    {
        var taps = new ShownTap[origin.TapCount];
        var (synth, y) = (false, 0);
        foreach (var row in origin.Rows())
        {
            for (var n = 0; n < taps.Length; n++) taps[n].Look(row.Tap[n], y, plateIndex);
            synth |= row.Synth.AsSpan().ContainsAnyExcept(0f);
            y++;
        }
        int? shown = null;
        foreach (var tap in taps)
        {
            if (!tap.HasWeight) continue;
            if (shown is not null || tap.IsOther) return null;
            shown = tap.Frame <= int.MaxValue ? (int)tap.Frame : null;
        }
        return synth ? null : shown;
    }

    /// <summary>What was seen so far of a tap that may show a whole frame.</summary>
    private struct ShownTap
    {
        /// <summary>Whether any pixel has weight.</summary>
        public bool HasWeight { get; private set; }

        /// <summary>Whether a pixel is anything else than the whole weight of its own place.</summary>
        public bool IsOther { get; private set; }

        public uint Frame { get; private set; }

        public void Look(OriginTap tap, int y, uint plate)
        {
            if (y == 0) Frame = tap.Frame[0];
            HasWeight |= tap.Weight.AsSpan().ContainsAnyExcept(0f);
            if (IsOther) return;
            IsOther = tap.Weight.AsSpan().ContainsAnyExcept(1f) || tap.Plate.AsSpan().ContainsAnyExcept(plate) || tap.Frame.AsSpan().ContainsAnyExcept(Frame) || tap.Y.AsSpan().ContainsAnyExcept(y);
            for (var x = 0; x < tap.X.Length && !IsOther; x++) IsOther = tap.X[x] != x;
        }
    }

    private static LockedFrame Frame(Inspection given, int number, ClassFound? measured, List<Finding> findings)
    {
        if (!given.Version.Has(number))
        {
            findings.Add(Fault("frame-missing", number, "", 1, "the version has no such frame"));
            return Locked(number, LockedState.Absent, null, null, null, null, null);
        }
        var version = given.Version.ReadStored(number);
        var plate = given.IsMade(number) ? null : given.Plate.ReadStored(number);
        var plateHash = plate is null ? null : Ingested(given, number, plate, findings);
        if (given.Held.TryGetValue(number, out var real) && (given.IsRetimed || !(plate is not null && real == number)))
        {
            // a held frame is its real frame and nothing else: no work matte excuses a word
            if (given.IsMade(real))
            {
                findings.Add(Fault("held-not-real", number, "", 1, $"it is said to show frame {real}, which is not in the plate"));
                return Locked(number, LockedState.Held, real, null, version, null, null);
            }
            if (given.IsRetimed && given.PeopleOn(real) is not PeopleThere.NoneAttested)
                findings.Add(Fault("retimed-people", number, "", 1, $"frame {real} is shown in another timing, and people are, or may be, in it"));
            var shown = given.Plate.ReadStored(real);
            var shownHash = Ingested(given, real, shown, findings);
            // what is no light may be left out of a frame that the take never had
            var compared = plate is null ? StoredWords.WithoutAbsentData(shown, version) : shown;
            if (StoredWords.Difference(compared, version, null) is { } other)
                findings.Add(Fault("held-differs", number, other.Place, other.Count, $"it is said to show frame {real} and does not"));
            return Locked(number, LockedState.Held, real, shownHash, version, null, null);
        }
        var work = given.Work(number);
        if (work is { IsEmpty: true }) work = null;
        if (work is not null && (work.Width != version.Width || work.Height != version.Height))
        {
            findings.Add(Fault("matte-size", number, "", 1, "the work matte has another size than the picture"));
            work = null;
        }
        // made whole: nothing lies outside, and data that was not invented for it is absent
        var outside = plate is not null && work?.IsWhole == true ? StoredWords.WithoutAbsentData(plate, version) : plate;
        if (outside is not null && StoredWords.Difference(outside, version, work) is { } changed)
            findings.Add(Fault("outside-changed", number, changed.Place, changed.Count, "the picture changed outside the work matte"));
        if (plate is null && (work is null || work.Coverage.AsSpan().Contains(0f)))
            findings.Add(Fault("made-not-declared", number, "", 1, "the frame is not in the plate, and its work matte does not cover it"));
        var origin = plate is null || work is not null ? given.Origin(number) : null;
        byte[]? originHash = null;
        if (plate is null || work is not null)
        {
            // what it says is looked at while it is hashed
            var cited = origin is null || origin.Width != version.Width || origin.Height != version.Height ? null : new CitedSources(given, work, origin, measured is null ? null : FrontOn(given, number, origin.Width, origin.Height));
            if (origin is not null) originHash = PictureTree.Of(origin, cited is null ? null : cited.Look).Hash;
            if (origin is null) findings.Add(Fault("origin-missing", number, "", 1, "nothing says where the changed pixels came from"));
            else if (cited is null) findings.Add(Fault("origin-size", number, "", 1, "the origin pass has another size than the picture"));
            else findings.AddRange(cited.Findings(number).Where(f => f.Code != "source-is-performer" || !IsOwn(given, measured, number)));
            // what is declared was measured, pixel by pixel
            var shows = measured is not null && ChangeClass.Shown(given.Change!, number) is not null;
            if (measured is null || (plate is null && !shows)) findings.AddRange(People(given, number, work, origin));
        }
        return Locked(number, plate is null ? LockedState.Made : work is null ? LockedState.Plate : LockedState.Changed, null, plateHash, version, work, originHash);
    }

    /// <summary>The plate that stands here is the one that came in.</summary>
    /// <returns>Its hash.</returns>
    private static byte[] Ingested(Inspection given, int number, StoredFrame plate, List<Finding> findings)
    {
        var said = given.IsAsIngested(number, plate);
        if (said is null)
            findings.Add(new("plate-unattested", Name, Weight.Note, number, "", 1, "the book does not say what this plate's frame was at ingest"));
        else if (said == false)
            findings.Add(Fault("plate-swapped", number, "", 1, "the plate's frame is not the one that was taken in"));
        return PictureTree.Of(plate).Hash;
    }

    private static IEnumerable<Finding> Map(Inspection given)
    {
        // where nobody is, any order will do; that nobody is is asked of every frame
        if (given.IsRetimed) yield break;
        var (last, shown, run) = (int.MinValue, int.MinValue, 0);
        foreach (var number in given.Range.Numbers)
        {
            var held = given.Held.TryGetValue(number, out var real);
            if (!held && given.IsMade(number)) { run = 0; continue; }
            if (!held) real = number;
            if (real < last) yield return Fault("held-order", number, "", 1, $"frame {real} is shown after frame {last}: the take's own order is lost");
            run = real == shown ? run + 1 : 0;
            (last, shown) = (Math.Max(last, real), real);
            if (run == LongestHold + 1 && !given.CutFreezes && given.PeopleOn(real) != PeopleThere.NoneAttested) yield return Fault("held-too-long", number, "", 1, $"frame {real} stands for more than {LongestHold} extra frames, and the cut orders no freeze");
        }
    }

    private static LockedFrame Locked(int number, LockedState state, int? shows, byte[]? plateHash, StoredFrame? version, Matte? work, byte[]? originHash) =>
        LockedFrame.Of(number, state, shows, plateHash, version is null ? null : PictureTree.Of(version).Hash, work is null ? null : PictureTree.Of(work).Hash, originHash);

    private static Finding Fault(string code, int? frame, string place, long count, string words) => new(code, Name, Weight.Fault, frame, place, count, words);

    private static string At(int index, int width) => string.Create(CultureInfo.InvariantCulture, $"x {index % width} y {index / width}");
}
