namespace Answerprint.Soundstage;

/// <summary>What a surface looks like: reflectance by place. A pure function, already averaged over the sample: safe for several threads.</summary>
internal abstract class Material
{
    /// <param name="u">Metres along the surface.</param>
    /// <param name="v">Metres up the surface (away from the camera on a floor).</param>
    /// <param name="wu">Width of the sample along u, metres, above 0.</param>
    /// <param name="wv">Width of the sample along v, metres, above 0.</param>
    public abstract Colour At(double u, double v, double wu, double wv);

    /// <summary>Whether it shines by its own light (a sky, a lit screen) and takes no shadow.</summary>
    public virtual bool Shines => false;

    /// <summary>Name of the light that goes out with what shines here: "sky", "practical".</summary>
    public virtual string Source => "sky";

    /// <summary>Whether it is laid out for one face, from its own corner.</summary>
    public virtual bool IsPrint => false;

    /// <summary>Share of a light that is mirrored at its brightest, 0..1; 0 for matt.</summary>
    public virtual double Gloss => 0;

    /// <summary>How small the mirrored light is: the exponent of Blinn and Phong (1977) is 2 to this power.</summary>
    public virtual int Polish => 5;

    /// <summary>A cell's colour fades to the mean where the sample holds several cells.</summary>
    protected static double Cells(double width, double size) => Math.Clamp(1.5 - (width / size), 0, 1);
}
