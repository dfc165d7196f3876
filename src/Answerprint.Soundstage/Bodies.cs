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
            near[k] = AreMany(ByLight[k]) && lights[k] is AimedLight aimed ? Some(ByLight[k], c => aimed.MayReach(c, middle, radius)) : ByLight[k];
        return new(near, AreMany(Close) ? Some(Close, c => c.MayClose(middle, radius)) : Close);
    }

    /// <summary>Whether it is worth while to sort them out.</summary>
    public bool IsMany { get; } = AreMany(Close) || Array.Exists(ByLight, AreMany);

    private static bool AreMany(Caster[] casters) => casters.Length > Few || Array.Exists(casters, c => c is CasterGroup);

    private static Caster[] Some(Caster[] casters, Predicate<Caster> matters) => [.. casters.Select(c => c.Only(matters)).OfType<Caster>()];
}
