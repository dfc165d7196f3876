using System.Globalization;
using System.Runtime.InteropServices;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Quality;

/// <summary>The light of a frame's judged pixels, made again from the plate in binary64 and rounded once.</summary>
internal sealed class MadeAgain
{
    private readonly Dictionary<string, double[]> planes = new(StringComparer.Ordinal);
    private readonly int width;
    private readonly int height;
    private bool touched;

    /// <param name="area">The judged pixels in the plate, H×W.</param>
    public MadeAgain(StoredFrame plate, int width, int height, bool[] area)
    {
        (this.width, this.height, Area) = (width, height, area);
        foreach (var channel in plate.Channels)
        {
            if (!StoredWords.IsLight(channel.Name) || channel.Type == SampleType.UInt) continue;
            planes[channel.Name] = Values(channel);
        }
    }

    /// <summary>The judged pixels as the version shows them.</summary>
    public bool[] Area { get; private set; }

    /// <summary>Moves everything, the judged pixels as well.</summary>
    public void Move(PictureTransform transform)
    {
        touched = true;
        var moved = new bool[Area.Length];
        for (var i = 0; i < moved.Length; i++)
        {
            var (u, v) = transform.PlaceOf(i % width, i / width);
            // a little beyond the edge still belongs to whoever stands at it
            if (!(u >= -Rights.PeopleInRegion.KeepAway && v >= -Rights.PeopleInRegion.KeepAway && u <= width - 1 + Rights.PeopleInRegion.KeepAway && v <= height - 1 + Rights.PeopleInRegion.KeepAway)) continue;
            moved[i] = Area[(Math.Clamp((int)Math.Floor(v + 0.5), 0, height - 1) * width) + Math.Clamp((int)Math.Floor(u + 0.5), 0, width - 1)];
        }
        foreach (var (name, plane) in planes.ToList())
        {
            var into = new double[plane.Length];
            transform.Apply(plane, into, width, height, moved);
            planes[name] = into;
        }
        Area = moved;
    }

