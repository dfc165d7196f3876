using Answerprint.Media.Colour;
using Answerprint.Production.Editorial;
using Answerprint.Production.Planning;
using Answerprint.Production.Toolbox;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>A first look (<see cref="FirstLook"/>) at what is allowed on a shot: nothing of it is kept, and the book hears only what the gate says.</summary>
    /// <returns>Each frame as it is made, and the view through which people see it.</returns>
    /// <exception cref="ToolRefusedException">The tool will not do it.</exception>
    /// <exception cref="Media.Frames.BadInputException">A plate can not be read, or is no longer the one of ingest.</exception>
    public IEnumerable<(Step Step, MadeFrame Frame, ViewTransform View)> Look(Shot shot)
    {
        foreach (var step in Plan(shot.Name).Steps)
        {
            using var clip = Open(step.Plate);
            var view = Show.File.Colour.ViewOf(step.Plate.Colour, Show.Folder);
            foreach (var made in FirstLook.Make(step.Tool, AssignmentOf(step, clip) with { Range = step.Shot.Range }, step.Frames, cancel)) yield return (step, made, view);
        }
    }
}
