namespace Answerprint.Tests.Production.Editorial;

/// <summary>The shared sample cuts beside the repository, where they are there.</summary>
internal static class Shared
{
    public static string? Folder(string under)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Answerprint.slnx")))
                return Path.Combine(at.Parent!.FullName, "shared", under) is var found && Directory.Exists(found) ? found : null;
        return null;
    }

    /// <summary>Ends a test of a sample that is not there as skipped.</summary>
    public static void SkipWithout(string sample)
    {
        if (sample.Length == 0) throw Xunit.Sdk.SkipException.ForSkip("the shared sample cuts do not lie beside the repository");
    }

    /// <summary>The files of a suffix, as rows of a theory; one empty row where there are none, for the test to skip.</summary>
    public static TheoryRows Files(string under, string suffix)
    {
        var rows = new TheoryRows();
        var folder = Folder(under);
        if (folder is null) rows.Add("");
        else foreach (var file in Directory.EnumerateFiles(folder, "*" + suffix, SearchOption.AllDirectories).Order(StringComparer.Ordinal)) rows.Add(Path.GetRelativePath(folder, file));
        return rows;
    }
}

internal sealed class TheoryRows : Xunit.TheoryData<string>;
