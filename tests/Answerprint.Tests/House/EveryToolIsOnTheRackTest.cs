using Answerprint.Production.Toolbox;
using Answerprint.Tools;
using Xunit;

namespace Answerprint.Tests.House;

public sealed class EveryToolIsOnTheRackTest
{
    [Fact]
    public void Tools_OfTheAssembly_AreOnTheRackEachOnce()
    {
        var written = typeof(Rack).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Tool)) && !t.IsAbstract).Select(t => t.FullName).Order().ToList();
        Assert.NotEmpty(written);
        Assert.Equal(written, Rack.Tools.Select(t => t.GetType().FullName).Order());
        Assert.Equal(written.Count, Rack.Tools.Select(t => t.Card.Name).Distinct().Count());
    }
}
