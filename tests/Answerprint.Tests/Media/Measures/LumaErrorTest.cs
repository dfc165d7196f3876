using Answerprint.Media.Measures;
using Xunit;

namespace Answerprint.Tests.Media.Measures;

public sealed class LumaErrorTest
{
    [Fact]
    public void AtEdges_AnErrorOnAnEdge_CountsAndOneOnAFlatWallDoesNot()
    {
        var truth = Grey((x, _) => x < 16 ? 50 : 150);
        Assert.Equal(0, LumaError.Of(truth, truth, 32, 32).AtEdges(truth));
        Assert.Equal(20, LumaError.Of(Grey((x, _) => x < 16 ? 70 : 170), truth, 32, 32).AtEdges(truth), 1e-4);
        Assert.Equal(20, LumaError.Of(Grey((x, _) => x is 15 or 16 ? (x < 16 ? 70 : 170) : x < 16 ? 50 : 150), truth, 32, 32).AtEdges(truth), 1e-4);
        Assert.Equal(0, LumaError.Of(Grey((x, _) => x == 5 ? 250 : x < 16 ? 50 : 150), truth, 32, 32).AtEdges(truth));
    }

    [Fact]
    public void ChangeFrom_AnErrorThatStays_IsNoFlickerAndOneThatComesAndGoesIs()
    {
        var truth = Grey((x, y) => x + y);
        var wrong = LumaError.Of(Grey((x, y) => x + y + 10), truth, 32, 32);
        Assert.Equal(0, wrong.ChangeFrom(wrong));
        Assert.Equal(100, wrong.ChangeFrom(LumaError.None(32, 32)), 1e-3);
        Assert.Equal(100, LumaError.None(32, 32).ChangeFrom(wrong), 1e-3);
        Assert.Throws<ArgumentException>(() => wrong.ChangeFrom(LumaError.None(32, 31)));
    }

    private static byte[][] Grey(Func<int, int, int> value)
    {
        var plane = Enumerable.Range(0, 32 * 32).Select(i => (byte)value(i % 32, i / 32)).ToArray();
        return [plane, plane, plane];
    }
}
