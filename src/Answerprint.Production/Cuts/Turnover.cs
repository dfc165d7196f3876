using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;

namespace Answerprint.Production.Cuts;

/// <summary>What editorial hands over: a cut as it was read, with the hash of its bytes.</summary>
/// <param name="File">As its user named it.</param>
/// <param name="Sha256">Of the bytes of the cut, lower-case hexadecimal; of a bundle, of the cut in it.</param>
/// <param name="Events">Every clip laid out; cuts within cuts opened.</param>
/// <param name="PictureLength">Frames from the first of the cut to the end of its longest picture track.</param>
/// <param name="Warnings">What was guessed or not understood, with its place.</param>
/// <param name="Otio">The document as it stands, where the cut came as one; a turn-back edits a copy of it.</param>
public sealed record Turnover(
    string File, string Format, string Sha256, Timeline Timeline, IReadOnlyList<CutEvent> Events, int PictureLength, IReadOnlyList<string> Warnings, OtioDocument? Otio)
{
    /// <summary>The document to write changes into: the one that came, or a new one of the same cut.</summary>
    public OtioDocument Document => Otio ?? OtioDocument.From(Timeline, File);

    /// <summary>Whether a list needs its rate told: an EDL says none.</summary>
    public static bool NeedsRate(string path) => Path.GetExtension(path).Equals(".edl", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a cut by its suffix: <see cref="CutFile.Kinds"/>.</summary>
    /// <param name="rate">Frames a second; must be given for an EDL, and overrides what another file says.</param>
    /// <param name="sequence">Which of several cuts in one file: its name, or "#2"; null: there must be one only.</param>
    /// <exception cref="BadInputException">The file is not there or is no cut; the message says where and what to do.</exception>
    /// <exception cref="FormatException">An EDL without a rate.</exception>
    public static Turnover Read(string path, FrameRate? rate = null, string? sequence = null)
    {
        if (NeedsRate(path) && rate is null) throw new FormatException($"an EDL says no frame rate; add --rate, as in: --rate 24 ({Path.GetFileName(path)})");
        var file = CutFile.Load(path);
        var cut = Read(file.Bytes, file.Name, rate, sequence);
        return cut with { File = path, Format = Path.GetExtension(path.TrimEnd('/', '\\'))[1..].ToLowerInvariant(), Warnings = [.. file.Notes, .. cut.Warnings] };
    }

    /// <inheritdoc cref="Read(string, FrameRate?, string?)"/>
    /// <param name="bytes">Of the cut alone: see <see cref="CutFile.Load"/>.</param>
    /// <param name="file">Its name, for messages; its suffix says the format.</param>
    public static Turnover Read(byte[] bytes, string file, FrameRate? rate, string? sequence = null)
    {
        var hash = Convert.ToHexStringLower(Provenance.Keys.Sha256.Of(bytes));
        var suffix = Path.GetExtension(file).ToUpperInvariant();
        Timeline timeline;
        IReadOnlyList<string> warnings;
        OtioDocument? document = null;
        CutFile.Refuse(file, suffix);
        switch (suffix)
        {
            case ".OTIO":
                document = OtioDocument.Parse(bytes, file);
                (timeline, warnings) = BadCut.Exactly(file, () => (document.ToTimeline(rate, out var notes, sequence), notes));
                // what is no timeline, or one of several, can not be edited where it stands
                if (!document.IsTimeline) document = null;
                break;
            case ".EDL":
                var reader = new EdlReader(file, rate ?? throw new FormatException("an EDL says no frame rate; add --rate"));
                timeline = BadCut.Exactly(file, () => reader.Read(bytes));
                warnings = reader.Warnings;
                break;
            case ".FCPXML" or ".XML":
                (timeline, warnings) = Xml(CutElement.Parse(bytes, file), file, rate, sequence);
                break;
            default:
                throw new BadInputException("unknown-format", file, "", "a bundle is read from where it lies", "Name it by its path");
        }
        if (timeline.Rate.Nominal > 240) throw BadCut.At(file, "", $"the cut counts in {timeline.Rate} frames a second", "Say the rate of the picture with --rate");
        var (events, length) = CutLayout.Of(timeline, file);
        return new(file, suffix[1..].ToLowerInvariant(), hash, timeline, events, length, warnings, document);
    }

    private static (Timeline Timeline, IReadOnlyList<string> Warnings) Xml(CutElement root, string file, FrameRate? rate, string? sequence) => BadCut.Exactly<(Timeline, IReadOnlyList<string>)>(file, () =>
    {
        if (root.Name == "fcpxml")
        {
            var reader = new FcpxmlReader(file);
            return (reader.Read(root, rate, sequence), reader.Warnings);
        }
        var xmeml = new XmemlReader(file);
        return (xmeml.Read(root, rate, sequence), xmeml.Warnings);
    });
}