    /// <summary>Colours every judged pixel.</summary>
    public void Colour(ChangeRecord record)
    {
        touched = true;
        var grey = planes.ContainsKey("R") ? null : planes.GetValueOrDefault("Y");
        double[]? red = grey ?? planes.GetValueOrDefault("R"), green = grey ?? planes.GetValueOrDefault("G"), blue = grey ?? planes.GetValueOrDefault("B");
        if (red is null || green is null || blue is null) return;
        Parallel.For(0, height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var i = (y * width) + x;
                if (!Area[i]) continue;
                var (r, g, b) = (red[i], green[i], blue[i]);
                foreach (var step in record.Steps) step.Apply(ref r, ref g, ref b);
                if (record.Field is { } field)
                {
                    var gain = Math.Pow(2, field.At(x, y, width, height));
                    (r, g, b) = (r * gain, g * gain, b * gain);
                }
                if (grey is not null) grey[i] = g;
                else (red[i], green[i], blue[i]) = (r, g, b);
            }
        });
    }

    /// <summary>Sets what was made so far over a background: α·F + (1 − α)·B, and says where the matte reaches into the performer or is softer than it may be.</summary>
    /// <param name="performer">Their drawn matte in the plate.</param>
    /// <param name="band">The soft band's width, blur included, in pixels.</param>
    public IReadOnlyList<ClassReason> Compose(Matte alpha, StoredFrame front, StoredFrame back, Matte performer, double band)
    {
        if (alpha.Coverage.Length != Area.Length || front.Width != width || front.Height != height || back.Width != width || back.Height != height) return [new("cited-pictures", null, "", 1, "the pictures of the edge have another size than the plate")];
        var faults = new List<ClassReason>();
        var so = Words(planes.ToDictionary(p => p.Key, p => front.Channel(p.Key)?.Type ?? SampleType.Half));
        touched = true;
        // F is the plate, coloured as declared, wherever it counts
        long lies = 0;
        var at = "";
        foreach (var (name, words) in so)
        {
            if (name == "A") continue;
            if (front.Channel(name) is not { } channel) { faults.Add(new("foreground-not-plate", null, name, 1, "the foreground lacks a colour of the plate")); continue; }
            var size = channel.BytesPerSample;
            for (var i = 0; i < Area.Length; i++)
                if (Area[i] && alpha.Coverage[i] > 0 && !channel.Words.AsSpan(i * size, size).SequenceEqual(words.AsSpan(i * size, size)) && lies++ == 0) at = Spot(i);
        }
        if (lies > 0) faults.Add(new("foreground-not-plate", null, at, lies, "the foreground is not the plate's, coloured as declared"));
        Soft(alpha, performer, band, faults);
        foreach (var (name, plane) in planes)
        {
            if (name == "A" || back.Channel(name) is not { } under) continue;
            var b = Values(under);
            for (var i = 0; i < plane.Length; i++)
            {
                if (!Area[i]) continue;
                double a = alpha.Coverage[i];
                // the ends are exact, whatever is not a number on the other side
                plane[i] = a == 1 ? plane[i] : a == 0 ? b[i] : (a * plane[i]) + ((1 - a) * b[i]);
            }
        }
        return faults;
    }

    /// <summary>The words of every channel of light that was made again, in the plate's types; of a plate that nothing was done to, none.</summary>
    public Dictionary<string, byte[]> Words(StoredFrame plate) => touched ? Words(planes.ToDictionary(p => p.Key, p => plate.Channel(p.Key)!.Type)) : [];

    private Dictionary<string, byte[]> Words(Dictionary<string, SampleType> types)
    {
        var all = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (name, plane) in planes)
        {
            var words = new byte[plane.Length * (types[name] == SampleType.Half ? 2 : 4)];
            if (types[name] == SampleType.Half)
            {
                var halves = MemoryMarshal.Cast<byte, Half>(words.AsSpan());
                for (var i = 0; i < plane.Length; i++) if (Area[i]) halves[i] = (Half)plane[i];
            }
            else
            {
                var floats = MemoryMarshal.Cast<byte, float>(words.AsSpan());
                for (var i = 0; i < plane.Length; i++) if (Area[i]) floats[i] = (float)plane[i];
            }
            all[name] = words;
        }
        return all;
    }

    /// <summary>
    /// The soft band is no wider than declared: every pixel with α below 1 has one with α = 0 within reach, and every pixel with α above 0 one with α = 1; and nothing of the performer lies
    /// deeper than the band where the foreground is not whole.
    /// </summary>
    private void Soft(Matte alpha, Matte performer, double band, List<ClassReason> faults)
    {
        var reach = (int)Math.Ceiling(band);
        var (none, whole, body) = (new bool[Area.Length], new bool[Area.Length], new bool[Area.Length]);
        for (var i = 0; i < Area.Length; i++) (none[i], whole[i], body[i]) = (alpha.Coverage[i] == 0, alpha.Coverage[i] == 1, performer.Coverage[i] == 1);
        var (nearNone, nearWhole) = (Rights.PeopleInRegion.Grown(none, width, height, reach), Rights.PeopleInRegion.Grown(whole, width, height, reach));
        var notBody = new bool[Area.Length];
        for (var i = 0; i < notBody.Length; i++) notBody[i] = !body[i];
        var nearEdge = Rights.PeopleInRegion.Grown(notBody, width, height, reach);
        long soft = 0, cut = 0;
        string softAt = "", cutAt = "";
        for (var i = 0; i < Area.Length; i++)
        {
            if (!Area[i]) continue;
            if (!none[i] && !whole[i] && (!nearNone[i] || !nearWhole[i]) && soft++ == 0) softAt = Spot(i);
            if (body[i] && !nearEdge[i] && !whole[i] && cut++ == 0) cutAt = Spot(i);
        }
        if (soft > 0) faults.Add(new("edge-too-soft", null, softAt, soft, $"the soft band of the matte is wider than {band} pixels"));
        if (cut > 0) faults.Add(new("edge-cuts-performer", null, cutAt, cut, "the matte takes away of the performer, deeper than the soft band"));
    }

    private string Spot(int i) => string.Create(CultureInfo.InvariantCulture, $"x {i % width} y {i / width}");

    private static double[] Values(StoredChannel channel)
    {
        var floats = new float[channel.Words.Length / channel.BytesPerSample];
        StoredPicture.Values(channel, floats);
        return Array.ConvertAll(floats, f => (double)f);
    }
}
