using Answerprint.Production.Toolbox;
using Answerprint.Tools.Background;
using Answerprint.Tools.Cleanup;
using Answerprint.Tools.Fill;
using Answerprint.Tools.Reframe;
using Answerprint.Tools.Relight;

namespace Answerprint.Tools;

/// <summary>The tools, one line each.</summary>
public static class Rack
{
    public static IReadOnlyList<Tool> Tools { get; } =
    [
        new FillTool(),
        new CleanupTool(),
        new BackgroundTool(),
        new RelightTool(),
        new ReframeTool(),
    ];

    /// <summary>The tool of a name, or null.</summary>
    public static Tool? Find(string name) => Tools.FirstOrDefault(t => t.Card.Name == name);
}
