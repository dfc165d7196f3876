using Xunit;

namespace Answerprint.Tests.House;

public sealed class RoomOrderTest
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
}
