using System.Globalization;
using Answerprint.Media.Time;

namespace Answerprint.Production.Delivery;

/// <summary>`changes.csv`: a row for every shot that something was asked of.</summary>
public static class ChangeTable
{
    /// <param name="record">Record timecode of a frame of the cut.</param>
    public static string Write(IEnumerable<Delivered> delivered, IEnumerable<Withheld> withheld, int firstFrame, Func<int, string> record)
    {
        var table = new Csv("shot", "clip", "plate", "record_in", "record_out", "version", "status", "made_frames", "held_frames", "tool", "lowest_confidence", "flagged_frames", "briefs", "why", "next");
        foreach (var d in delivered)
        {
            var flagged = d.Made.Concat(d.Held).OrderBy(f => f.Number).Where(f => f.Figures!.Flagged).Select(f => d.Version.FrameNumber(f.Number, firstFrame));
            table.Row(
                d.Shot.Name, d.Shot.Clip, d.Plate.Name, record(d.Shot.Record.Start), record(d.Shot.Record.End), d.Version.Name, d.Status,
                FrameList.Format(d.Made.Select(f => d.Version.FrameNumber(f.Number, firstFrame))), d.FrameMap(firstFrame), d.Version.Tool,
                d.Made.Count > 0 ? d.Made.Min(f => f.Figures!.Confidence).ToString("0.000", CultureInfo.InvariantCulture) : "", FrameList.Format(flagged), string.Join(' ', d.Version.Briefs), "",
                d.IsFinal ? "" : "look at it and approve or refuse it: answerprint review");
        }
        foreach (var w in withheld) table.Row(w.Shot, "", "", "", "", "", w.What, "", "", "", "", "", w.Brief, w.Reason, w.WayOut);
        return table.ToString();
    }
}
