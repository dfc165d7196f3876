using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Time;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>Real frames around the work that artists are told to look at, on each side.</summary>
    private const int NeighbourFrames = 8;

    /// <summary>Where a pack holds what was drawn of the work.</summary>
    private const string Drawn = "mattes/work.%04d.exr";

    /// <summary>Writes the pack with which people can do by hand what the gate refused here: into the vault, and from there into packages.</summary>
    public void HandOff(Brief brief)
    {
        var now = Now;
        var shot = now.Shots[brief.Shot];
        var files = shot.Plate is { } index && brief.Frames.Count > 0 ? Pack(shot, PlateOf(now.Plates[index]), brief.Frames, Judge(now, brief, RightsFacts.From(Show.Book.Acts)).Decision, brief.Id, brief.HasMattes ? ChangedOn(now, shot, brief) : null) : [];
        Write(ActNames.HandedOff, new() { ["brief"] = brief.Id, ["shot"] = brief.Shot, ["files"] = files });
    }

    /// <summary>Writes the files of a pack into the vault: their digests by name.</summary>
    /// <param name="drawn">What somebody drew of the work, by frame; null: nothing.</param>
    private JsonObject Pack(Shot shot, Plate plate, IReadOnlyList<int> frames, Decision decision, string name, Func<int, Media.Frames.Matte?>? drawn = null)
    {
        var files = new JsonObject();
        var work = new FrameRange(frames[0], frames[^1] + 1);
        var before = new FrameRange(Math.Max(shot.Range.Start, work.Start - NeighbourFrames), Math.Max(shot.Range.Start, work.Start));
        var after = new FrameRange(Math.Min(shot.Range.End, work.End), Math.Min(shot.Range.End, work.End + NeighbourFrames));
        var pack = new HandOff(
            decision, new(plate.Name, $"plates/{Plain(plate.Name)}", shot.Range), work, [.. new[] { before, after }.Where(r => !r.IsEmpty)], drawn is null ? [] : [new("work", Drawn, work)],
            plate.Rate, plate.Width, plate.Height, $"{Show.File.Naming.Version(shot.Name, 1)}.%04d.exr");
        var folder = Path.Combine(Show.Staging, name);
        Directory.CreateDirectory(Show.Staging);
        foreach (var file in pack.Write(folder)) files[file] = Show.Vault.Take(Path.Combine(folder, file)).Hex;
        foreach (var number in drawn is null ? [] : frames)
        {
            if (drawn!(number) is not { } matte) continue;
            var file = Path.Combine(Show.Staging, "drawn.exr");
            MatteFile.Write(file, matte);
            files[PatternName.TryParse(Drawn)!.FileOf(number)] = Show.Vault.Take(file).Hex;
        }
        Directory.Delete(Show.Staging, recursive: true);
        return files;
    }

    /// <summary>A name that scripts of other programs can hold, whatever the file is called here.</summary>
    private static string Plain(string name) => new([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '%' or '#' ? c : '_')]);
}
