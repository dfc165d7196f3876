using Answerprint.Media.Frames;
using Answerprint.Production.Quality;

namespace Answerprint.Production.Toolbox;

/// <summary>
/// A frame of class P4 taken apart, so that anybody can put it together again: out = α·F + (1 − α)·B in binary64, rounded once. All in the plate's types and size.
/// </summary>
/// <param name="Foreground">F: the plate, coloured by <paramref name="Despill"/>, wherever α is above 0; else 0.</param>
/// <param name="Background">B: the new plate; at the edge also what takes the light of the old background out of F. 0 where α is 1.</param>
/// <param name="Despill">The one colour function of the frame; null: F is the plate's own.</param>
/// <param name="Blur">By how many pixels motion blur widens the edge beyond the <see cref="EdgeChange.MostBand"/> that every edge may have.</param>
public sealed record PublishedEdge(StoredFrame Foreground, StoredFrame Background, DespillColour? Despill, double Blur);
