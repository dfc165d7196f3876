using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Filters;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Farm;
using Answerprint.Production.Plates;
using Answerprint.Production.Quality;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Production.Delivery;

/// <summary>
/// Makes every made frame of a package again from its origin pass and the real frames that lie beside it, and holds it against what was
/// delivered: where nothing was synthesised each word must be the same. A false origin map can not pass.
/// </summary>
public static class RenderCheck
{
    /// <summary>The code of a real frame that is drawn from and is not in the package.</summary>
    private const string NotThere = "not-in-package";

    /// <summary>Pixels around a position between pixels that the kernel reads, each way.</summary>
    private const int KernelReach = 4;

    /// <param name="package">Checked before: its files are those of its manifest.</param>
    /// <param name="plates">Those that whoever checks has: frames whose light or place was changed as a whole, and retimes, can not be made again without.</param>
    /// <param name="step">Called after each frame with its file.</param>
    /// <returns>How many frames were made again, how many could not be because the package does not hold the real frames that they were made of, and what differs.</returns>
    public static (int Frames, int Elsewhere, IReadOnlyList<PackageFault> Faults) Check(string package, Manifest manifest, BroughtPlates plates, Action<string> step, CancellationToken cancel)
    {
        var faults = new List<PackageFault>();
        var (count, elsewhere) = (0, 0);
        foreach (var row in manifest.Versions)
        {
            var folder = row.Text("folder");
            var frames = Version.Frames(JsonReading.Parse(File.ReadAllBytes(Path.Combine(package, folder, "version.json")))).ToDictionary(f => f.Number);
            var plate = (uint)row.Long("plate");
            var change = row["whole"] is null ? null : PublishedChange.Of(Path.Combine(package, folder));
            foreach (var frame in frames.Values.Where(f => f.IsTouched).OrderBy(f => f.Number))
            {
                cancel.ThrowIfCancellationRequested();
                var name = $"{folder}/exr/{Picture(row, frame.Number)}";
                try
                {
                    if (Shown(package, row, frame, frames) is { } other) faults.Add(new("render", name, other));
                    else if (!frame.IsHeld && WholeChange.On(change, frame.Number) is { } whole)
                    {
                        if (Declared(package, row, frame, whole, plates) is { } otherwise) faults.Add(new("render", name, otherwise));
                    }
                    else if (!frame.IsHeld && Again(package, row, frame, frames, plate, plates) is { } difference) faults.Add(new("render", name, difference));
                    else if (frame.Edge is not null && PublishedChange.Fault(Path.Combine(package, folder), frame, ExrFile.Read(Path.Combine(package, name))) is { } edge) faults.Add(new("render", name, edge));
                }
                catch (BadInputException e) when (e.Code == NotThere)
                {
                    elsewhere++;
                    count--;
                }
                catch (BadInputException e)
                {
                    faults.Add(new("render", name, e.Problem));
                }
                count++;
                step(name);
            }
        }
        return (count, elsewhere, faults);
    }

    /// <summary>A held frame is the frame that it is said to show: the same bits, where both lie in the package.</summary>
    private static string? Shown(string package, JsonObject row, RenderedFrame frame, Dictionary<int, RenderedFrame> frames)
    {
        if (frame.Shows is not { } real) return null;
        var bits = PlateBits.Of(ExrFile.Read(Path.Combine(package, row.Text("folder"), "exr", Picture(row, frame.Number))));
        if (bits != frame.Bits) return "its bits are not those that the version's document lists";
        if (PerformanceLock.Shows(OriginFile.Open(Path.Combine(package, row.Text("folder"), "origin", Picture(row, frame.Number, "_origin"))), (uint)row.Long("plate")) != real) return "its origin pass cites another frame than the one that it is said to show";
        if (frame.Moment is not null || !frames.TryGetValue(real, out var shown)) return null;
        return shown.IsTouched || PlateBits.Of(ExrFile.Read(Path.Combine(package, row.Text("folder"), "exr", Picture(row, real)))) != bits ? $"it is said to show frame {real} of the plate, and does not" : null;
    }

    /// <summary>A frame that is a declared function of its plate's: its origin pass says so and, where the plate was brought, its words are that.</summary>
    private static string? Declared(string package, JsonObject row, RenderedFrame frame, WholeChange whole, BroughtPlates plates)
    {
        var folder = Path.Combine(package, row.Text("folder"));
        var delivered = ExrFile.Read(Path.Combine(folder, "exr", Picture(row, frame.Number)));
        var origin = OriginFile.Open(Path.Combine(folder, "origin", Picture(row, frame.Number, "_origin")));
        if (origin.Width != delivered.Width || origin.Height != delivered.Height) return "its origin pass is of another size";
        var index = (uint)row.Long("plate");
        // where it was changed is what its origin pass says: each pixel is the plate's, light and place as declared
        if (whole.Miscited(origin, null, index, frame.Number) is { Pixels: > 0 } lie) return string.Create(CultureInfo.InvariantCulture, $"its origin pass says of {lie.Pixels} pixels that they come from elsewhere than the declared change takes them from, first at {lie.First}");
        if (Input(folder, index, frame.Number) is not { } bits) return "its recipe names no frame of the plate that it was made of";
        var plate = plates.Read(index, frame.Number, bits) ?? throw new BadInputException(NotThere, row.Text("version"), $"frame {frame.Number}", "a frame that was changed as a whole is made again from the plate, which is not in the package", "Bring the plate: --plates DIR");
        return whole.Differences(plate, delivered, origin, null, index, frame.Number) is { Pixels: > 0 } other ? string.Create(CultureInfo.InvariantCulture, $"{other.Pixels} pixels are not what the declared change gives of the plate, first at {other.First}") : null;
    }

