using Answerprint.Media.Formats;
using Answerprint.Production.Cuts;

namespace Answerprint.Production.Delivery;

/// <summary>
/// What a package holds for the program that it goes back to. The versions are the same for all; what differs is the dialect of the cut, what its clips are called and lead to,
/// and the codec of the proxies.
/// </summary>
/// <param name="Host">Whose dialect the cut is written in.</param>
/// <param name="Proxy">What proxies are packed with.</param>
/// <param name="Suffix">Of a proxy's file.</param>
/// <param name="OwnNames">Whether a proxy is called after its version, which is what hosts find media by; else `proxy`.</param>
/// <param name="PlaysPictures">Whether the clip plays the version's own pictures; else the proxy.</param>
/// <param name="FileClips">Whether a clip is called like its file.</param>
/// <param name="Log">Whether a log (ALE) goes with it.</param>
public sealed record TurnbackProfile(string Name, CutHost Host, MovieKind Proxy, string Suffix, bool OwnNames, bool PlaysPictures, bool FileClips, bool Log)
{
    /// <summary>For nobody in particular.</summary>
    public static TurnbackProfile Any { get; } = new("", CutHost.Any, MovieKind.H264, ".mov", OwnNames: false, PlaysPictures: false, FileClips: false, Log: false);

    private static readonly TurnbackProfile[] All =
    [
        // finds media again by file name and source timecode; refuses a missing reference
        new("resolve", CutHost.Resolve, MovieKind.ProRes, ".mov", OwnNames: true, PlaysPictures: false, FileClips: true, Log: false),
        // wants times with a decimal point
        new("premiere", CutHost.Premiere, MovieKind.ProRes, ".mov", OwnNames: true, PlaysPictures: false, FileClips: false, Log: false),
        // links by tape and timecode: list, log and MXF name the same tape
        new("avid", CutHost.Avid, MovieKind.DnxHr, ".mxf", OwnNames: true, PlaysPictures: false, FileClips: false, Log: true),
        // plays the pictures themselves; reads one reference a clip
        new("openrv", CutHost.OpenRv, MovieKind.H264, ".mp4", OwnNames: true, PlaysPictures: true, FileClips: false, Log: false),
        // follows a file's address and nothing else
        new("xstudio", CutHost.XStudio, MovieKind.H264, ".mp4", OwnNames: true, PlaysPictures: false, FileClips: false, Log: false),
        new("otio", CutHost.Any, MovieKind.H264, ".mov", OwnNames: true, PlaysPictures: false, FileClips: false, Log: false),
    ];

    /// <exception cref="FormatException">No program of that name.</exception>
    public static TurnbackProfile Parse(string? name) => name is null ? Any : Array.Find(All, p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new FormatException($"'{BadCut.Clean(name, 40)}' is no program that a package is made for; write {string.Join(", ", All.Select(p => p.Name))}");

    /// <summary>The file of a version's proxy, without folder.</summary>
    public string ProxyName(string version) => $"{(OwnNames ? version : "proxy")}{Suffix}";
}
