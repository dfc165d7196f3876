using System.Text.Json.Nodes;
using Answerprint.Production.Editorial;
using Answerprint.Production.Farm;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Delivery;

/// <summary>
/// A return package while it is being written: a folder under an unfinished name beside its place, which takes its name only when everything
/// is in it. Dispose without <see cref="Lay"/> leaves nothing behind.
/// </summary>
public sealed class Package : IDisposable
{
    private bool laid;

    private Package(string folder, string target)
    {
        Folder = folder;
        Target = target;
    }

    /// <summary>Where files are written meanwhile.</summary>
    public string Folder { get; }

    /// <summary>Where the package will stand.</summary>
    public string Target { get; }

    public static string NameOf(string code, int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"TURNBACK_{code}_{number}");

    /// <exception cref="Media.Frames.BadInputException">Something of that name is there.</exception>
    public static Package Begin(string outFolder, string code, int number)
    {
        var target = Path.Combine(Path.GetFullPath(outFolder), NameOf(code, number));
        if (Path.Exists(target)) throw new Media.Frames.BadInputException("package-exists", target, "", "there is something of this name already", "Name another folder with --out");
        Directory.CreateDirectory(outFolder);
        // what killed processes left of this show's packages; whoever is here holds the show, so nobody else is writing one
        foreach (var left in Directory.EnumerateDirectories(outFolder, $".TURNBACK_{code}_*{Plates.WholeFile.Suffix}")) Directory.Delete(left, recursive: true);
        var folder = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Environment.ProcessId}{Plates.WholeFile.Suffix}");
        Directory.CreateDirectory(folder);
        return new(folder, target);
    }

    public string PathOf(string name) => Path.Combine(Folder, name.Replace('/', Path.DirectorySeparatorChar));

    public void Put(string name, string text) => Plates.WholeFile.Write(PathOf(name), text);

    public void Put(string name, ReadOnlySpan<byte> bytes) => Plates.WholeFile.Write(PathOf(name), bytes);

    public void Put(string name, JsonNode json) => Plates.WholeFile.Write(PathOf(name), json);

    /// <summary>Copies the pictures, the origin passes and the documents of a version out of the vault.</summary>
    /// <param name="step">Called after each frame.</param>
    public JsonObject Put(Delivered delivered, Vault vault, int firstFrame, Action<int> step)
    {
        foreach (var frame in delivered.Frames)
        {
            var number = delivered.Version.FrameNumber(frame.Number, firstFrame);
            vault.CopyTo(frame.Picture, PathOf($"{delivered.Folder}/exr/{delivered.PictureName(number)}"));
            if (frame.Origin is { } origin) vault.CopyTo(origin, PathOf($"{delivered.Folder}/origin/{delivered.OriginName(number)}"));
            step(number);
        }
        Put($"{delivered.Folder}/version.json", vault.Read(delivered.Version.Document));
        var version = delivered.Version;
        return new()
        {
            ["version"] = version.Name, ["shot"] = delivered.Shot.Name, ["status"] = delivered.Status, ["folder"] = delivered.Folder, ["plate"] = delivered.Plate.Index,
            ["bytes"] = version.Document.Hex, ["recipe"] = version.Recipe.Hex, ["tool"] = version.Tool, ["firstFrame"] = firstFrame, ["firstPlateFrame"] = delivered.Version.Range.Start,
        };
    }

    /// <summary>The row of the table of plates, by which origin passes name them.</summary>
    public static JsonObject Row(Plate plate, Digest root) => plate.Body(root);

    /// <summary>Everything is in it: from now on it is a package.</summary>
    public void Lay()
    {
        Plates.WholeFile.FlushFolder(Folder);
        Directory.Move(Folder, Target);
        Plates.WholeFile.FlushFolder(Path.GetDirectoryName(Target)!);
        laid = true;
    }

    public void Dispose()
    {
        if (!laid && Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }
}
