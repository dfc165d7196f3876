using Answerprint.Media.Frames;

namespace Answerprint.Production.Quality;

/// <summary>One frame of a version with what belongs to it, read once for all checks.</summary>
public sealed class SeenFrame
{
    private readonly Lazy<Frame> picture;
    private readonly Lazy<Frame?> platePicture;

    internal SeenFrame(Inspection given, int number)
    {
        Number = number;
        Stored = given.Version.ReadStored(number);
        Plate = given.IsMade(number) ? null : given.Plate.ReadStored(number);
        Work = given.Work(number) is { IsEmpty: false } work ? work : null;
        Origin = given.Origin(number);
        picture = new(() => given.Version.Read(number));
        platePicture = new(() => Plate is null ? null : given.Plate.Read(number));
    }

    public int Number { get; }

    public StoredFrame Stored { get; }

    /// <summary>Null for a frame that is not in the plate.</summary>
    public StoredFrame? Plate { get; }

    /// <summary>Null where nothing was changed.</summary>
    public Matte? Work { get; }

    public OriginPass? Origin { get; }

    /// <summary>Scene-linear.</summary>
    public Frame Picture => picture.Value;

    public Frame? PlatePicture => platePicture.Value;
}
