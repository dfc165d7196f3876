using Answerprint.Media.Formats;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Shapes;

/// <summary>What people hand over to say where work is to be done: pictures of mattes, a file of shapes (.json), a Nuke script (.nk), or shapes typed as words.</summary>
public static class Drawing
{
    /// <param name="path">A pattern or movie of mattes under the plate's numbers, or a file of shapes.</param>
    /// <param name="inverted">Of pictures: dark means the thing.</param>
    /// <param name="objects">Of Cryptomatte pictures: the names that are meant; empty: the pictures are mattes.</param>
    /// <param name="plate">What it was drawn over; marks are followed in it.</param>
    /// <param name="open">How pictures are opened.</param>
    /// <exception cref="BadInputException">It can not be read or draws nothing; or a mark can not be followed.</exception>
    public static MatteClip Open(string path, bool inverted, IReadOnlyList<string> objects, Clip plate, OpenOptions? open = null, CancellationToken cancel = default)
    {
        if (objects.Count > 0)
        {
            if (ShapeFile.Is(path) || inverted) throw new BadInputException("crypto-pictures", path, "", "objects are named in Cryptomatte pictures, which are neither shapes nor inverted", "Name EXR pictures with --matte");
            return new CryptoMattes(FrameFiles.Open(path, open ?? new()), objects);
        }
        if (!ShapeFile.Is(path)) return new DrawnMattes(FrameFiles.Open(path, open ?? new()), inverted);
        if (inverted) throw new BadInputException("inverted-shapes", path, "", "shapes say themselves what is inside", "Leave out --inverted");
        return Of(path, Shapes(path, plate), plate, cancel);
    }

    /// <summary>The shapes of a file, in the plate's pixels.</summary>
    /// <exception cref="BadInputException">It can not be read or draws nothing.</exception>
    public static IReadOnlyList<KeyedShape> Shapes(string path, Clip plate)
    {
        var first = plate.ReadStored(plate.Range.Start);
        var shapes = ShapeFile.Read(path, first.DisplayWindow.Height);
        // scripts count from the corner of the display window, a plate's pixels from that of its data window
        return Path.GetExtension(path).Equals(".nk", StringComparison.OrdinalIgnoreCase) ? [.. shapes.Select(s => Moved(s, first.DisplayWindow.MinX - first.DataWindow.MinX, first.DisplayWindow.MinY - first.DataWindow.MinY))] : shapes;
    }

    /// <summary>Shapes over a plate.</summary>
    /// <param name="name">For errors.</param>
    /// <exception cref="BadInputException">A mark can not be followed.</exception>
    public static MatteClip Of(string name, IReadOnlyList<KeyedShape> shapes, Clip plate, CancellationToken cancel = default) =>
        new ShapeMattes(name, [.. shapes.Checked().Select(s => !s.IsTracked ? s : s.Kind == ShapeKind.Screen ? ScreenTracker.Follow(s, plate, null, name, cancel) : MarkTracker.Follow(s, plate, name, cancel))], plate);

    private static KeyedShape Moved(KeyedShape shape, int dx, int dy) => dx == 0 && dy == 0 ? shape : shape with
    {
        Keys = shape.Keys.ToDictionary(k => k.Key, k => (IReadOnlyList<ShapePoint>)[.. k.Value.Select((p, n) => shape.IsBezier && n % 3 != 1 ? p : p + new ShapePoint(dx, dy))]),
    };
}
