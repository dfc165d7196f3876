using System.Globalization;
using System.Text;

namespace Answerprint.Production.Rights;

/// <summary>
/// A script for Nuke: Read of the plate, FrameRange over neighbours and work, an empty Roto, Reads of the mattes, Write. Nodes stand in the order in which
/// Nuke builds its stack: each takes its inputs from those written before it.
/// </summary>
internal static class NukeScript
{
    public static string Of(HandOff pack)
    {
        var text = new StringBuilder();
        var first = pack.Neighbours.Append(pack.Work).Min(r => r.Start);
        var last = pack.Neighbours.Append(pack.Work).Max(r => r.End) - 1;
        Node("Root",
            ("inputs", "0"), ("format", $"\"{pack.Width} {pack.Height} 0 0 {pack.Width} {pack.Height} 1 plate\""), ("first_frame", Number(first)), ("last_frame", Number(last)),
            ("fps", pack.Rate.PerSecond.ToString("0.######", CultureInfo.InvariantCulture)), ("lock_range", "true"));
        for (var m = 0; m < pack.Mattes.Count; m++)
        {
            var matte = pack.Mattes[m];
            Node("Read",
                ("inputs", "0"), ("file", matte.Pattern), ("first", Number(matte.Frames.Start)), ("last", Number(matte.Frames.End - 1)), ("raw", "true"),
                ("name", $"Matte{m + 1}"), ("label", Quoted(matte.Name)), ("xpos", Number(200 * (m + 1))), ("ypos", "0"));
        }
        Node("Read",
            ("inputs", "0"), ("file", pack.Plate.Pattern), ("first", Number(pack.Plate.Frames.Start)), ("last", Number(pack.Plate.Frames.End - 1)), ("on_error", "checkerboard"),
            ("name", "Plate"), ("label", Quoted(pack.Plate.Name)), ("xpos", "0"), ("ypos", "0"));
        Node("FrameRange", ("first_frame", Number(first)), ("last_frame", Number(last)), ("name", "Work"), ("label", Quoted($"work {pack.Work}")), ("xpos", "0"), ("ypos", "120"));
        Node("Roto", ("output", "alpha"), ("name", "WorkMatte"), ("xpos", "0"), ("ypos", "200"));
        Node("Write",
            ("file", pack.Output), ("file_type", "exr"), ("datatype", "\"16 bit half\""), ("compression", "\"Zip (16 scanlines)\""), ("channels", "all"), ("create_directories", "true"),
            ("use_limit", "true"), ("first", Number(pack.Work.Start)), ("last", Number(pack.Work.End - 1)), ("name", "Result"), ("xpos", "0"), ("ypos", "320"));
        return text.ToString();

        void Node(string kind, params (string Knob, string Value)[] knobs)
        {
            text.Append(kind).Append(" {\n");
            foreach (var (knob, value) in knobs) text.Append(' ').Append(knob).Append(' ').Append(value).Append('\n');
            text.Append("}\n");
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    // only letters that Tcl reads as themselves
    private static string Quoted(string text) => $"\"{new string([.. text.Select(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '.' or '-' or '_' or '(' or ')' or ',' ? c : '_')])}\"";
}
