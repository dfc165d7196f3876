namespace Answerprint.Soundstage;

/// <summary>One far key light with soft shadows of the boxes, and a fill from above and below.</summary>
/// <param name="Towards">Unit direction to the key.</param>
/// <param name="Key">Its light on a surface that faces it.</param>
/// <param name="Above">Fill from above.</param>
/// <param name="Below">Fill from below: what the floor gives back.</param>
/// <param name="Softness">Width of the edge of a shadow at 1 m from what throws it, metres.</param>
internal sealed record Light(Vec3 Towards, Colour Key, Colour Above, Colour Below, double Softness);
