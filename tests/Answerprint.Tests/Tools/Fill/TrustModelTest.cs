using Answerprint.Media.Motion;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Tests.Media.Motion;
using Answerprint.Tools.Fill;
using Xunit;

namespace Answerprint.Tests.Tools.Fill;

public sealed class TrustModelTest
{
    private static readonly Texture Texture = new(9);

    [Fact]
    public void Judge_FramesThatAgree_IsSurerThanOfFramesThatDoNot()
    {
        var alike = Judge(Evidence(0, 64, 36));
        var moved = Judge(Evidence(6, 64, 36));
        Assert.InRange(alike.Mean, 0.9, 1);
        Assert.True(moved.Mean < alike.Mean - 0.2, $"{moved.Mean} against {alike.Mean}");
        Assert.True(moved.ForecastPsnr < alike.ForecastPsnr - 6, $"{moved.ForecastPsnr} against {alike.ForecastPsnr}");
        Assert.All(alike.Confidence!.Concat(moved.Confidence!), c => Assert.InRange(c, 0, 1));
    }

    [Fact]
    public void Judge_WhereTrialsWereWorseThanSaid_ExpectsWorse()
    {
        var evidence = Evidence(2, 64, 36);
        var steps = Math.Log(2);
        var asSaid = Judge(evidence, new ShotWord(0, 2, steps));
        var worse = Judge(evidence, new ShotWord(1.5, 3.5, steps));
        Assert.InRange(asSaid.ForecastPsnr - worse.ForecastPsnr, 2, 10);
        Assert.True(worse.Mean < asSaid.Mean);
        Assert.Equal(TrustModel.Shipped.Holds, asSaid.Calibrated);
        Assert.True(TrustModel.Shipped.With(holds: true).Judge(FillMethod.Blend, evidence, new ShotWord(0, 2, steps), 64, 36, 1, 1, default).Calibrated);
    }

    [Fact]
    public void Judge_WhatWasNeverChecked_IsNotCalledCalibrated()
    {
        var evidence = Evidence(2, 64, 36);
        Assert.False(TrustModel.Shipped.With(holds: true).Judge(FillMethod.Blend, evidence, null, 64, 36, 1, 1, default).Calibrated);
        var model = TrustModel.Shipped.With(holds: true);
        Assert.False(model.Judge(FillMethod.Blend, evidence, new ShotWord(0, 2, 1), 128, 72, 2, 1, default).Calibrated);
        Assert.False(model.Judge(FillMethod.Blend, Evidence(2, 64, 36, step: 12), new ShotWord(0, 2, 1), 64, 36, 1, 1, default).Calibrated);
    }

    [Fact]
    public void Judge_AtAFactor_SaysTheSameAsAtOne()
    {
        var evidence = Evidence(3, 64, 36);
        var one = Judge(evidence);
        // the last column and row of cells are cut by the picture's edge and count for less
        var four = TrustModel.Shipped.Judge(FillMethod.Blend, evidence, null, 254, 143, 4, 2, default);
        Assert.Equal(one.ForecastPsnr, four.ForecastPsnr, 0.3);
        Assert.Equal(one.Mean, four.Mean, 0.02);
        Assert.All(one.Confidence!.Zip(four.Confidence!), c => Assert.Equal(c.First, c.Second, 0.02));
    }

    [Fact]
    public void Row_OfCells_GivesEachPixelItsCell()
    {
        float[] cells = [0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f];
        var row = new float[7];
        FrameTrust.Row(cells, 3, 4, row);
        Assert.Equal([0.4f, 0.4f, 0.4f, 0.5f, 0.5f, 0.5f, 0.6f], row);
    }

    [Fact]
    public void Curves_OfTheShippedModel_OnlyRiseButForDetailAndLength()
    {
        foreach (var curves in TrustModel.Shipped.Curves)
        {
            for (var sign = 2; sign < TrustCurves.Signs; sign++)
                Assert.Equal(curves.Heights[sign].Order(), curves.Heights[sign]);
            Assert.Equal(curves.Within.OrderDescending(), curves.Within);
            Assert.Equal(curves.Squared.Order(), curves.Squared);
        }
    }

    [Fact]
    public void Receipt_OfTheShippedModel_NamesNoClipThatScoresAreMeasuredOn()
    {
        using var stream = typeof(TrustModel).Assembly.GetManifestResourceStream("confidence.json")!;
        var receipt = JsonNode.Parse(stream)!["receipt"]!;
        var clips = receipt["clips"]!.AsArray().Select(c => (string)c!).ToList();
        Assert.NotEmpty(clips);
        Assert.DoesNotContain(clips, c => c is "dog" or "rabbit" or "elf" or "park_joy" or "blocks" or "crystal");
        Assert.NotEmpty(receipt["scenes"]!.AsArray());
        Assert.StartsWith("answerprint bench calibrate", (string)receipt["command"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Model_WrittenAndRead_JudgesTheSame()
    {
        var evidence = Evidence(3, 64, 36);
        var back = TrustModel.Read(JsonNode.Parse(TrustModel.Shipped.Write([]).ToJsonString())!);
        Assert.Equal(Judge(evidence).Confidence, back.Judge(FillMethod.Blend, evidence, null, 64, 36, 1, 1, default).Confidence);
    }

    private static FrameTrust Judge(Evidence evidence, ShotWord? shot = null) =>
        TrustModel.Shipped.Judge(FillMethod.Blend, evidence, shot, evidence.Width, evidence.Height, 1, 1, default);

    private static Evidence Evidence(float shift, int width, int height, int step = 2) =>
        Answerprint.Tools.Fill.Evidence.OfStill(Frame(1, 0, width, height), Frame(1 + step, shift, width, height), step, 0.5f, 1, default);

    private static SourceFrame Frame(int number, float shift, int width, int height) => new(number, Texture.Frame(width, height, shift, 0), 1);
}
