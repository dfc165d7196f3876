namespace Answerprint.Production.Rights;

/// <summary>What is done to the pixels of people who were recorded.</summary>
public enum PerformerClass
{
    /// <summary>Nothing: the bits of every person's pixels stand.</summary>
    P0 = 0,

    /// <summary>One colour function a frame without windows, times one smooth field.</summary>
    P1,

    /// <summary>One declared transform of the whole picture.</summary>
    P2,

    /// <summary>The take's own frames, held or dropped as the cut orders.</summary>
    P3,

    /// <summary>The soft band at the edge of a key or matte.</summary>
    P4,

    /// <summary>A thing in front of wardrobe, replaced by real pixels of the same take.</summary>
    P5,

    /// <summary>Crew in shot, removed.</summary>
    N,

    /// <summary>A sensor's defect, mended from its neighbours.</summary>
    R,

    /// <summary>Anything else: refused whoever asks.</summary>
    X,
}

/// <summary>Classes as people read them.</summary>
public static class PerformerClassWords
{
    public static string PlainOf(PerformerClass kind) => kind switch
    {
        PerformerClass.P0 => "untouched",
        PerformerClass.P1 => "one colour function and a smooth field over the whole picture",
        PerformerClass.P2 => "the whole picture moved as one",
        PerformerClass.P3 => "their own frames, held or dropped",
        PerformerClass.P4 => "mixed with another background in the soft band at their edge",
        PerformerClass.P5 => "a thing before them replaced by real pixels of the same take",
        PerformerClass.N => "crew taken out",
        PerformerClass.R => "defects of the sensor mended",
        _ => "refused",
    };
}

/// <summary>Whether people are in a part of a picture, as far as a named person has said.</summary>
public enum PeopleThere
{
    /// <summary>Nobody has said: read as "people may be there".</summary>
    Unknown = 0,

    /// <summary>A named person attests that no person is there.</summary>
    NoneAttested,

    /// <summary>A declared person is there, or nearer than the distance to be kept.</summary>
    People,
}

/// <summary>What the setting of a performer is changed to; some settings need that performer's consent.</summary>
public enum NewSetting
{
    /// <summary>Not changed.</summary>
    Same = 0,

    /// <summary>Changed, and described as none of those below.</summary>
    Neutral,
    Brand,
    Political,
    Sexual,
    Violent,
    Medical,

    /// <summary>Changed, and nobody has described it.</summary>
    Undescribed,
}
