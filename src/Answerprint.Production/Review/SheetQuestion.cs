using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Screens;
using Answerprint.Production.Acts;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Review;

/// <summary>
/// "Is this a person?", asked on the contact sheet about one place in the changed frames of a version. Whoever approves must answer every one of
/// them; that none is asked clears nothing.
/// </summary>
/// <param name="Id">"Q1": unique on its sheet.</param>
/// <param name="Frames">The plate's numbers of the frames where the screen saw something there, ascending.</param>
/// <param name="Box">Around everything that it saw there, in pixels.</param>
/// <param name="Kinds">What it took it for.</param>
public sealed record SheetQuestion(string Id, IReadOnlyList<int> Frames, Box Box, IReadOnlyList<SeenKind> Kinds)
{
    /// <summary>Boxes that share at least this much of their union are one question.</summary>
    private const double SamePlace = 0.3;

    /// <summary>Whether the lock has answered it: no pixel of the box changed but such as were made again. One changed pixel elsewhere is enough to ask.</summary>
    /// <param name="again">H×W.</param>
    /// <param name="changed">Null: all of the picture.</param>
    public static bool IsAnswered(Box box, bool[] again, Matte? changed, int width)
    {
        for (var y = box.Y; y < box.Y + box.Height; y++)
            for (var x = box.X; x < box.X + box.Width; x++)
                if (!again[(y * width) + x] && !(changed?.Coverage[(y * width) + x] <= 0)) return false;
        return true;
    }

    /// <summary>One question a place: what overlaps from frame to frame is asked about once.</summary>
    public static IReadOnlyList<SheetQuestion> From(IEnumerable<Question> seen)
    {
        var places = new List<(Box Around, Box Last, SortedSet<int> Frames, SortedSet<SeenKind> Kinds)>();
        foreach (var question in seen.OrderBy(q => q.Frame).ThenBy(q => q.Box.X).ThenBy(q => q.Box.Y).ThenBy(q => q.Box.Width).ThenBy(q => q.Kind))
        {
            var at = places.FindIndex(p => Shared(p.Last, question.Box) >= SamePlace);
            if (at < 0) places.Add((question.Box, question.Box, [question.Frame], [question.Kind]));
            else
            {
                var place = places[at];
                place.Frames.Add(question.Frame);
                place.Kinds.Add(question.Kind);
                places[at] = (Around(place.Around, question.Box), question.Box, place.Frames, place.Kinds);
            }
        }
        return [.. places.Select((p, i) => new SheetQuestion(string.Create(CultureInfo.InvariantCulture, $"Q{i + 1}"), [.. p.Frames], p.Around, [.. p.Kinds]))];
    }

    /// <summary>The questions of a sheet, from the act of its inspection.</summary>
    public static IReadOnlyList<SheetQuestion> Of(Act inspection) => inspection.Body["questions"] is JsonArray ? [.. inspection.Body.Objects("questions").Select(Read)] : [];

    public JsonObject Write() => new()
    {
        ["id"] = Id, ["frames"] = new JsonArray([.. Frames.Select(f => (JsonNode)f)]), ["box"] = new JsonArray(Box.X, Box.Y, Box.Width, Box.Height),
        ["kinds"] = JsonReading.Array(Kinds.Select(k => k.ToString().ToLowerInvariant())),
    };

    /// <summary>As a person is asked it.</summary>
    public string Words(Func<int, int> number) =>
        $"{Asked(number)}, {Box.Width}×{Box.Height} pixels at {Box.X},{Box.Y}";

    /// <summary>The same without where exactly: on a sheet the place is marked.</summary>
    public string Asked(Func<int, int> number) =>
        $"{Id}: is this a person? {string.Join(" or ", Kinds.Select(k => k == SeenKind.UpperBody ? "upper body" : k.ToString().ToLowerInvariant()))} in frame{(Frames.Count > 1 ? "s" : "")} {Media.Time.FrameList.Format(Frames.Select(number))}";

    private static SheetQuestion Read(JsonObject o)
    {
        var box = o["box"]!.AsArray();
        return new(
            o.Text("id"), [.. o["frames"]!.AsArray().Select(n => (int)n!)], new((int)box[0]!, (int)box[1]!, (int)box[2]!, (int)box[3]!),
            [.. o.Texts("kinds").Select(k => Enum.Parse<SeenKind>(k, ignoreCase: true))]);
    }

    private static double Shared(Box a, Box b)
    {
        var width = Math.Max(0, Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X));
        var height = Math.Max(0, Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y));
        double both = (double)width * height;
        return both / (((double)a.Width * a.Height) + ((double)b.Width * b.Height) - both);
    }

    internal static Box Around(Box a, Box b)
    {
        var (x, y) = (Math.Min(a.X, b.X), Math.Min(a.Y, b.Y));
        return new(x, y, Math.Max(a.X + a.Width, b.X + b.Width) - x, Math.Max(a.Y + a.Height, b.Y + b.Height) - y);
    }
}
