using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Plates;
using Answerprint.Production.Quality;
using Answerprint.Production.Toolbox;

namespace Answerprint.Production.Farm;

/// <summary>
/// Renders one chunk into the vault and tells nobody: it holds no pen. What it leaves there when it is killed is either whole frames under
/// their own digests, which the next run finds again, or unfinished files, which the next run sweeps away.
/// </summary>
public sealed class Worker(Vault vault, string staging)
{
    /// <param name="step">Called after each frame with its number.</param>
    /// <returns>The frames of the chunk that are there, ascending; a hole that nobody asked to fill is left out.</returns>
    public IReadOnlyList<RenderedFrame> Render(PreparedStep prepared, Chunk chunk, Action<int> step, CancellationToken cancel)
    {
        Directory.CreateDirectory(staging);
        var clip = prepared.Assignment.Plate.Clip;
        var tags = FrameTags.Of(prepared.Step.Plate);
        var frames = new List<RenderedFrame>();
        using var belt = new Conveyor();
        var stored = 8L * clip.Width * clip.Height;
        using var made = prepared.Step.Tool.Render(prepared.Assignment, prepared.Preparation, chunk.Range, cancel).GetEnumerator();
        var next = made.MoveNext() ? made.Current : null;
        foreach (var number in chunk.Range.Numbers)
        {
            cancel.ThrowIfCancellationRequested();
            if (next is { } frame && frame.Number < number)
                throw new InvalidOperationException($"{prepared.Step.Tool.Card.Name} yielded frame {frame.Number} outside its chunk or out of order");
            if (next is { } now && now.Number == number)
            {
                belt.Send(() =>
                {
                    var write = Made(now, clip, tags);
                    return () => frames.Add(write());
                }, (4 * stored) + now.Origin.Bytes);
                next = made.MoveNext() ? made.Current : null;
            }
            else if (clip.Has(number))
            {
                belt.Send(() =>
                {
                    var own = clip.ReadStored(number);
                    return () => frames.Add(new(number, Write(tags.On(own, number, own: true)), PlateBits.Of(own), null, null, null));
                }, stored);
            }
            else
            {
                continue;
            }
            step(number);
        }
        if (next is not null) throw new InvalidOperationException($"{prepared.Step.Tool.Card.Name} yielded frame {next.Number} outside its chunk");
        belt.Finish();
        return frames;
    }

    /// <summary>Reads what the frame takes from the plate; what it gives writes the frame.</summary>
    private Func<RenderedFrame> Made(MadeFrame made, Clip clip, FrameTags tags)
    {
        if (made.Shows is { } real)
        {
            var shown = clip.ReadStored(real);
            return () => new(made.Number, Write(tags.On(shown, made.Number, own: false)), PlateBits.Of(shown), Origin(made.Origin), null, RenderedFigures.Of(made), real) { Moment = made.Moment };
        }
        // a frame that is made whole takes nothing from the plate's frame of that number, even where there is one
        var whole = made.Work.IsWhole && !(made.OnPlate && clip.Has(made.Number));
        var own = !whole && clip.Has(made.Number);
        var picture = own ? clip.ReadStored(made.Number).With(made.Picture, made.Work) : made.Picture.ToStoredLike(Neighbour(clip, made.Number));
        return () => new(made.Number, Write(tags.On(picture, made.Number, own)), PlateBits.Of(picture), Origin(made.Origin), whole ? null : Matte(made.Work), RenderedFigures.Of(made)) { Moment = made.Moment, Edge = Edge(made) };
    }

    private RenderedEdge? Edge(MadeFrame made) => made.Edge is not { } edge ? null : new(Kept(MatteFile.Stored(made.Foreground!)), Kept(edge.Foreground), Kept(edge.Background), edge.Despill, edge.Blur);

    private KeptPicture Kept(StoredFrame picture) => new(Write(picture), Digest.From(PictureTree.Of(picture).Hash));

    private Digest Origin(OriginPass origin)
    {
        var path = Path.Combine(staging, "origin.exr");
        OriginFile.Write(path, origin);
        return vault.Take(path);
    }

    private Digest Matte(Matte work)
    {
        var path = Path.Combine(staging, "work.exr");
        ExrFile.Write(path, MatteFile.Stored(work));
        return vault.Take(path);
    }

    private Digest Write(StoredFrame picture)
    {
        var path = Path.Combine(staging, "picture.exr");
        ExrFile.Write(path, picture);
        return vault.Take(path);
    }

    /// <summary>The nearest real frame, the earlier of two: what a made frame looks like as a file.</summary>
    private static StoredFrame Neighbour(Clip clip, int number)
    {
        // a frame of another timing may lie far from the plate's numbers
        number = Math.Clamp(number, clip.Range.Start - 1, clip.Range.End);
        for (var away = 1; away <= clip.Range.Length; away++)
            foreach (var near in new[] { number - away, number + away })
                if (clip.Has(near)) return clip.ReadStored(near);
        throw new BadInputException("no-frames", clip.Name, "", "the plate has no frame at all", "Deliver the plate");
    }
}
