namespace Answerprint.Soundstage;

/// <summary>A surface's part of a pixel.</summary>
/// <param name="Facet">The surface, where it is looked at.</param>
/// <param name="X">Where it is looked at, pixels.</param>
/// <param name="Y">Likewise.</param>
/// <param name="Weight">0..1 of the pixel.</param>
internal record struct Share(int Facet, double X, double Y, double Weight);
