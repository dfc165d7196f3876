using Answerprint.Media.Time;

namespace Answerprint.Production.Cuts;

/// <summary>The clips of an FCPXML that holds an event and no project.</summary>
public static class FcpxmlClips
{
    /// <returns>Null where the file holds a project.</returns>
    /// <exception cref="Media.Frames.BadInputException">The file can not be read.</exception>
    public static ClipList? Read(string path, FrameRate? rate)
    {
        var file = CutFile.Load(path);
        var root = CutElement.Parse(file.Bytes, path);
        return root.Name == "fcpxml" && FcpxmlReader.HoldsClipsOnly(root) ? BadCut.Exactly(path, () => new FcpxmlReader(path).Clips(root, rate)) : null;
    }
}
