using Answerprint.Media.Frames;
using Answerprint.Production.Plates;

namespace Answerprint.Studio.Pages;

/// <summary>Writes the pictures of a page into a folder beside it and says how the page names them. One caller at a time.</summary>
/// <param name="folder">Where the page will stand; pictures go into "pictures" below it.</param>
internal sealed class PagePictures(string folder, int mostWidth = 960)
{
    private const string Below = "pictures";

    /// <summary>The pictures of one frame.</summary>
    /// <param name="shot">Names the files: letters, digits, dots, dashes and underlines of it are kept.</param>
    /// <param name="plate">Null where the frame was missing.</param>
    /// <param name="version">What was made, or the plate itself for a neighbour.</param>
    /// <param name="truth">What the version is compared with; null shows no difference.</param>
    /// <param name="origin">Null for a frame that was not made.</param>
    public PageFrame Write(string shot, int number, Frame? plate, Frame? version, Frame? truth, Origin? origin, Matte? work = null, string note = "")
    {
        var shown = version is null ? null : DisplayPicture.Of(version, mostWidth);
        IReadOnlyList<OriginKey> legend = [];
        string? where = null, difference = null;
        if (origin is not null && shown is not null)
        {
            var (map, keys) = OriginPicture.Of(origin, shown, work);
            where = Save(shot, number, "origin", map);
            legend = keys;
        }
        if (truth is not null && shown is not null) difference = Save(shot, number, "difference", DisplayPicture.Difference(shown, DisplayPicture.Of(truth, mostWidth)));
        return new(
            number, origin is not null,
            plate is null ? null : Save(shot, number, "plate", DisplayPicture.Of(plate, mostWidth)),
            shown is null ? null : Save(shot, number, "version", shown),
            where, difference, legend, note);
    }

    private string Save(string shot, int number, string kind, DisplayPicture picture)
    {
        Directory.CreateDirectory(Path.Combine(folder, Below));
        var name = $"{string.Concat(shot.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))}.{kind}.{number:D4}.png";
        WholeFile.Write(Path.Combine(folder, Below, name), picture.ToPng());
        return $"{Below}/{name}";
    }
}
