using System.Buffers.Binary;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Provenance.Keys;

namespace Answerprint.Production.Plates;

/// <summary>
/// The digest of what a picture shows, however it is wrapped: SHA-256 over the line "answerprint.picture.1\n", width and height as little-endian int32, then the half words of R, G
/// and B, row by row. Windows, alpha, further channels, packing, metadata and the stored type do not count, so a picture that was saved anew without loss keeps it; a picture of
/// which one pixel was changed has another.
/// </summary>
public static class PictureBits
{
    /// <param name="file">Names the file in an error.</param>
    /// <returns>Null for a picture that has no colour at full resolution.</returns>
    public static Digest? Of(StoredFrame picture, string file)
    {
        Frame light;
        try
        {
            light = picture.ToFrame(file);
        }
        catch (BadInputException)
        {
            return null;
        }
        using var hash = new Sha256();
        hash.Append("answerprint.picture.1\n"u8);
        Span<byte> size = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(size, light.Width);
        BinaryPrimitives.WriteInt32LittleEndian(size[4..], light.Height);
        hash.Append(size);
        for (var c = 0; c < 3; c++) hash.Append(StoredPicture.Channel(light.Channels[c], SampleType.Half, light.Plane(c)).Words);
        return Digest.From(hash.Take());
    }
}
