namespace Answerprint.Production.Quality;

/// <summary>
/// One step of a colour function: it knows the colour of a pixel and not its place. All arithmetic is in binary64, in the order in which it is written here, without
/// fused multiply-add; what comes out is rounded once, at the end of all steps. So anybody who follows the text gets the same stored words.
/// </summary>
public abstract record ColourStep
{
    /// <summary>Applies the step to a pixel.</summary>
    public abstract void Apply(ref double red, ref double green, ref double blue);

    /// <summary>The step as it stands in the document.</summary>
    internal abstract System.Text.Json.Nodes.JsonObject ToJson();
}

/// <summary>
/// out = max(0, in·slope + offset)^power where the base is above 0, the base itself where it is not (nothing is clipped); then out = Y + saturation·(out − Y) with
/// Y = 0.2126 R + 0.7152 G + 0.0722 B, unless saturation is 1. A power of 1 is left out.
/// </summary>
public sealed record CdlColour(double[] Slope, double[] Offset, double[] Power, double Saturation) : ColourStep
{
    public override void Apply(ref double red, ref double green, ref double blue)
    {
        red = Channel(red, 0);
        green = Channel(green, 1);
        blue = Channel(blue, 2);
        if (Saturation == 1) return;
        var luma = (0.2126 * red) + (0.7152 * green) + (0.0722 * blue);
        red = luma + (Saturation * (red - luma));
        green = luma + (Saturation * (green - luma));
        blue = luma + (Saturation * (blue - luma));
    }

    internal override System.Text.Json.Nodes.JsonObject ToJson() => new()
    {
        ["cdl"] = new System.Text.Json.Nodes.JsonObject { ["slope"] = ChangeReading.Numbers(Slope), ["offset"] = ChangeReading.Numbers(Offset), ["power"] = ChangeReading.Numbers(Power), ["saturation"] = Saturation },
    };

    private double Channel(double value, int c)
    {
        value = (value * Slope[c]) + Offset[c];
        return Power[c] != 1 && value > 0 ? Math.Pow(value, Power[c]) : value;
    }
}

/// <summary>out = M·in, M row by row; each row summed from the left.</summary>
public sealed record MatrixColour(double[] Rows) : ColourStep
{
    public override void Apply(ref double red, ref double green, ref double blue)
    {
        var (r, g, b) = (red, green, blue);
        red = (Rows[0] * r) + (Rows[1] * g) + (Rows[2] * b);
        green = (Rows[3] * r) + (Rows[4] * g) + (Rows[5] * b);
        blue = (Rows[6] * r) + (Rows[7] * g) + (Rows[8] * b);
    }

    internal override System.Text.Json.Nodes.JsonObject ToJson() => new() { ["matrix"] = ChangeReading.Numbers(Rows) };
}

/// <summary>
/// A line of entries a channel, at even steps from <paramref name="From"/> to <paramref name="To"/>, never falling; linear between them, and beyond both ends on along the line of the
/// last two entries, so that nothing is clipped.
/// </summary>
public sealed record LineColour(double From, double To, double[][] Entries) : ColourStep
{
    public override void Apply(ref double red, ref double green, ref double blue)
    {
        red = Channel(red, Entries[0]);
        green = Channel(green, Entries[1]);
        blue = Channel(blue, Entries[2]);
    }

    internal override System.Text.Json.Nodes.JsonObject ToJson() => new()
    {
        ["lut"] = new System.Text.Json.Nodes.JsonObject { ["from"] = From, ["to"] = To, ["red"] = ChangeReading.Numbers(Entries[0]), ["green"] = ChangeReading.Numbers(Entries[1]), ["blue"] = ChangeReading.Numbers(Entries[2]) },
    };

    private double Channel(double value, double[] entries)
    {
        var at = (value - From) / (To - From) * (entries.Length - 1);
        // not a number stays one
        if (double.IsNaN(at)) return value;
        var low = (int)Math.Clamp(Math.Floor(at), 0, entries.Length - 2);
        return entries[low] + ((at - low) * (entries[low + 1] - entries[low]));
    }
}

/// <summary>
/// A cube of colours, red fastest, from <paramref name="From"/> to <paramref name="To"/> on every axis: each channel never falls along its own axis. Trilinear: along red, then green, then blue.
/// Colours outside are held at its surface.
/// </summary>
public sealed record CubeColour(double From, double To, int Edge, double[] Entries) : ColourStep
{
    public override void Apply(ref double red, ref double green, ref double blue)
    {
        var (r, g, b) = (At(red), At(green), At(blue));
        if (double.IsNaN(r + g + b)) { (red, green, blue) = (double.NaN, double.NaN, double.NaN); return; }
        red = Channel(r, g, b, 0);
        green = Channel(r, g, b, 1);
        blue = Channel(r, g, b, 2);
    }

    internal override System.Text.Json.Nodes.JsonObject ToJson() => new() { ["cube"] = new System.Text.Json.Nodes.JsonObject { ["from"] = From, ["to"] = To, ["edge"] = Edge, ["entries"] = ChangeReading.Numbers(Entries) } };

    private double At(double value) => Math.Clamp((value - From) / (To - From) * (Edge - 1), 0, Edge - 1);

    private double Channel(double r, double g, double b, int c)
    {
        var (x, y, z) = ((int)Math.Min(r, Edge - 2), (int)Math.Min(g, Edge - 2), (int)Math.Min(b, Edge - 2));
        double fx = r - x, fy = g - y, fz = b - z;
        return Mix(Mix(Mix(E(0, 0, 0), E(1, 0, 0), fx), Mix(E(0, 1, 0), E(1, 1, 0), fx), fy), Mix(Mix(E(0, 0, 1), E(1, 0, 1), fx), Mix(E(0, 1, 1), E(1, 1, 1), fx), fy), fz);

        double E(int i, int j, int k) => Entries[(((((z + k) * Edge) + y + j) * Edge) + x + i) * 3 + c];
    }

    private static double Mix(double a, double b, double t) => a + (t * (b - a));
}

/// <summary>Takes the spill of a screen out of a pixel: its channel falls by amount·max(0, it − limit), the limit being the mean or the greater of the other two.</summary>
public sealed record DespillColour(bool Green, bool Mean, double Amount) : ColourStep
{
    public override void Apply(ref double red, ref double green, ref double blue)
    {
        var (own, other) = Green ? (green, blue) : (blue, green);
        var limit = Mean ? (red + other) / 2 : Math.Max(red, other);
        var less = own - (Amount * Math.Max(0, own - limit));
        if (Green) green = less;
        else blue = less;
    }

    /// <exception cref="FormatException">It is none.</exception>
    internal static DespillColour Read(System.Text.Json.Nodes.JsonObject o)
    {
        ChangeReading.Only(o, "a despill", "screen", "limit", "amount");
        return new(
            o["screen"]?.ToString() switch { "green" => true, "blue" => false, _ => throw new FormatException("'screen' is green or blue") },
            o["limit"]?.ToString() switch { "mean" => true, "greater" => false, _ => throw new FormatException("'limit' is mean or greater") },
            ChangeReading.Number(o, "amount", 0, 1, 1));
    }

    internal override System.Text.Json.Nodes.JsonObject ToJson() => new() { ["despill"] = new System.Text.Json.Nodes.JsonObject { ["screen"] = Green ? "green" : "blue", ["limit"] = Mean ? "mean" : "greater", ["amount"] = Amount } };
}
