using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

/// <summary>Pictures of random words: not numbers (signalling too), infinite, negative, subnormal, large identifiers.</summary>
internal static class Words
{
    public static StoredFrame Random(int width, int height, int seed)
    {
        var random = new Random(seed);
        var window = new Window(-3, 5, width - 4, height + 4);
        return new(window, new(0, 0, 1919, 1079),
            [Channel("A", SampleType.Half), Channel("B", SampleType.Half), Channel("G", SampleType.Half), Channel("R", SampleType.Half), Channel("Z", SampleType.Float), Channel("id.cryptomatte", SampleType.UInt)],
            [new("owner", "string", "nobody"u8.ToArray()), new("ours", "made-up-type", [1, 2, 3, 0, 255])]);

        StoredChannel Channel(string name, SampleType type)
        {
            var words = new byte[width * height * (type == SampleType.Half ? 2 : 4)];
            random.NextBytes(words);
            return new(name, type, words);
        }
    }

    public static void Same(StoredFrame expected, StoredFrame actual)
    {
        Assert.Equal(expected.DataWindow, actual.DataWindow);
        Assert.Equal(expected.DisplayWindow, actual.DisplayWindow);
        Assert.Equal(expected.Channels.Select(c => (c.Name, c.Type)).Order(), actual.Channels.Select(c => (c.Name, c.Type)).Order());
        foreach (var channel in expected.Channels)
            Assert.True(channel.Words.AsSpan().SequenceEqual(actual.Channel(channel.Name)!.Words), channel.Name);
        foreach (var attribute in expected.Attributes)
            Assert.Equal(attribute.Value, actual.Attributes.Single(a => a.Name == attribute.Name).Value);
    }
}
