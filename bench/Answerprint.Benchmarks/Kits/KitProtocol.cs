using System.Globalization;
using System.Text;
using Answerprint.Media.Time;

namespace Answerprint.Benchmarks.Kits;

/// <summary>The README of a kit: what an operator renders, under which names, and what is said with it.</summary>
internal static class KitProtocol
{
    public static string Text(IReadOnlyList<KitCase> cases)
    {
        var light = cases.Any(c => c.Suffix == ".exr");
        var text = new StringBuilder();
        text.AppendLine("# A kit for tools that run elsewhere").AppendLine();
        text.AppendLine("Each folder holds every (gap+1)th frame of a clip. Render the frames between them with your tool, as a user of it would for a delivery, and send `answers/` back. The true frames are not in here; nobody is in the pictures.").AppendLine();
        text.AppendLine("| case | size | known | render | gap |");
        text.AppendLine("|---|---|---|---|---|");
        foreach (var c in cases)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {c.Name} | {c.Width}×{c.Height} | `{c.Name}/{c.Name}.%04d{c.Suffix}`, {FrameList.Format(c.Known.Keys)} | {FrameList.Format(c.Missing)} | {c.Gap} |");
        text.AppendLine();
        text.AppendLine("## What to render").AppendLine();
        text.AppendLine("- The frames in the column *render*, at the size of the case, under the same numbers: `answers/CASE/CASE.%04d.exr` or `.png` (also `.dpx`, `.tif`).");
        text.AppendLine("- Or one movie `answers/CASE/CASE.mov` (`.mkv`, `.mp4`, `.mxf`) with every frame of the case from the first to the last, known ones included, without loss if your tool can; tag its matrix and transfer (untagged: BT.601 below 720 lines, else BT.709, legal range, BT.1886).");
        text.AppendLine("- Stills and movies of one case are not mixed. Every case is answered, or the whole is not scored.");
        text.AppendLine(CultureInfo.InvariantCulture, $"- Time runs evenly: frame {cases[0].First + 1} lies 1/{cases[0].Gap + 1} of the way from {cases[0].First} to {cases[0].First + cases[0].Gap + 1} in the case {cases[0].Name}. Motion is to be followed at even steps of frames, without easing and without motion blur added.").AppendLine();
        text.AppendLine("## Colour").AppendLine();
        text.AppendLine(light
            ? "- The frames of the kit are half-float EXR, scene-linear light, BT.709 primaries. EXR answers are read the same way: write linear light."
            : "- The frames of the kit are 8-bit PNG of display codes: BT.709 primaries, BT.1886 (pure power 2.4). They are RGB at full range; whatever a file's tags say, change no code value on the way in or out.");
        text.AppendLine("- PNG, DPX and TIFF answers are read as display codes of BT.709 primaries and BT.1886 (light = code to the power 2.4), 8 or 16 bit, full range. EXR answers are read as scene-linear light. No look, no tone curve.");
        text.AppendLine("- Scores are taken in 8-bit display codes, clipped at white.").AppendLine();
        text.AppendLine("## What to say").AppendLine();
        text.AppendLine("Fill in `answers/settings.json`: tool, version, every setting that is not the default (all cases with the same ones), and who ran it; machine and seconds a made frame if you took them. No score stands without the first four.").AppendLine();
        text.AppendLine("## How it is scored, and how the truth is sealed").AppendLine();
        text.AppendLine("`answerprint bench score KIT --truth TRUTH` scores the answers beside the tools that run there, on the same frames. `kit.json` holds a seal of each true frame: the SHA-256 of 32 bytes of salt and then the file. With the score come the frames and the salts; anybody can then see that these are the frames that were sealed before you rendered:").AppendLine();
        text.AppendLine("```");
        text.AppendLine("(printf SALT | xxd -r -p; cat FRAME) | sha256sum");
        text.AppendLine("```");
        return text.ToString();
    }
}
