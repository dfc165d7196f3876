using System.Text.RegularExpressions;
using Xunit;

namespace Answerprint.Tests.House;

public sealed partial class RoomOrderTest
{
    private static readonly string[] Ours =
        [.. Directory.GetFiles(AppContext.BaseDirectory, "Answerprint.*.dll").Where(f => !f.EndsWith("Tests.dll", StringComparison.Ordinal)), Path.Combine(AppContext.BaseDirectory, "answerprint.dll")];

    private static readonly string[] Media = [.. Ours.Where(f => f.EndsWith("Answerprint.Media.dll", StringComparison.Ordinal))];

    [Fact]
    public void Rooms_OfEveryAssembly_UseOnlyRoomsAboveThem()
    {
        Assert.True(Ours.Length >= 7, $"only {Ours.Length} assemblies found");
        var breaches = RoomOrder.Breaches(Ours, RoomOrder.Rooms);
        Assert.True(breaches.Count == 0, string.Join(Environment.NewLine, breaches));
    }

    [Fact]
    public void Rooms_ThatHoldCode_StandInArchitectureInTheirOrder()
    {
        var used = new[] { "src", "bench" }.SelectMany(Checkout.Sources).Select(f => Said().Match(File.ReadAllText(f))).Where(m => m.Success).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var described = Row().Matches(File.ReadAllText(Path.Combine(Checkout.Root, "ARCHITECTURE.md"))).Select(m => m.Groups[1].Value);
        Assert.Equal(RoomOrder.Rooms.Where(used.Contains), described);
    }

    [Fact]
    public void Rooms_WhenTheOrderIsTurnedRound_AreSeenToBreak()
    {
        var turned = RoomOrder.Rooms.Reverse().ToArray();
        Assert.Contains(RoomOrder.Breaches(Media, turned), b => b.Contains("-> Media.Frames", StringComparison.Ordinal));
    }

    [Fact]
    public void Rooms_NotInTheList_AreNamed()
    {
        var without = RoomOrder.Rooms.Where(r => r != "Media.Frames").ToArray();
        Assert.Contains(RoomOrder.Breaches(Media, without), b => b.Contains("room Media.Frames is not in the list", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^namespace Answerprint\.([\w.]+);", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Said();

    [GeneratedRegex(@"^\| ([A-Z][\w.]*) \|", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
