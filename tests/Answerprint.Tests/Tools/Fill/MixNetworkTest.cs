using Answerprint.Media.Motion;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Answerprint.Tests.Media.Motion;
using Answerprint.Tools.Fill;
using Answerprint.Tools.Learning;
using Xunit;

namespace Answerprint.Tests.Tools.Fill;

public sealed class MixNetworkTest
{
    private const int W = 131, H = 90;
    private static readonly Texture Texture = new(4);

    [Fact]
    public void Along_WithANetworkThatSaysNothing_GivesTheSamePicture()
    {
        // odd sizes: the last cells of half size hold one pixel
        var (without, with) = Maker().Both(new(Network.Untaught(MixNetwork.Layers, 1)), 0.5f, 0, 0, 0, default);
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < W * H; i++) Assert.InRange(with.Picture.Plane(c)[i] - without.Picture.Plane(c)[i], -2e-3f, 2e-3f);
        for (var y = 0; y < H; y++) Assert.Equal(Cost(without, y), Cost(with, y));

        static float[] Cost(FillMaker.Made made, int y)
        {
            var signs = Evidence.Names.Select(_ => new float[W]).ToArray();
            made.Evidence.Row(y, signs);
            return signs[Evidence.Names.ToList().IndexOf("cost")];
        }
    }

    [Fact]
    public void Along_WhateverANetworkSays_IsMixedFromRealPixelsAndGatheredAgainBitForBit()
    {
        var network = Loud();
        var plain = Maker().Along(0.5f, 0, 0, 0, default);
        var made = Maker(network).Along(0.5f, 0, 0, 0, default);
        Assert.True(Enumerable.Range(0, W * H).Count(i => made.Picture.Plane(1)[i] != plain.Picture.Plane(1)[i]) > W * H / 10);
        Assert.True(made.Origin.IsReal);
        var origin = made.Origin.Whole();
        Assert.InRange(origin.Tap.Count, 1, OriginPass.MostTaps);
        for (var i = 0; i < W * H; i++) Assert.Equal(1f, origin.Tap.Sum(t => t.Weight[i]));
        var again = Gather.Again(origin, (_, f) => new(Seen((int)f - 10)), ["R", "G", "B"]);
        for (var c = 0; c < 3; c++) Assert.Equal(again.Plane(c), made.Picture.Plane(c));
    }

    [Fact]
    public void Along_OnAnyNumberOfThreads_GivesTheSameBits()
    {
        var one = Maker(Loud(), 1).Along(0.5f, 0, 0, 0, default).Picture;
        var three = Maker(Loud(), 3).Along(0.5f, 0, 0, 0, default).Picture;
        for (var c = 0; c < 3; c++) Assert.Equal(one.Plane(c), three.Plane(c));
    }

    [Fact]
    public void Shift_OfAShare_FollowsTheOdds()
    {
        float[] share = [0.5f, 0.2f, 0, 1, 0.5f, 0.5f, 0.5f, 0.5f];
        MixNetwork.Shift(share, [MathF.Log(3), MathF.Log(4), 4, -4, 0, 0, 0, 0]);
        float[] right = [0.75f, 0.5f, 0, 1, 0.5f, 0.5f, 0.5f, 0.5f];
        for (var n = 0; n < 8; n++) Assert.InRange(share[n] - right[n], -1e-5f, 1e-5f);
    }

    [Fact]
    public void Features_OfTheSameEvidenceInAnotherOrder_AreTheSame()
    {
        var chance = new Random(2);
        var evidence = new[] { 0, 2, 3 }.Select(slot => new MixEvidence(slot, [.. Enumerable.Range(0, MixEvidence.Planes).Select(_ => Enumerable.Range(0, 12).Select(_ => (float)chance.NextDouble() * 20).ToArray())])).ToList();
        var forth = MixFeatures.Of(evidence, null, 0.25f, 3, 0.6f, 4, 3);
        evidence.Reverse();
        var back = MixFeatures.Of(evidence, null, 0.25f, 3, 0.6f, 4, 3);
        Assert.Equal(MixFeatures.Count, forth.Length);
        for (var p = 0; p < forth.Length; p++)
            for (var i = 0; i < 12; i++) Assert.InRange(forth[p][i] - back[p][i], -1e-4f, 1e-4f);
        // one that is not there looks dear, unlike and unseen
        Assert.All(forth[MixFeatures.EachCandidate..(2 * MixFeatures.EachCandidate)].Select(p => p[5]), v => Assert.Contains(v, new float[] { 4, 3, 0, 2 }));
    }

    [Fact]
    public void Stage_OfASeedAndANumber_IsTheSameForEver()
    {
        Assert.Equal(MixStage.Of(1, 17).Described().ToJsonString(), MixStage.Of(1, 17).Described().ToJsonString());
        Assert.NotEqual(MixStage.Of(1, 17).Seed, MixStage.Of(2, 17).Seed);
        var takes = Enumerable.Range(0, 100).Select(n => MixStage.Of(1, n)).ToList();
        Assert.Equal(9, takes.Count(t => t.IsTest));
        Assert.Equal(5, takes.Where(t => t.IsTest).Select(t => t.Scene).Distinct().Count());
        Assert.Equal([1, 3, 7], takes.Select(t => t.Gap).Distinct().Order());
        Assert.Equal(5, takes.Select(t => t.Scene).Distinct().Count());
        Assert.All(takes, t => Assert.All(t.Truths, f => Assert.InRange(f, t.Before + 1, t.After - 1)));
        Assert.All(takes, t => Assert.InRange(t.Before - t.Reach, MixStage.First, t.After));
        Assert.All(takes, t => Assert.InRange(t.After + t.Reach, t.After, MixStage.First + MixStage.Length - 1));
    }

    [Fact]
    public void Receipt_OfTheNetworkThatShips_NamesItsWeightsAndEveryTake()
    {
        var folder = Path.Combine(Checkout.Root, "src", "Answerprint.Tools", "Fill", "Model");
        var receipt = JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder, "fill-mix.receipt.json")))!;
        Assert.InRange(new FileInfo(Path.Combine(folder, "fill-mix.weights")).Length, 1000, 200_000);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "fill-mix.weights")))), receipt["sha256"]!.GetValue<string>());
        var card = MixNetwork.Described(new(Network.Read(File.ReadAllBytes(Path.Combine(folder, "fill-mix.weights")))), File.ReadAllBytes(Path.Combine(folder, "fill-mix.receipt.json")));
        Assert.Equal(("fill-mix", receipt["sha256"]!.GetValue<string>(), "Apache-2.0"), (card.Name, card.Sha256, card.Licence));
        Assert.Throws<FormatException>(() => MixNetwork.Described(Loud(), File.ReadAllBytes(Path.Combine(folder, "fill-mix.receipt.json"))));
        // a tool with weights in it says so
        Assert.Equal(MixNetwork.Own is not null, new FillTool().Card.IsModel);
        Assert.Equal(MixNetwork.Own?.Hash, new FillTool().Card.Model?.Sha256);
        var takes = receipt["takes"]!.AsArray();
        Assert.True(takes.Count >= 50);
        for (var n = 0; n < takes.Count; n++) Assert.Equal(MixStage.Of(receipt["seed"]!.GetValue<int>(), n).Described().ToJsonString(), takes[n]!.ToJsonString());
    }

    private static MixNetwork Loud()
    {
        var chance = new Random(8);
        return new(new(MixNetwork.Layers, [.. Enumerable.Range(0, MixNetwork.Layers.Sum(l => l.Parameters)).Select(_ => (float)((chance.NextDouble() - 0.5) * 0.5))]));
    }

    private static FillMaker Maker(MixNetwork? network = null, int threads = 2)
    {
        SourceFrame a = new(10, Seen(0), 1), b = new(12, Seen(2), 1);
        return new(PairMotion.Find(a, b, new(), threads, default), null, 0, threads, network: network);
    }

    private static Frame Seen(int n) => Texture.Frame(W, H, -2.3 * n, 0.7 * n);
}
