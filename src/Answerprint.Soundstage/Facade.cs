namespace Answerprint.Soundstage;

/// <summary>A wall with rows of windows: frames, panes that are dark, curtained or lit.</summary>
internal sealed class Facade(uint seed, Material wall, double bay, double storey) : Material
{
    public override Colour At(double u, double v, double wu, double wv)
    {
        int column = (int)Math.Floor(u / bay), row = (int)Math.Floor(v / storey);
        double pu = u - (column * bay), pv = v - (row * storey);
        double left = bay * 0.27, right = bay * 0.73, low = storey * 0.28, high = storey * 0.84, frame = bay * 0.035;
        var opening = Wave.Between(left, right, pu, wu) * Wave.Between(low, high, pv, wv);
        var colour = wall.At(u, v, wu, wv);
        var sill = Wave.Between(left - frame, right + frame, pu, wu) * Wave.Between(low - (2 * frame), low, pv, wv);
        if (sill > 0) colour = Colour.Mix(colour, new(0.5, 0.48, 0.44), sill);
        if (opening <= 0) return colour;
        var middle = (left + right) / 2;
        var glass = Wave.Between(left + frame, right - frame, pu, wu) * Wave.Between(low + frame, high - frame, pv, wv) * (1 - Wave.Between(middle - (frame / 2), middle + (frame / 2), pu, wu));
        var own = Noise.Unit(seed, column, row);
        var pane = own switch
        {
            < 0.15 => new Colour(0.85, 0.62, 0.33),
            < 0.5 => new Colour(0.42, 0.4, 0.36),
            _ => new Colour(0.05, 0.07, 0.09),
        };
        // what the glass mirrors: a slanted edge, and a blind drawn down to its own height
        pane += new Colour(0.16, 0.2, 0.25) * Wave.Step(0, pu + (0.6 * pv) - (bay * (0.5 + (0.5 * own))), wu + wv);
        pane = Colour.Mix(pane, new(0.35, 0.33, 0.28), 0.8 * Wave.Step(storey * (0.84 - (0.4 * Noise.Unit(seed + 3, column, row))), pv, wv));
        var window = Colour.Mix(new(0.34, 0.33, 0.31), pane, glass);
        return Colour.Mix(colour, window, opening);
    }
}
