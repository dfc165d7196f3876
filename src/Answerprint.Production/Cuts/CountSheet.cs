using System.Globalization;
using System.Text;
using Answerprint.Media.Time;

namespace Answerprint.Production.Cuts;

/// <summary>A count sheet: a line a picture event with what is to be done, what it is made of and how long it is. CSV by RFC 4180.</summary>
public static class CountSheet
{
    public static string Of(Turnover cut)
    {
        var text = new StringBuilder("shot,work,elements,event,track,record_in,record_out,frames,source_in,source_out,head_overlap,tail_overlap,speed,status\n");
        foreach (var e in cut.Events.Where(e => e.Kind == TrackKind.Picture))
        {
            var rate = cut.Timeline.Rate;
            var drop = e.RecordStart.IsDropFrame && Timecode.CanDrop(rate);
            var (first, end) = e.SourceFrames();
            Line(text,
            [
                e.Name, string.Join(" / ", Work(e)), string.Join(" / ", Elements(e)), Number(e.Number), e.Track, e.RecordStart.ToString(), e.RecordEnd.ToString(), Number(e.Record.Length),
                Timecode.FromFrame(first, rate, drop).ToString(), Timecode.FromFrame(end, rate, drop).ToString(), Number(e.HeadOverlap), Number(e.TailOverlap), e.Speed.ToString("0.######", CultureInfo.InvariantCulture), e.Enabled ? "on" : "off",
            ]);
        }
        return text.ToString();
    }

    /// <summary>The list with a column for each of its columns.</summary>
    public static string Of(ClipList list)
    {
        var text = new StringBuilder();
        Line(text, list.Kind is "ale" ? list.Columns : ["name", "reel", "start", "end", .. list.Columns, "asc_sop", "asc_sat"]);
        foreach (var e in list.Entries)
        {
            var nine = e.Grade is { } g ? CdlText.Sop([.. g.Slope.Concat(g.Offset).Concat(g.Power).Select(v => double.Parse(v.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))]) : "";
            Line(text, list.Kind is "ale" ? e.Fields : [e.Name, e.Reel, e.Start?.ToString() ?? "", e.End?.ToString() ?? "", .. e.Fields, nine, e.Grade?.Saturation.ToString("R", CultureInfo.InvariantCulture) ?? ""]);
        }
        return text.ToString();
    }

    /// <summary>RFC 4180; a field that a spreadsheet would run as a formula is made text.</summary>
    internal static string Field(string text)
    {
        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..]) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\n\r") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static void Line(StringBuilder text, IEnumerable<string> fields) => text.AppendJoin(',', fields.Select(Field)).Append('\n');

    private static IEnumerable<string> Work(CutEvent e)
    {
        foreach (var marker in e.Clip.Markers.Select(m => string.Join(": ", new[] { m.Name, m.Comment }.Where(t => t.Length > 0).Distinct(StringComparer.Ordinal))).Where(t => t.Length > 0)) yield return marker;
        if (e.Speed == 0) yield return "freeze";
        else if (e.Speed != 1) yield return "retime";
        foreach (var effect in e.Clip.Effects.Where(x => x is not LinearTimeWarp)) yield return effect.Name.Length > 0 ? effect.Name : effect.EffectName;
        if (e.In is { } transition) yield return transition.Name.Length > 0 ? transition.Name : transition.Type;
    }

    private static IEnumerable<string> Elements(CutEvent e)
    {
        var media = e.Media switch
        {
            ExternalReference { FileName.Length: > 0 } file => file.FileName,
            ImageSequenceReference sequence => sequence.Pattern,
            GeneratorReference generator => generator.Kind,
            _ => "",
        };
        if (media.Length > 0) yield return media;
        if (e.Reel.Length > 0) yield return e.Reel;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