    /// <summary>The bits of a frame of a plate as a version's recipe names them; null where it names none.</summary>
    private static Digest? Input(string folder, uint plate, int frame)
    {
        var recipe = Path.Combine(folder, "recipe.json");
        try
        {
            return File.Exists(recipe) && Digest.TryParse(JsonReading.Parse(File.ReadAllBytes(recipe)).Object("inputs").TextOrNull(string.Create(CultureInfo.InvariantCulture, $"{plate}:{frame}")) ?? "", out var bits) ? bits : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? Again(string package, JsonObject row, RenderedFrame frame, Dictionary<int, RenderedFrame> frames, uint plate, BroughtPlates plates)
    {
        var folder = row.Text("folder");
        var delivered = ExrFile.Read(Path.Combine(package, folder, "exr", Picture(row, frame.Number)));
        var origin = OriginFile.Open(Path.Combine(package, folder, "origin", Picture(row, frame.Number, "_origin")));
        if (origin.Width != delivered.Width || origin.Height != delivered.Height) return "its origin pass is of another size";
        string[] channels = delivered.Channel("R") is null ? ["Y"] : ["R", "G", "B"];
        var synth = new float[origin.Width * origin.Height];
        var made = Gather.Again(origin, Source, ["R", "G", "B"], synth: synth).ToStoredLike(delivered);
        long different = 0;
        foreach (var channel in channels)
        {
            var (a, b) = (delivered.Channel(channel)!, made.Channel(channel)!);
            for (var i = 0; i < synth.Length; i++)
                if (synth[i] == 0 && !a.Words.AsSpan(i * a.BytesPerSample, a.BytesPerSample).SequenceEqual(b.Words.AsSpan(i * a.BytesPerSample, a.BytesPerSample))) different++;
        }
        return different == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{different} samples are not what its origin pass says they were made of");

        EncodedPicture Source(uint of, uint number)
        {
            if (frame.Moment is not null && of == plate)
            {
                if (frames.Values.FirstOrDefault(f => f.Shows == (int)number) is null && Input(Path.Combine(package, folder), of, (int)number) is { } bits && plates.Read(of, (int)number, bits) is { } brought) return new(brought.ToFrame(row.Text("version")));
                var shown = frames.Values.FirstOrDefault(f => f.Shows == (int)number) ?? throw new BadInputException(NotThere, row.Text("version"), $"frame {number}", "the retime does not show every frame that it is drawn from", "Check it at the site that has the plate");
                return new(ExrFile.Read(Path.Combine(package, folder, "exr", Picture(row, shown.Number))).ToFrame(row.Text("version")));
            }
            if (of != plate || !frames.TryGetValue((int)number, out var real) || (real.IsTouched && !IsSoundThere(package, row, origin, real)))
                throw new BadInputException("not-here", row.Text("version"), $"frame {number}", $"the origin pass cites frame {number} of plate {of}, which is no real frame of this package", "Check it at the site that has the plate");
            return new(ExrFile.Read(Path.Combine(package, folder, "exr", Picture(row, (int)number))).ToFrame(row.Text("version")));
        }
    }

    /// <summary>Whether an origin draws only from pixels of a mended frame that are its own still, by that frame's origin pass.</summary>
    private static bool IsSoundThere(string package, JsonObject row, OriginPass origin, RenderedFrame source)
    {
        if (source.Work is null) return false;
        var own = OriginFile.Open(Path.Combine(package, row.Text("folder"), "origin", Picture(row, source.Number, "_origin")));
        if (own.Width != origin.Width || own.Height != origin.Height) return false;
        var sound = new bool[own.Width * own.Height];
        var y = 0;
        foreach (var line in own.Rows())
        {
            for (var x = 0; x < own.Width; x++)
                sound[(y * own.Width) + x] = line.Synth[x] == 0 && line.Tap.Any(t => t.Weight[x] == 1 && t.Frame[x] == source.Number && t.X[x] == x && t.Y[x] == y);
            y++;
        }
        foreach (var line in origin.Rows())
            foreach (var tap in line.Tap)
                for (var x = 0; x < origin.Width; x++)
                    if (tap.Weight[x] != 0 && tap.Frame[x] == source.Number && !Sound(tap.X[x], tap.Y[x])) return false;
        return true;

        bool Sound(float x, float y)
        {
            // at a whole pixel the kernel reads that pixel alone
            int left = (int)MathF.Floor(x), top = (int)MathF.Floor(y), across = x == left ? 0 : KernelReach, down = y == top ? 0 : KernelReach;
            for (var v = Math.Max(0, top - Math.Max(0, down - 1)); v <= Math.Min(own.Height - 1, top + down); v++)
                for (var u = Math.Max(0, left - Math.Max(0, across - 1)); u <= Math.Min(own.Width - 1, left + across); u++)
                    if (!sound[(v * own.Width) + u]) return false;
            return true;
        }
    }

    private static string Picture(JsonObject row, int plateFrame, string pass = "") =>
        string.Create(CultureInfo.InvariantCulture, $"{row.Text("version")}{pass}.{plateFrame - row.Int("firstPlateFrame") + row.Int("firstFrame"):0000}.exr");
}
