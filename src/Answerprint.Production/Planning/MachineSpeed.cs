using Answerprint.Media.Filters;

namespace Answerprint.Production.Planning;

/// <summary>How fast this machine is, in a twentieth of a second: a blur of a picture, timed by the processor and not by the clock.</summary>
public static class MachineSpeed
{
    private const int Width = 640, Height = 360, Times = 8;

    /// <summary>CPU seconds that the blurs take on <see cref="Toolbox.WorkTerm.ReferenceMachine"/>.</summary>
    private const double Reference = 0.009;

    private static readonly Lazy<double> measured = new(Measure);

    /// <summary>CPU seconds here for one there, 0.1 to 10; measured once.</summary>
    public static double Factor => measured.Value;

    private static double Measure()
    {
        var plane = Lanes.Plane(Width * Height);
        for (var i = 0; i < plane.Length; i++) plane[i] = i % 251;
        Gaussian.Blur(plane, Width, Height, 2.5f);
        var best = double.PositiveInfinity;
        for (var round = 0; round < 3; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            for (var k = 0; k < Times; k++) Gaussian.Blur(plane, Width, Height, 2.5f);
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }
        return Math.Clamp(best / Reference, 0.1, 10);
    }
}
