namespace Answerprint.Media.Formats;

/// <summary>How the blocks of an EXR are packed (OpenEXR file layout, "compression").</summary>
public enum ExrCompression
{
    None = 0,
    Rle = 1,

    /// <summary>Deflate, one line a block.</summary>
    Zips = 2,

    /// <summary>Deflate, 16 lines a block.</summary>
    Zip = 3,

    /// <summary>Wavelets, without loss, 32 lines a block.</summary>
    Piz = 4,

    /// <summary>Deflate; floats lose their low eight bits.</summary>
    Pxr24 = 5,

    /// <summary>Halves in blocks of 4×4, with loss.</summary>
    B44 = 6,

    /// <summary>The same; flat blocks smaller.</summary>
    B44A = 7,

    /// <summary>Cosines, with loss, 32 lines a block.</summary>
    Dwaa = 8,

    /// <summary>The same, 256 lines a block.</summary>
    Dwab = 9,
}

/// <summary>How the pixels of a part lie in the file (OpenEXR file layout, "type").</summary>
public enum ExrStorage
{
    Scanlines,

    /// <summary>Tiles; level 0 is the picture.</summary>
    Tiles,

    /// <summary>Any number of samples a pixel; not read.</summary>
    DeepScanlines,

    /// <summary>Any number of samples a pixel, in tiles; not read.</summary>
    DeepTiles,
}

/// <summary>One part of an EXR: a picture with windows, channels and attributes of its own. A plain file has one part.</summary>
/// <param name="Name">As the file names it; empty in a file of one part that bears none.</param>
/// <param name="Picture">Its picture; where only the header was read, the channels have empty words.</param>
public sealed record ExrPart(string Name, ExrStorage Storage, ExrCompression Compression, Frames.StoredFrame Picture)
{
    /// <summary>Whether it can not be read because pixels have any number of samples.</summary>
    public bool IsDeep => Storage is ExrStorage.DeepScanlines or ExrStorage.DeepTiles;
}
