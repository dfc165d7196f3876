using System.Text.Json.Nodes;
using Answerprint.Media.Time;

namespace Answerprint.Production.Cuts;

/// <summary>What a clip's pictures are.</summary>
/// <param name="AvailableRange">All that there is of it, in its own time; null: not said.</param>
public abstract record MediaReference(string Name, TimeRange? AvailableRange, JsonObject Metadata);

/// <summary>A file.</summary>
/// <param name="TargetUrl">As the cut writes it: a URL or a path, of whichever machine.</param>
public sealed record ExternalReference(string Name, string TargetUrl, TimeRange? AvailableRange, JsonObject Metadata) : MediaReference(Name, AvailableRange, Metadata)
{
    /// <summary>The last part of the path, unescaped: what media is found by.</summary>
    public string FileName => MediaName.OfUrl(TargetUrl);
}

/// <summary>Numbered pictures: frame = <paramref name="StartFrame"/> + (t − available start) × <paramref name="FrameStep"/>.</summary>
/// <param name="ZeroPadding">Least number of digits.</param>
/// <param name="MissingFramePolicy">"error", "black" or "hold".</param>
public sealed record ImageSequenceReference(
    string Name, string TargetUrlBase, string NamePrefix, string NameSuffix, int StartFrame, int FrameStep, FrameRate Rate, int ZeroPadding, string MissingFramePolicy,
    TimeRange? AvailableRange, JsonObject Metadata) : MediaReference(Name, AvailableRange, Metadata)
{
    /// <summary>"name.%04d.exr", without a folder.</summary>
    public string Pattern => ZeroPadding > 1 ? $"{NamePrefix}%0{ZeroPadding}d{NameSuffix}" : $"{NamePrefix}%d{NameSuffix}";
}

/// <summary>The cut knows of the media and not where it is.</summary>
public sealed record MissingReference(string Name, TimeRange? AvailableRange, JsonObject Metadata) : MediaReference(Name, AvailableRange, Metadata)
{
    public static MissingReference Unnamed { get; } = new("", null, []);
}

/// <summary>Made by the host: black, bars, a solid. Needs no media.</summary>
/// <param name="Kind">"black", "SMPTEBars".</param>
public sealed record GeneratorReference(string Name, string Kind, TimeRange? AvailableRange, JsonObject Metadata) : MediaReference(Name, AvailableRange, Metadata);

/// <summary>A reference of a schema that we do not know; kept.</summary>
public sealed record UnknownReference(string Name, string Schema, TimeRange? AvailableRange, JsonObject Metadata) : MediaReference(Name, AvailableRange, Metadata);
