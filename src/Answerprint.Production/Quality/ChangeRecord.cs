using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Quality;

/// <summary>Pictures that a declared change cites: where they lie beside its file, and what they are.</summary>
/// <param name="Files">A pattern or movie in the folder of the change, never outside it.</param>
/// <param name="Hash">Of their stored pictures over the record's frames in order (<see cref="ChangePictures.HashOf"/>), hex; empty where the document does not say: it is what is there when it is taken in.</param>
public sealed record ChangePictures(string Files, string Hash)
{
    /// <summary>The hash of pictures: the tree over the hash of each picture's tiles, so it does not depend on how a file is packed.</summary>
    public static string HashOf(IEnumerable<StoredFrame> pictures) => Convert.ToHexStringLower(PictureTree.Join([.. pictures.Select(p => PictureTree.Of(p).Hash)]));

    internal JsonObject ToJson() => Hash.Length == 0 ? new() { ["files"] = Files } : new() { ["files"] = Files, ["hash"] = Hash };
}

/// <summary>Class P4: out = α·F + (1 − α)·B in binary64, rounded once, with F the plate (coloured as declared) where α is above 0.</summary>
/// <param name="Band">How wide the soft band is, 0..3 px.</param>
/// <param name="Blur">By how much the motion blur of the edge widens it, 0..200 px.</param>
/// <param name="Words">The new background, described so that the performer would know it.</param>
public sealed record EdgeChange(ChangePictures Alpha, ChangePictures Foreground, ChangePictures Background, double Band, double Blur, string Words, NewSetting Setting)
{
    public const double MostBand = 3;
}

/// <summary>Class P5: a hole over wardrobe, given the pixels of another frame of the take, moved by whole pixels.</summary>
/// <param name="Box">Where the hole is; only what differs in it is the hole.</param>
/// <param name="From">The frame that the pixels come from.</param>
/// <param name="Dx">Columns from a pixel of the hole to its source.</param>
/// <param name="Dy">Rows.</param>
public sealed record FrontHole(RegionBox Box, int From, int Dx, int Dy)
{
    /// <summary>Sources lie this near in time, in frames.</summary>
    public const int MostAway = 12;

    /// <summary>A hole is no thicker than this share of the picture's width.</summary>
    public const double MostShare = 0.006;
}

/// <summary>What was done to the frames of a range, in one class. A member that does not belong to the class is empty.</summary>
/// <param name="Class">P1 to P5, N or R.</param>
public sealed record ChangeRecord(FrameRange Frames, PerformerClass Class)
{
    /// <summary>P1: the colour function, step after step.</summary>
    public IReadOnlyList<ColourStep> Steps { get; init; } = [];

    /// <summary>P1: after the steps; null: none.</summary>
    public SmoothField? Field { get; init; }

    /// <summary>P2.</summary>
    public PictureTransform? Transform { get; init; }

    /// <summary>P3: frame of the version → frame of the plate.</summary>
    public FrameMap Map { get; init; } = FrameMap.None;

    /// <summary>P4.</summary>
    public EdgeChange? Edge { get; init; }

    /// <summary>P5.</summary>
    public IReadOnlyList<FrontHole> Holes { get; init; } = [];

    /// <summary>N: where crew was removed.</summary>
    public PictureRegion? Region { get; init; }

    /// <summary>N: who attests that this person is not cast, by name; the attestation itself stands in the book (`declare --not-cast`).</summary>
    public string Attested { get; init; } = "";

    /// <summary>R.</summary>
    public DefectMap Defects { get; init; } = new([]);

    public JsonObject ToJson()
    {
        var o = new JsonObject { ["frames"] = JsonReading.Text(Frames), ["class"] = Class.ToString() };
        switch (Class)
        {
            case PerformerClass.P1:
                o["steps"] = new JsonArray([.. Steps.Select(s => (JsonNode)s.ToJson())]);
                if (Field is not null) o["field"] = Field.ToJson();
                break;
            case PerformerClass.P2:
                o["transform"] = Transform!.ToJson();
                break;
            case PerformerClass.P3:
                o["shows"] = new JsonObject(Map.Shows.OrderBy(s => s.Key).Select(s => KeyValuePair.Create(s.Key.ToString(System.Globalization.CultureInfo.InvariantCulture), (JsonNode?)s.Value)));
                break;
            case PerformerClass.P4:
                var edge = Edge!;
                (o["alpha"], o["foreground"], o["background"]) = (edge.Alpha.ToJson(), edge.Foreground.ToJson(), edge.Background.ToJson());
                (o["band"], o["blur"], o["words"], o["setting"]) = (edge.Band, edge.Blur, edge.Words, edge.Setting.ToString().ToLowerInvariant());
                break;
            case PerformerClass.P5:
                o["holes"] = new JsonArray([.. Holes.Select(h => (JsonNode)new JsonObject { ["box"] = h.Box.ToString(), ["from"] = h.From, ["dx"] = h.Dx, ["dy"] = h.Dy })]);
                break;
            case PerformerClass.N:
                (o["region"], o["attested"]) = (Region!.ToJson(), Attested);
                break;
            default:
                o["defects"] = new JsonArray([.. Defects.Defects.Select(d => (JsonNode)JsonValue.Create(d.ToString()))]);
                break;
        }
        return o;
    }
}
