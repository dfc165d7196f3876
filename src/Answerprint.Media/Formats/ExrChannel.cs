using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>A channel as the header lists it.</summary>
internal sealed record ExrChannel(string Name, SampleType Type, bool Linear, int XSampling, int YSampling)
{
    public int BytesPerSample => Type == SampleType.Half ? 2 : 4;

    /// <summary>Samples of a row of the window.</summary>
    public int Columns(Window window) => Multiples(window.MinX, window.MaxX, XSampling);

    /// <summary>Rows of the window that have samples.</summary>
    public int Rows(Window window) => Multiples(window.MinY, window.MaxY, YSampling);

    /// <summary>Bytes of all its samples.</summary>
    public long Bytes(Window window) => (long)Columns(window) * Rows(window) * BytesPerSample;

    public StoredChannel ToStored(byte[] words) => new(Name, Type, words, XSampling, YSampling, Linear);

    private static int Multiples(int first, int last, int step) => (int)(Floor(last, step) - Floor((long)first - 1, step));

    private static long Floor(long value, int step) => value >= 0 ? value / step : -((-value + step - 1) / step);
}
