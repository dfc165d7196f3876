using Answerprint.Benchmarks.Peers;
using Answerprint.Media.Screens;

namespace Answerprint.Benchmarks.Briefs;

/// <summary>Real footage with people in it, and where they are on its first frames, drawn by somebody who looked at each of them. Pixels from the top left, frames from 1.</summary>
/// <param name="Name">Of its folder among the clips; of the file, where it comes with the system.</param>
/// <param name="Width">It is scaled to.</param>
/// <param name="People">Each performer's boxes, as `declare --box` takes them.</param>
/// <param name="Clear">A part that stays 16 pixels away from everybody.</param>
/// <param name="Skin">A spot of face, hair or hand on the first frame.</param>
public sealed record PeopleClip(string Name, int Width, int Height, IReadOnlyList<IReadOnlyList<string>> People, Box Clear, Box Skin)
{
    /// <summary>So many frames of each clip are used.</summary>
    public const int Most = 12;

    public int Frames { get; init; } = Most;

    /// <summary>Wardrobe on the first frame, neither face, hair nor hand; null: they are too small for it, or only hands.</summary>
    public Box? Wardrobe { get; init; }

    /// <summary>What is seen of people.</summary>
    public required string Shows { get; init; }

    /// <summary>All boxes are of one and the same person.</summary>
    public bool IsOnePerson { get; init; }

    /// <summary>A file that comes with Debian's opencv-doc, in place of one among the clips.</summary>
    public string? Sample { get; init; }

    /// <summary>Its first frames, interleaved 8-bit R, G, B.</summary>
    public IReadOnlyList<byte[]> Read(string file) => Ffmpeg.Read(file, Width, Height, Frames);

    /// <summary>A street with walkers, of opencv-doc.</summary>
    public static PeopleClip Street { get; } = new("street", 640, 480, [["200,170,50,95@1", "258,155,60,100@12"], ["405,120,45,85@1", "380,120,50,90@12"], ["520,185,65,90@1", "440,185,60,95@12"], ["590,225,50,130"]], new(100, 330, 24, 16), new(220, 186, 4, 4))
    {
        Shows = "whole figures of 80 pixels, from the side, the front and the back",
        Wardrobe = new(220, 202, 12, 16), Sample = "/usr/share/doc/opencv-doc/examples/data/vtest.avi",
    };

    public static IReadOnlyList<PeopleClip> All { get; } =
    [
        new("blocks", 640, 360, [["30,0,305,185"], ["318,0,312,110"]], new(480, 260, 24, 16), new(120, 60, 4, 4)) { IsOnePerson = true, Shows = "two hands" },
        new("coffee", 640, 360, [["88,0,482,305"]], new(604, 30, 16, 16), new(190, 240, 4, 4)) { Wardrobe = new(290, 20, 24, 16), Shows = "a body without its head" },
        new("dog", 640, 360, [["98,86,162,206"]], new(460, 230, 24, 16), new(205, 128, 4, 4)) { Wardrobe = new(148, 188, 16, 16), Shows = "a whole figure of 180 pixels, from the side" },
        new("greenscreen", 320, 192, [["90,0,116,150"], ["2,106,296,86"]], new(250, 40, 24, 16), new(147, 80, 4, 4)) { Wardrobe = new(54, 164, 20, 16), IsOnePerson = true, Shows = "a face, and shoulders" },
        new("park_joy", 480, 270, [["83,116,187,66"], ["83,220,187,50"]], new(420, 60, 24, 16), new(228, 138, 4, 4)) { Frames = 10, Shows = "figures of 35 pixels among trees, and their reflections" },
        Street,
    ];
}
