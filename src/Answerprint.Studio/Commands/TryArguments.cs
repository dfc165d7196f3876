using System.CommandLine;
using System.Globalization;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Studio.Commands;

/// <summary>What every tool that is tried on loose frames is told: what comes in, where it goes, which frames, and who attests that nobody is in them.</summary>
internal sealed class TryArguments
{
    private readonly Option<string> input = new("--in") { Required = true, Description = "A movie, name.%04d.exr or name.####.png" };
    private readonly Option<string> output = new("--out") { Required = true, Description = "A pattern (.exr, .png) or movie (.mkv lossless, .mov ProRes); gets the whole range" };
    private readonly Option<string?> range = new("--range") { Description = "Only these frames of the input: 1001-1050" };
    private readonly Option<string?> origins = new("--origin") { Description = "Pattern of EXR files for the origin pass of changed frames" };
    private readonly Option<FileInfo?> report = new("--report") { Description = "A JSON file with seconds, confidence and measures of every changed frame" };
    private readonly Option<string?> nobody = new("--no-people") { Description = "The person who attests that nobody is in these pictures; it is written into the output. Without it changed regions that may show people are hatched" };
    private readonly Option<int> threads = new("--threads") { Description = "Threads to use; the result does not depend on it", DefaultValueFactory = _ => Environment.ProcessorCount };
    private readonly Option<int> first = new("--first") { Description = "The number of a movie's first frame, of all other movies as well", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> rate = new("--rate") { Description = "The rate, where the files say none or a wrong one: 24, 24000/1001" };

    /// <summary>The options, for the command.</summary>
    public IEnumerable<Option> Options => [input, output, range, origins, report, nobody, threads, first, rate];

    public string In(ParseResult parsed) => parsed.GetValue(input)!;

    public string Out(ParseResult parsed) => parsed.GetValue(output)!;

    public string? Report(ParseResult parsed) => parsed.GetValue(report)?.FullName;

    /// <summary>Who attests that nobody is in the pictures; null: nobody does.</summary>
    public string? NoPeople(ParseResult parsed) => string.IsNullOrWhiteSpace(parsed.GetValue(nobody)) ? null : parsed.GetValue(nobody);

    /// <exception cref="FormatException">There are none.</exception>
    public int Threads(ParseResult parsed) => parsed.GetValue(threads) is >= 1 and var count ? count : throw new FormatException("--threads is at least 1");

    /// <exception cref="FormatException">The rate is none.</exception>
    public OpenOptions Open(ParseResult parsed) => new() { First = parsed.GetValue(first), Rate = parsed.GetValue(rate) is { } text ? FrameRate.Parse(text) : null };

    /// <summary>The pattern of the origin pass; null: none is asked for.</summary>
    /// <exception cref="FormatException">It is no pattern of EXR files.</exception>
    public PatternName? Origins(ParseResult parsed) => Pattern(parsed.GetValue(origins), "--origin", "the origin pass is");

    /// <summary>Looks at the files to write before anything is done.</summary>
    public void CheckFiles(ParseResult parsed)
    {
        Output.CheckFile("--out", Out(parsed));
        Output.CheckFile("--origin", parsed.GetValue(origins));
        Output.CheckFile("--report", parsed.GetValue(report)?.ToString());
    }

    /// <summary>The frames that are asked for, none of them missing.</summary>
    /// <param name="remedy">What to do about a frame that is.</param>
    /// <exception cref="FormatException">The range has holes.</exception>
    /// <exception cref="BadInputException">A frame is not there.</exception>
    public FrameRange Range(ParseResult parsed, Clip clip, string remedy)
    {
        var asked = parsed.GetValue(range) is { } text ? Whole(text, clip) : clip.Range;
        var hole = asked.Numbers.FirstOrDefault(n => !clip.Has(n), int.MinValue);
        return hole == int.MinValue ? asked : throw new BadInputException("missing-frame", clip.Name, string.Create(CultureInfo.InvariantCulture, $"frame {hole}"), "the frame does not exist", remedy);
    }

    /// <summary>A pattern of EXR files.</summary>
    public static PatternName? Pattern(string? text, string option, string what) => text is null ? null
        : PatternName.TryParse(text) is not { } pattern ? throw new FormatException($"{option} is a pattern such as {option[2..]}.%04d.exr")
        : pattern.Suffix == ".exr" ? pattern : throw new FormatException($"{what} written as EXR: {option} {option[2..]}.%04d.exr");

    private static FrameRange Whole(string text, Clip clip)
    {
        var numbers = FrameList.Parse(text);
        var asked = numbers[^1] - numbers[0] + 1 == numbers.Count ? new FrameRange(numbers[0], numbers[^1] + 1) : throw new FormatException("--range has no holes: 1001-1050");
        return asked.Intersect(clip.Range) == asked ? asked : throw new BadInputException("out-of-range", clip.Name, $"frames {asked}", $"the input has the frames {clip.Range}", "Name frames of the input");
    }
}
