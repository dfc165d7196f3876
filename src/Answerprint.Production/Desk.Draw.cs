using Answerprint.Media.Colour;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Shapes;
using Answerprint.Media.Time;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Production.Toolbox;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>Frames on each side of one that is tried that are looked at.</summary>
    private const int TriedAround = 25;

    /// <summary>A shot that somebody draws over.</summary>
    /// <exception cref="BadInputException">There is no such shot, or it has no media.</exception>
    public DrawnShot DrawnOver(string shotName)
    {
        var (shot, plate) = Drawable(shotName);
        return new(shot.Name, [.. shot.Range.Numbers.Where(plate.Bits.ContainsKey)], plate.Width, plate.Height, plate.Name);
    }

    /// <summary>A frame as people see it, smaller by a whole factor.</summary>
    /// <exception cref="BadInputException">The plate has no such frame, or it can not be read.</exception>
    public ShownPicture Shown(string shotName, int frame, int factor)
    {
        var (_, plate) = Drawable(shotName);
        using var clip = Open(plate);
        return Show.File.Colour.ViewOf(plate.Colour, Show.Folder).Show(Reduction.Of(clip.Read(frame), factor));
    }

    /// <summary>One frame without what was drawn, made by the tool itself if the gate gives leave; nothing of it is kept, and nothing is asked for.</summary>
    /// <returns>The frame as people see it, smaller by a whole factor, and what the tool says of it.</returns>
    /// <exception cref="RefusedException">The gate gives no leave for work there.</exception>
    /// <exception cref="ToolRefusedException">The tool will not do it.</exception>
    /// <exception cref="BadInputException">Nothing is drawn on the frame, or a mark is lost on the way.</exception>
    public (ShownPicture Picture, FrameFigures Figures) WithoutDrawn(string shotName, IReadOnlyList<KeyedShape> shapes, int frame, int factor)
    {
        var (shot, plate) = Drawable(shotName);
        var tool = tools[Brief.Cleanup];
        using var clip = Open(plate);
        var near = new FrameRange(frame - TriedAround, frame + TriedAround + 1).Intersect(shot.Range);
        // marks are followed no farther than is looked
        List<KeyedShape> there = [.. shapes.Select(s => s.IsTracked ? s with { Frames = (s.Frames ?? near).Intersect(near) } : s).Where(s => s.Frames is not { IsEmpty: true })];
        using var drawn = there.Count == 0 ? null : Drawing.Of("the drawing", there, clip, cancel);
        if (!clip.Has(frame) || drawn is null || drawn.Of(frame).IsEmpty) throw new BadInputException("nothing-drawn", shot.Name, $"frame {frame}", "nothing is drawn on this frame", "Draw what is to be taken out");
        var brief = new Brief("", shot.Name, Brief.Cleanup, [frame], "hand", "", []);
        var verdict = Judge(Now, brief, RightsFacts.From(Show.Book.Acts), drawn.Of);
        if (verdict is not Verdict.Allowed leave) throw new RefusedException("refused", shot.Name, $"frame {frame}", Reasons(verdict.Decision), WayOn(verdict.Decision));
        var options = ToolOptions.Read(tool.Card, new() { ["frames"] = new System.Text.Json.Nodes.JsonArray(frame), ["reach"] = TriedAround });
        // the digest stands for a drawing that is in no vault yet
        using var work = new PlateMattes("work", clip, Digest.Of(PlainJson.Bytes(ShapeFile.Write(shapes))), near.Contains, drawn.Of);
        var assignment = new Assignment([new(plate.Index, clip)], near, options, 0, Environment.ProcessorCount, MattesFor(plate, clip, work, leave.Use.Class == PerformerClass.P5));
        var made = tool.Render(assignment, tool.Prepare(assignment, null, cancel), new(frame, frame + 1), cancel).Single();
        return (Show.File.Colour.ViewOf(plate.Colour, Show.Folder).Show(Reduction.Of(made.Picture, factor)), made.Figures);
    }

    private (Shot Shot, Plate Plate) Drawable(string shotName)
    {
        var now = Now;
        if (!now.Shots.TryGetValue(shotName, out var shot)) throw new BadInputException("no-shot", shotName, "", "the cut has no such shot", now.Shots.Count > 0 ? $"Name one of: {string.Join(", ", now.Shots.Keys.Take(40))}" : "Take a cut in first: answerprint ingest SHOW CUT --media DIR");
        return (shot, shot.Plate is { } index ? PlateOf(now.Plates[index]) : throw new BadInputException("no-plate", shotName, "", "the shot has no media", "Bring its media and ingest the cut again"));
    }
}

/// <summary>A shot that somebody draws over.</summary>
/// <param name="Frames">Those that are there, in the plate's numbers, ascending.</param>
/// <param name="Plate">What people call the plate.</param>
public sealed record DrawnShot(string Name, IReadOnlyList<int> Frames, int Width, int Height, string Plate);
