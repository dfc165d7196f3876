namespace Answerprint.Soundstage;

/// <summary>A rigid piece of a thing: what is seen of it and what throws its shadow, in its own space, and where it stands at a time.</summary>
/// <param name="pose">Seconds from the first frame → where it stands; smooth.</param>
internal sealed class Part(Func<double, Pose> pose)
{
    public IReadOnlyList<Surface> Surfaces { get; init; } = [];

    public IReadOnlyList<Mesh> Meshes { get; init; } = [];

    public IReadOnlyList<Wire> Wires { get; init; } = [];

    /// <summary>What throws the shadow; empty for what throws none.</summary>
    public IReadOnlyList<Shape> Shadows { get; init; } = [];

    public Pose At(double seconds) => pose(seconds);
}
