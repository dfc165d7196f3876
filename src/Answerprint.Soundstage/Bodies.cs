namespace Answerprint.Soundstage;

/// <summary>What may shade a surface.</summary>
/// <param name="ByLight">For each of <see cref="Scene.Lights"/>, the bodies whose shadow may fall there, in the order of the scene.</param>
/// <param name="Close">The bodies that may keep light from all round away.</param>
internal sealed record Bodies(Caster[][] ByLight, Caster[] Close)
{
    // fewer than these are asked as fast as they are sorted out
    private const int Few = 3;

    public static Bodies None(int lights) => new([.. Enumerable.Repeat(Array.Empty<Caster>(), lights)], []);

    /// <summary>Those that may shade a ball of points. What is left out would have let all light pass, so the bits stay.</summary>
    public Bodies Within(Vec3 middle, double radius, IReadOnlyList<Light> lights)
    {
        var near = new Caster[ByLight.Length][];
        for (var k = 0; k < near.Length; k++)
            near[k] = ByLight[k].Length > Few && lights[k] is AimedLight aimed ? Array.FindAll(ByLight[k], c => aimed.MayReach(c, middle, radius)) : ByLight[k];
        return new(near, Close.Length > Few ? Array.FindAll(Close, c => c.MayClose(middle, radius)) : Close);
    }

    public bool IsMany => Close.Length > Few || Array.Exists(ByLight, b => b.Length > Few);
}
