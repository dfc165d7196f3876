using System.Text;

namespace Answerprint.Media.Formats;

/// <summary>What the picture process is asked for.</summary>
internal enum PictureJob : byte
{
    Hello = 0,
    Reserve = 1,
    ExrRead = 2,
    ExrColour = 3,
    ExrPack = 4,
    StillDescribe = 5,
    StillRead = 6,
    StillWrite = 7,
}

/// <summary>A request to the picture process: the job, its limits, and fields in the order in which the job takes them (native/pictures).</summary>
/// <param name="File">The file as its user named it, for errors.</param>
/// <param name="Path">Where it lies; what the process says is cleared of it. Empty for written pictures.</param>
/// <param name="Pixels">Bytes of pixels that the job makes or takes.</param>
/// <param name="Patience">How long it may take.</param>
internal sealed record PictureRequest(PictureJob Job, string File, string Path, long Pixels, TimeSpan Patience)
{
    private readonly MemoryStream fields = new();

    /// <summary>A request to read a file.</summary>
    public static PictureRequest Reading(PictureJob job, string file, string path, long pixels, long fileLength) =>
        new(job, file, path, pixels, PictureLimits.Patience(fileLength));

    public PictureRequest With(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        With(bytes.Length);
        fields.Write(bytes);
        return this;
    }

    public PictureRequest With(int number)
    {
        fields.Write(BitConverter.GetBytes(number));
        return this;
    }

    public PictureRequest With(float number) => With(BitConverter.SingleToInt32Bits(number));

    /// <summary>The message, its length before it.</summary>
    public byte[] Message()
    {
        using var message = new MemoryStream();
        using var writer = new BinaryWriter(message);
        writer.Write(21 + (int)fields.Length);
        writer.Write((byte)Job);
        writer.Write((uint)Patience.TotalMilliseconds);
        writer.Write((ulong)Pixels);
        writer.Write((ulong)PictureLimits.Beside(Pixels));
        writer.Write(fields.GetBuffer(), 0, (int)fields.Length);
        return message.ToArray();
    }
}
