using System.Globalization;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Screens;
using Answerprint.Production.Farm;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Review;

/// <summary>A row before its pictures are cut out.</summary>
/// <param name="Part">What is shown of each frame.</param>
/// <param name="Mark">What is meant in it, in the frame's pixels; null: all of it.</param>
internal sealed record PlannedRow(string Question, int Frame, string Words, bool Flagged, Box Part, Box? Mark, IReadOnlyList<(SheetSide Side, int Frame)> Cells);

/// <summary>Chooses what a sheet shows: each question first, then of at most <see cref="PeopleScreen.MostFrames"/> changed frames each place that was changed.</summary>
/// <param name="frames">Of the version, ascending.</param>
/// <param name="plate">Whether the plate has the frame, to show what was there before.</param>
/// <param name="number">A frame as editorial counts it.</param>
internal sealed class SheetPlan(IReadOnlyList<RenderedFrame> frames, Func<int, bool> plate, Func<int, int> number, int width, int height, Vault vault)
{
    /// <summary>More places than this in one frame are shown as one: dead pixels all over a sensor are no twenty rows.</summary>
    private const int MostPlaces = 3;

    private const int Grid = 16, Margin = 24;
    private readonly List<int> real = [.. frames.Where(f => !f.IsTouched).Select(f => f.Number)];

    public IReadOnlyList<PlannedRow> Rows(IReadOnlyList<SheetQuestion> questions)
    {
        var byNumber = frames.ToDictionary(f => f.Number);
        var rows = questions.Select(q =>
        {
            var frame = q.Frames[q.Frames.Count / 2];
            return new PlannedRow(q.Id, frame, q.Asked(number), Flagged: false, Around(q.Box), q.Box, Sides(byNumber[frame]));
        }).ToList();
        foreach (var n in PeopleScreen.Choose([.. frames.Where(f => f.IsTouched).Select(f => f.Number)]))
        {
            var frame = byNumber[n];
            var flagged = frame.Figures is { Flagged: true };
            if (frame.Work is not { } work) rows.Add(new("", n, Words(frame, 0), flagged, new(0, 0, width, height), null, Sides(frame)));
            else
            {
                var matte = MatteFile.FromStored(ExrFile.Read(vault.PathOf(work)), work.Hex, "");
                var inside = matte.Coverage.AsSpan().Length - matte.Coverage.Count(c => c == 0);
                foreach (var place in Places(matte)) rows.Add(new("", n, Words(frame, inside), flagged, Around(place), place, Sides(frame)));
            }
        }
        return rows;
    }

    /// <summary>What was changed there: before and after of the frame where the plate has it, else the made frame between the nearest real ones.</summary>
    private List<(SheetSide, int)> Sides(RenderedFrame frame)
    {
        if (frame.Work is not null && plate(frame.Number)) return [(SheetSide.Plate, frame.Number), (SheetSide.Version, frame.Number)];
        var after = real.FindIndex(n => n > frame.Number);
        var before = after < 0 ? real.Count - 1 : after - 1;
        var sides = new List<(SheetSide, int)>();
        if (before >= 0) sides.Add((SheetSide.Before, real[before]));
        sides.Add((SheetSide.Version, frame.Number));
        if (after >= 0) sides.Add((SheetSide.After, real[after]));
        return sides;
    }

    private string Words(RenderedFrame frame, int pixels)
    {
        if (frame.Shows is { } shown) return string.Create(CultureInfo.InvariantCulture, $"the real frame {number(shown)} stands here, word for word; nothing was made");
        var share = 100.0 * pixels / (width * (double)height);
        var what = frame.Work is null ? "the whole frame was made" : string.Create(CultureInfo.InvariantCulture, $"{pixels} pixel{(pixels == 1 ? " was" : "s were")} made{(share >= 0.01 ? $", {share:0.##} percent of the frame" : "")}");
        return frame.Figures is { } f ? string.Create(CultureInfo.InvariantCulture, $"{what} ({f.Method}, confidence {f.Confidence:0.00}{(f.Flagged ? ", flagged: look closely" : "")})") : what;
    }

    /// <summary>A place with enough around it to see where it is.</summary>
    private Box Around(Box place)
    {
        var (wide, high) = (Math.Min(width, Math.Max(place.Width * 2, Math.Max(width / 10, 2 * Margin))), Math.Min(height, Math.Max(place.Height * 3 / 2, Math.Max(height / 10, 2 * Margin))));
        var (x, y) = (place.X + (place.Width / 2) - (wide / 2), place.Y + (place.Height / 2) - (high / 2));
        return new(Math.Clamp(x, 0, width - wide), Math.Clamp(y, 0, height - high), wide, high);
    }

    /// <summary>Boxes around what hangs together, on a grid of 16 pixels, neighbours by corners included; one box around all where there are many.</summary>
    internal static IReadOnlyList<Box> Places(Matte matte)
    {
        var (columns, rows) = ((matte.Width + Grid - 1) / Grid, (matte.Height + Grid - 1) / Grid);
        var boxes = new Box?[columns * rows];
        for (var y = 0; y < matte.Height; y++)
            for (var x = 0; x < matte.Width; x++)
                if (matte.Coverage[(y * matte.Width) + x] > 0)
                {
                    ref var box = ref boxes[((y / Grid) * columns) + (x / Grid)];
                    box = box is { } b ? SheetQuestion.Around(b, new(x, y, 1, 1)) : new Box(x, y, 1, 1);
                }
        var places = new List<Box>();
        var open = new Stack<int>();
        for (var i = 0; i < boxes.Length; i++)
        {
            if (boxes[i] is not { } place) continue;
            boxes[i] = null;
            open.Push(i);
            while (open.TryPop(out var at))
                for (var v = Math.Max(0, (at / columns) - 1); v <= Math.Min(rows - 1, (at / columns) + 1); v++)
                    for (var u = Math.Max(0, (at % columns) - 1); u <= Math.Min(columns - 1, (at % columns) + 1); u++)
                        if (boxes[(v * columns) + u] is { } next)
                        {
                            place = SheetQuestion.Around(place, next);
                            boxes[(v * columns) + u] = null;
                            open.Push((v * columns) + u);
                        }
            places.Add(place);
        }
        return places.Count <= MostPlaces ? places : [places.Aggregate(SheetQuestion.Around)];
    }
}
