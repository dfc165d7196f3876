namespace Answerprint.Soundstage;

/// <summary>What the camera does. Kinds add up: a hand-held dolly is <c>Dolly | HandHeld</c>.</summary>
[Flags]
public enum MoveKind
{
    /// <summary>Locked off.</summary>
    Still = 0,

    /// <summary>Turns from side to side.</summary>
    Pan = 1,

    /// <summary>Rides forward.</summary>
    Dolly = 2,

    /// <summary>Rides sideways.</summary>
    Truck = 4,

    /// <summary>The lens gets longer.</summary>
    Zoom = 8,

    /// <summary>Shakes as on a shoulder.</summary>
    HandHeld = 16,
}

/// <summary>A move of the camera over a take: eased, so that speed changes within it.</summary>
/// <param name="Kind">What moves.</param>
/// <param name="PanDegrees">From the first to the last frame; right is positive.</param>
/// <param name="DollyShare">Way ridden as a share of the scene's depth of interest (4 m in a room, 12 m in a street, 1.2 m at a table).</param>
/// <param name="TruckShare">Likewise sideways; right is positive.</param>
/// <param name="ZoomFactor">Focal length at the end over that at the start.</param>
/// <param name="ShakeDegrees">Amplitude of the shake.</param>
public readonly record struct CameraMove(
    MoveKind Kind, double PanDegrees = 9, double DollyShare = 0.25, double TruckShare = 0.2, double ZoomFactor = 1.35, double ShakeDegrees = 0.7)
{
    /// <summary>The move of a seed: one or two kinds, with its own amounts.</summary>
    public static CameraMove Of(ulong seed)
    {
        var chance = new Chance(seed ^ 0xC0FFEE);
        var kind = chance.Pick(MoveKind.Pan, MoveKind.Dolly, MoveKind.Truck, MoveKind.Zoom, MoveKind.Still) | (chance.Once(0.5) ? MoveKind.HandHeld : MoveKind.Still);
        return new(kind, chance.Pick(-1, 1) * chance.Between(4, 14), chance.Between(0.12, 0.3), chance.Pick(-1, 1) * chance.Between(0.1, 0.3), chance.Between(1.15, 1.5), chance.Between(0.3, 1));
    }
}
