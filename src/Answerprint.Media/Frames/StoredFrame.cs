namespace Answerprint.Media.Frames;

/// <summary>How a channel's samples are stored.</summary>
public enum SampleType
{
    /// <summary>32-bit unsigned integers: identifiers, never light.</summary>
    UInt = 0,

    /// <summary>IEEE 754 binary16.</summary>
    Half = 1,

    /// <summary>IEEE 754 binary32.</summary>
    Float = 2,
}

/// <summary>An integer window, both ends included, as OpenEXR writes them.</summary>
public readonly record struct Window(int MinX, int MinY, int MaxX, int MaxY)
{
    public int Width => MaxX - MinX + 1;

    public int Height => MaxY - MinY + 1;
}

/// <summary>One channel of a stored picture: its words as they stand in the file, little-endian, row by row.</summary>
/// <param name="Words">2 bytes a sample for half, 4 for float and uint; (H / YSampling) × (W / XSampling) samples.</param>
public sealed record StoredChannel(string Name, SampleType Type, byte[] Words, int XSampling = 1, int YSampling = 1, bool Linear = false)
{
    public int BytesPerSample => Type == SampleType.Half ? 2 : 4;
}

/// <summary>An attribute of a file as it was read: type and value uninterpreted, so that what we do not know passes through.</summary>
public sealed record StoredAttribute(string Name, string Type, byte[] Value);

/// <summary>
/// A picture as it is stored: the plate's bits. Tools calculate on a <see cref="Frame"/>; what a tool did not touch is copied from here
/// word by word and never converted.
/// </summary>
public sealed record StoredFrame(Window DataWindow, Window DisplayWindow, IReadOnlyList<StoredChannel> Channels, IReadOnlyList<StoredAttribute> Attributes)
{
    /// <summary>How it lay in its file; null for a picture that comes from no file, or of a kind that has no choice.</summary>
    public StoredLayout? Layout { get; init; }

    public int Width => DataWindow.Width;

    public int Height => DataWindow.Height;

    public StoredChannel? Channel(string name) => Channels.FirstOrDefault(c => c.Name == name);
}
