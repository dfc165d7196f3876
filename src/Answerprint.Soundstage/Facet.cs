namespace Answerprint.Soundstage;

/// <summary>What a facet is a piece of.</summary>
internal enum FacetKind : byte
{
    /// <summary>A flat rectangle: 0 ≤ u ≤ width, 0 ≤ v ≤ height, metres.</summary>
    Rectangle,

    /// <summary>A triangle of a mesh: u and v are the weights of its second and third corner.</summary>
    Triangle,

    /// <summary>A piece of a wire, turned to the camera: u metres along it, v across it.</summary>
    Ribbon,
}

/// <summary>
/// One surface as one camera sees it at one moment. A point (u, v) of a plane and its pixel are one projective map:
/// M (u, v, 1)ᵀ = z (x, y, 1)ᵀ, hence M⁻¹ (x, y, 1)ᵀ = (u, v, 1)ᵀ / z (Hartley and Zisserman, Multiple View Geometry, 2004, 8.1).
/// </summary>
internal struct Facet
{
    // M⁻¹: rows for u/z, v/z and 1/z
    public double U0, U1, U2, V0, V1, V2, W0, W1, W2;

    // M: rows for xz, yz and z
    public double X0, X1, X2, Y0, Y1, Y2, Z0, Z1, Z2;

    // pixels outside which it can not be seen
    public double MinX, MinY, MaxX, MaxY;

    public double Width, Height;

    /// <summary>Whether its outer side is turned to the camera and some of it is in front.</summary>
    public bool Seen;

    public FacetKind Kind;

    /// <summary>Nearest corner, for drawing order.</summary>
    public double Nearest;

    public Vec3 Corner, AlongU, AlongV, Outward;

    /// <summary>Among the things of the scene, and among its parts.</summary>
    public int Thing, Part;

    /// <summary>What is lit as one piece: the same for all triangles of a mesh and all pieces of a wire.</summary>
    public int Owner;

    /// <summary>Which triangle of its mesh.</summary>
    public int Index;

    /// <summary>Metres of the wire before this piece.</summary>
    public double Before;

    /// <summary>The <see cref="Soundstage.Surface"/>, <see cref="Mesh"/> or <see cref="Wire"/> that it is of.</summary>
    public object Of;
}
