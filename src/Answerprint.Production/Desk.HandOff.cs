using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>Real frames around the work that artists are told to look at, on each side.</summary>
    private const int NeighbourFrames = 8;

    /// <summary>Writes the pack with which people can do by hand what the gate refused here: into the vault, and from there into packages.</summary>
    public void HandOff(Brief brief)
    {
        var now = Now;
        var shot = now.Shots[brief.Shot];
        var files = new JsonObject();
        if (shot.Plate is { } index && brief.Frames.Count > 0)
        {
            var plate = PlateOf(now.Plates[index]);
            var work = new FrameRange(brief.Frames[0], brief.Frames[^1] + 1);
            var before = new FrameRange(Math.Max(shot.Range.Start, work.Start - NeighbourFrames), Math.Max(shot.Range.Start, work.Start));
            var after = new FrameRange(Math.Min(shot.Range.End, work.End), Math.Min(shot.Range.End, work.End + NeighbourFrames));
            var pack = new HandOff(
                Judge(now, brief, RightsFacts.From(Show.Book.Acts)).Decision, new(plate.Name, $"plates/{Plain(plate.Name)}", shot.Range), work, [.. new[] { before, after }.Where(r => !r.IsEmpty)], [],
                plate.Rate, plate.Width, plate.Height, $"{Show.File.Naming.Version(shot.Name, 1)}.%04d.exr");
            var folder = Path.Combine(Show.Staging, brief.Id);
            Directory.CreateDirectory(Show.Staging);
            foreach (var name in pack.Write(folder)) files[name] = Show.Vault.Take(Path.Combine(folder, name)).Hex;
            Directory.Delete(Show.Staging, recursive: true);
        }
        Write(ActNames.HandedOff, new() { ["brief"] = brief.Id, ["shot"] = brief.Shot, ["files"] = files });
    }

    /// <summary>A name that scripts of other programs can hold, whatever the file is called here.</summary>
    private static string Plain(string name) => new([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '%' or '#' ? c : '_')]);
}
