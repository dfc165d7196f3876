namespace Answerprint.Soundstage;

/// <summary>The simple body that throws the shadow of a part, in the part's own space.</summary>
internal abstract record Shape
{
    /// <summary>The body at one moment.</summary>
    /// <param name="thing">Its place among the things of the scene.</param>
    /// <param name="part">Its place among the parts of the scene: a part does not shade itself.</param>
    public abstract Caster At(Pose pose, int thing, int part);
}

/// <param name="Half">Half its size along the part's axes, metres; its middle is the part's origin.</param>
internal sealed record BoxShape(Vec3 Half) : Shape
{
    public override Caster At(Pose pose, int thing, int part) => new BoxCaster(pose, Half, thing, part);
}

/// <summary>A line of which everything within <paramref name="Radius"/> belongs to the body; a ball where both ends are one.</summary>
internal sealed record CapsuleShape(Vec3 From, Vec3 To, double Radius) : Shape
{
    public override Caster At(Pose pose, int thing, int part) => new CapsuleCaster(pose.Point(From), pose.Point(To), Radius, thing, part);
}

/// <summary>A rectangle of wires that cross in diamonds: it takes from the light what its wires cover.</summary>
/// <param name="Pitch">Metres from wire to wire.</param>
/// <param name="Thickness">Of a wire, metres.</param>
internal sealed record PanelShape(Vec3 Corner, Vec3 U, Vec3 V, double Width, double Height, double Pitch, double Thickness) : Shape
{
    public override Caster At(Pose pose, int thing, int part) =>
        new PanelCaster(pose.Point(Corner), pose.Along(U), pose.Along(V), Width, Height, Pitch, Thickness, thing, part);
}
