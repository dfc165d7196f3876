namespace Answerprint.Soundstage;

/// <summary>What is asked of a frame; what is not asked costs nothing.</summary>
[Flags]
public enum Passes
{
    None = 0,

    /// <summary>The picture.</summary>
    Picture = 1,

    /// <summary>Motion to the next frame.</summary>
    Next = 2,

    /// <summary>Motion to the previous frame.</summary>
    Previous = 4,

    /// <summary>Which points are not seen in the other frame; with <see cref="Next"/> and <see cref="Previous"/> only.</summary>
    Hidden = 8,

    /// <summary>Distance along the camera's axis.</summary>
    Depth = 16,

    /// <summary>Which thing each pixel shows.</summary>
    Ids = 32,

    /// <summary>Which way each pixel's surface faces.</summary>
    Normals = 64,

    /// <summary>What share of the light surfaces give back: the picture without light.</summary>
    Albedo = 128,

    /// <summary>The picture by each light alone.</summary>
    Lights = 256,

    /// <summary>The picture without its grain.</summary>
    Grainless = 512,

    /// <summary>All of it.</summary>
    All = Picture | Next | Previous | Hidden | Depth | Ids | Normals | Albedo | Lights | Grainless,
}
