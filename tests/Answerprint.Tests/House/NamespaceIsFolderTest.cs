using System.Text.RegularExpressions;
using Xunit;

namespace Answerprint.Tests.House;

public sealed partial class NamespaceIsFolderTest
{
    [Theory]
    [InlineData("src")]
    [InlineData("bench")]
    [InlineData("tests")]
    public void Namespace_OfEveryFile_IsItsFolder(string under)
    {
        var wrong = new List<string>();
        foreach (var file in Checkout.Sources(under))
        {
            var text = File.ReadAllText(file);
            var said = Said().Match(text);
            if (!said.Success) continue; // top-level statements and global usings have none
            var folder = Path.GetDirectoryName(Path.GetRelativePath(Path.Combine(Checkout.Root, under), file))!.Replace(Path.DirectorySeparatorChar, '.');
            if (said.Groups[1].Value != folder) wrong.Add($"{Path.GetRelativePath(Checkout.Root, file)}: {said.Groups[1].Value} should be {folder}");
        }
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Said();
}
