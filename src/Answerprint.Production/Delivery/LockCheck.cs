using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Acts;
using Answerprint.Production.Plates;
using Answerprint.Production.Quality;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Production.Delivery;

/// <summary>
/// Holds the proof of the performance lock that lies in a package against the book and against every picture: the book vouches for the proof,
/// the proof's own hashes lead to its root, and each delivered picture and origin pass is, tile by tile, the one that was proved. What the plate
/// was can be asked only of whoever has it; here it is the hash that ingest gave.
/// </summary>
public static class LockCheck
{
    private const string Code = "lock", Document = "inspection.json";

    /// <param name="package">Checked before: its files are those of its manifest.</param>
    /// <param name="step">Called after each picture with its file.</param>
    public static LockReport Check(string package, Manifest manifest, IReadOnlyList<Act> acts, Action<string> step, CancellationToken cancel)
    {
        var faults = new List<PackageFault>();
        var (pictures, unread) = (0, new List<string>());
        foreach (var row in manifest.Versions)
        {
            var folder = row.Text("folder");
            var name = $"{folder}/{Document}";
            try
            {
                var frames = Version.Frames(JsonReading.Parse(File.ReadAllBytes(Path.Combine(package, folder, "version.json"))));
                if (Proof(package, name, row, acts, faults) is not { } proved) continue;
                if (!proved.Select(p => p.Number).SequenceEqual(frames.Select(f => f.Number))) faults.Add(new(Code, name, "it proves other frames than the version has"));
                foreach (var (frame, locked) in frames.Join(proved, f => f.Number, p => p.Number, (f, p) => (f, p)))
                {
                    cancel.ThrowIfCancellationRequested();
                    var picture = $"{folder}/exr/{Named(row, frame.Number, "")}";
                    if (locked.State == LockedState.Plate && (frame.IsMade || locked.Plate != locked.Version)) faults.Add(new(Code, name, At(frame.Number, "it is said to be the plate's, and it is not")));
                    if (locked.State == LockedState.Held && locked.Shows != frame.Shows) faults.Add(new(Code, name, At(frame.Number, "it is said to show another frame than the version's document says")));
                    if (Read(package, picture, unread, faults) is { } delivered)
                    {
                        pictures++;
                        if (PictureTree.Root(delivered) != locked.Version) faults.Add(new(Code, picture, "its tiles are not those that the lock proved"));
                        if (PlateBits.Of(delivered) != frame.Bits) faults.Add(new(Code, picture, "its bits are not those that the version's document lists"));
                    }
                    if (frame.Origin is not null && locked.Origin.Length > 0) Origin(package, $"{folder}/origin/{Named(row, frame.Number, "_origin")}", locked.Origin, faults);
                    step(picture);
                }
            }
            catch (Exception e) when (e is FormatException or BadInputException)
            {
                faults.Add(new(Code, e is BadInputException { File: { Length: > 0 } file } ? Path.GetRelativePath(package, file).Replace('\\', '/') : name, e is BadInputException bad ? bad.Problem : e.Message.TrimEnd('.')));
            }
        }
        return new(pictures, unread, faults);
    }

    /// <summary>The frames that were proved, where the book vouches for the proof and its hashes lead to its root.</summary>
    private static IReadOnlyList<LockedFrame>? Proof(string package, string name, JsonObject row, IReadOnlyList<Act> acts, List<PackageFault> faults)
    {
        var act = acts.LastOrDefault(a => a.Name == Report.ActName && a.Body.TextOrNull("picture") == row.Text("bytes"));
        var file = Path.Combine(package, name);
        if (act is null || !File.Exists(file))
        {
            faults.Add(new(Code, name, act is null ? "the book knows no inspection of this version" : "the proof of the lock is not there"));
            return null;
        }
        var bytes = File.ReadAllBytes(file);
        if (act.Body.TextOrNull("report") != Digest.Of(bytes).Hex)
        {
            faults.Add(new(Code, name, "it is not the inspection that the book vouches for"));
            return null;
        }
        var proof = JsonReading.Parse(bytes).Object("lock");
        var frames = proof.Objects("frames").Select(LockedFrame.Read).ToList();
        if (!proof.Bool("passed") || !act.Body.Bool("lock")) faults.Add(new(Code, name, "the lock did not pass"));
        if (frames.Find(f => !f.IsSound) is { } forged) faults.Add(new(Code, name, At(forged.Number, "its hash is not that of what it lists")));
        var root = Convert.ToHexStringLower(PictureTree.Join([.. frames.Select(f => f.Hash)]));
        if (root != proof.Text("root") || root != act.Body.TextOrNull("root")) faults.Add(new(Code, name, "its root is not that of its frames, or not the one that the book has"));
        return frames;
    }

    /// <summary>A delivered picture; null where it is packed in a way that only the picture process knows, and that is not here.</summary>
    private static StoredFrame? Read(string package, string name, List<string> unread, List<PackageFault> faults)
    {
        var path = Path.Combine(package, name);
        if (!File.Exists(path))
        {
            faults.Add(new(Code, name, "the lock proves a picture that is not there"));
            return null;
        }
        if (ExrFile.CanReadHere(path)) return ExrFile.Read(path);
        unread.Add(name);
        return null;
    }

    private static void Origin(string package, string name, string proved, List<PackageFault> faults)
    {
        var path = Path.Combine(package, name);
        if (!File.Exists(path)) faults.Add(new(Code, name, "the lock proves an origin pass that is not there"));
        else if (Convert.ToHexStringLower(PictureTree.Of(OriginFile.Open(path)).Hash) != proved) faults.Add(new(Code, name, "its tiles are not those that the lock proved"));
    }

    private static string At(int frame, string words) => string.Create(CultureInfo.InvariantCulture, $"frame {frame}: {words}");

    private static string Named(JsonObject row, int plateFrame, string pass) =>
        string.Create(CultureInfo.InvariantCulture, $"{row.Text("version")}{pass}.{plateFrame - row.Int("firstPlateFrame") + row.Int("firstFrame"):0000}.exr");
}

/// <summary>What came of holding the lock's proof against a package.</summary>
/// <param name="Pictures">So many were hashed, tile by tile.</param>
/// <param name="Unread">Pictures that are packed in a way that can not be opened here; their bytes are those of the manifest.</param>
public sealed record LockReport(int Pictures, IReadOnlyList<string> Unread, IReadOnlyList<PackageFault> Faults);
