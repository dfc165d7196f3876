using System.Runtime.InteropServices;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

public sealed class StoredPictureTest
{
    [Fact]
    public void With_RandomWordsAndMattes_OutsideStandsInsideIsTheRender()
    {
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(LongRun.Of(300)).WithReplay(20260101UL, 1UL), Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            int width = random.Next(1, 40), height = random.Next(1, 12);
            var plate = Words.Random(width, height, seed);
            var render = new Frame(width, height, "R", "G", "B");
            for (var c = 0; c < 3; c++) random.NextBytes(MemoryMarshal.AsBytes(render.Plane(c).AsSpan()));
            var work = new Matte(width, height);
            for (var i = 0; i < work.Coverage.Length; i++) work.Coverage[i] = random.Next(3) == 0 ? (float)random.NextDouble() + float.Epsilon : 0;
            var version = plate.With(render, work);
            foreach (var name in new[] { "A", "Z", "id.cryptomatte" })
                if (!ReferenceEquals(plate.Channel(name)!.Words, version.Channel(name)!.Words)) return false;
            foreach (var name in new[] { "R", "G", "B" })
            {
                var before = MemoryMarshal.Cast<byte, ushort>(plate.Channel(name)!.Words);
                var after = MemoryMarshal.Cast<byte, ushort>(version.Channel(name)!.Words);
                for (var i = 0; i < before.Length; i++)
                {
                    var wanted = work.Coverage[i] == 0 ? before[i] : Half(render.Plane(name)![i]);
                    if (after[i] != wanted && !(work.Coverage[i] != 0 && float.IsNaN(render.Plane(name)![i]) && System.Half.IsNaN(BitConverter.UInt16BitsToHalf(after[i])))) return false;
                }
            }
            return true;
        }));

        static ushort Half(float value) => BitConverter.HalfToUInt16Bits((Half)value);
    }

    [Fact]
    public void HalfWords_EveryWordAndItsNeighbours_RoundAsTheRuntimeDoes()
    {
        var values = new float[65536 * 3];
        for (var i = 0; i < 65536; i++)
        {
            var value = HalfWords.ToFloat((ushort)i);
            values[3 * i] = value;
            var next = (float)BitConverter.UInt16BitsToHalf((ushort)(i + 1));
            values[(3 * i) + 1] = (value + next) / 2;
            values[(3 * i) + 2] = MathF.BitIncrement((value + next) / 2);
        }
        var words = new ushort[values.Length];
        HalfWords.FromFloat(values, words);
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsNaN(values[i])) Assert.True(Half.IsNaN(BitConverter.UInt16BitsToHalf(words[i])));
            else Assert.Equal(BitConverter.HalfToUInt16Bits((Half)values[i]), words[i]);
        }
    }

    [Fact]
    public void Origin_WrittenAndRead_IsTheSame()
    {
        using var folder = new TestFolder();
        var random = new Random(5);
        var origin = new Origin(19, 7, 2);
        for (var i = 0; i < 19 * 7; i++)
        {
            for (var n = 0; n < 2; n++)
            {
                origin.Tap[n].X[i] = random.Next(64 * 19) / 64f;
                origin.Tap[n].Y[i] = random.Next(64 * 7) / 64f;
                origin.Tap[n].Weight[i] = 0.375f;
                origin.Tap[n].Plate[i] = uint.MaxValue - (uint)i;
                origin.Tap[n].Frame[i] = 1001;
            }
            origin.Synth[i] = 0.25f;
            origin.Confidence[i] = 0.5f;
        }
        OriginFile.Write(folder.File("o.exr"), origin);
        var names = ExrFile.Read(folder.File("o.exr")).Channels.ToDictionary(c => c.Name, c => c.Type);
        Assert.Equal((SampleType.Float, SampleType.UInt, SampleType.Half), (names["origin.1.weight"], names["origin.0.plate"], names["origin.synth"]));
        var back = OriginFile.Read(folder.File("o.exr"));
        Assert.Equal(origin.Synth, back.Synth);
        for (var n = 0; n < 2; n++)
        {
            Assert.Equal(origin.Tap[n].X, back.Tap[n].X);
            Assert.Equal(origin.Tap[n].Weight, back.Tap[n].Weight);
            Assert.Equal(origin.Tap[n].Plate, back.Tap[n].Plate);
            Assert.Equal(origin.Tap[n].Frame, back.Tap[n].Frame);
        }
    }

    [Theory]
    [InlineData(".exr")]
    [InlineData(".png")]
    public void Matte_WrittenAndRead_KeepsWhatIsInside(string suffix)
    {
        using var folder = new TestFolder("matte" + suffix[1..]);
        var matte = new Matte(3, 1);
        (matte.Coverage[0], matte.Coverage[1], matte.Coverage[2]) = (0, 1e-9f, 1);
        MatteFile.Write(folder.File("m" + suffix), matte);
        using var clip = FrameFiles.Open(folder.File("m" + suffix));
        var back = clip.ReadMatte(1);
        Assert.Equal((0f, true, 1f), (back.Coverage[0], back.Coverage[1] is > 0 and < 0.001f, back.Coverage[2]));
    }
}
