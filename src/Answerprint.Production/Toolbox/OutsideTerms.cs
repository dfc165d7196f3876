using System.Text.Json.Nodes;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Toolbox;

/// <summary>
/// What is said of a program that is not ours: whether trained weights decide pixels, what they learnt from, the three licences (code, weights, data), and where it runs. What nobody
/// said is empty, is "not stated" for people, and is never read as favourable.
/// </summary>
/// <param name="IsModel">Whether trained weights decide pixels; null: nobody said, which is read as yes.</param>
/// <param name="Training">What is said about what it learnt from.</param>
/// <param name="Hosting">Where it runs: "local", "private_cloud", "public_cloud"; empty: nobody said.</param>
public sealed record OutsideTerms(bool? IsModel, TrainingSaid Training, string CodeLicence, string WeightsLicence, string DataLicence, string Hosting)
{
    private const int LongestText = 200;

    private static readonly string[] Hostings = ["", "local", "private_cloud", "public_cloud"];

    /// <summary>Nobody has said anything.</summary>
    public static OutsideTerms Unsaid { get; } = new(null, TrainingSaid.Undeclared, "", "", "", "");

    /// <summary>The document of what it learnt from, in the vault; null where there is none.</summary>
    public Digest? TrainingDocument { get; init; }

    /// <summary>Whether the gate takes it for a model.</summary>
    public bool CountsAsModel => IsModel ?? true;

    /// <summary>Whether it is open what a model learnt from: legal's to approve, and on page one.</summary>
    public bool IsUndeclared => CountsAsModel && Training == TrainingSaid.Undeclared;

    /// <summary>The facts for the gate, beside those that a use states itself. An unsaid fact is left out.</summary>
    public Facts ToFacts()
    {
        var facts = Facts.None.With("tool.outside", value: true).With("tool.training_data", CountsAsModel ? Training.ToString().ToLowerInvariant() : "none");
        if (Hosting.Length > 0) facts = facts.With("tool.hosting", Hosting);
        if (CodeLicence.Length > 0) facts = facts.With("tool.code_licence", CodeLicence);
        if (WeightsLicence.Length > 0) facts = facts.With("model.weights_licence", WeightsLicence);
        if (DataLicence.Length > 0) facts = facts.With("model.data_licence", DataLicence);
        return TrainingDocument is null ? facts : facts.WithEvidence("training_data_documentation");
    }

    /// <summary>The same, if every word of it is one that may stand.</summary>
    /// <exception cref="FormatException">One is not.</exception>
    public OutsideTerms Checked()
    {
        if (!Hostings.Contains(Hosting, StringComparer.Ordinal)) throw new FormatException($"'{Hosting}' is no hosting; write local, private_cloud or public_cloud");
        foreach (var text in new[] { CodeLicence, WeightsLicence, DataLicence })
            if (text.Length > LongestText || text.Any(char.IsControl)) throw new FormatException($"a licence is named in one line of at most {LongestText} letters, as SPDX writes it");
        if (IsModel == false && (Training == TrainingSaid.Declared || WeightsLicence.Length > 0 || DataLicence.Length > 0)) throw new FormatException("what is no model has no weights and no training data");
        if (IsModel == true && Training == TrainingSaid.None) throw new FormatException("a model learnt from something: name the document of its training data, or say undeclared");
        return this;
    }

    public JsonObject Write()
    {
        var o = new JsonObject
        {
            ["isModel"] = IsModel, ["trainingData"] = Training.ToString().ToLowerInvariant(), ["licences"] = new JsonObject { ["code"] = CodeLicence, ["weights"] = WeightsLicence, ["data"] = DataLicence }, ["hosting"] = Hosting,
        };
        if (TrainingDocument is { } document) o["trainingDocument"] = document.Hex;
        return o;
    }

    /// <exception cref="FormatException">The object says no terms.</exception>
    public static OutsideTerms Read(JsonObject o)
    {
        var licences = o["licences"] as JsonObject ?? [];
        return new OutsideTerms(
            o["isModel"] is null ? null : o.Bool("isModel"), ParseTraining(o.TextOrNull("trainingData") ?? "undeclared"), licences.TextOrNull("code") ?? "", licences.TextOrNull("weights") ?? "",
            licences.TextOrNull("data") ?? "", o.TextOrNull("hosting") ?? "")
        {
            TrainingDocument = o["trainingDocument"] is null ? null : o.Digest("trainingDocument"),
        }.Checked();
    }

    private static TrainingSaid ParseTraining(string word) => word switch
    {
        "declared" => TrainingSaid.Declared,
        "none" => TrainingSaid.None,
        "undeclared" => TrainingSaid.Undeclared,
        _ => throw new FormatException($"'{word}' says nothing of training data; write declared, none or undeclared"),
    };

    /// <summary>In words, for page one.</summary>
    public string Words() => string.Join("; ", new[]
    {
        IsModel switch { true => "a trained model", false => "no trained model", null => "whether it is a trained model was not stated, which counts as yes" },
        CountsAsModel ? Training switch { TrainingSaid.Declared => "its training data is declared", TrainingSaid.None => "no training data", _ => "its training data is UNDECLARED" } : "",
        Hosting.Length > 0 ? $"run on {Hosting.Replace('_', ' ')}" : "where it ran was not stated",
    }.Where(t => t.Length > 0));
}

/// <summary>What is said about what a model learnt from.</summary>
public enum TrainingSaid
{
    /// <summary>Nothing, or that it is not known.</summary>
    Undeclared = 0,

    /// <summary>There is nothing that it learnt from: it is no model.</summary>
    None,

    /// <summary>A document says it.</summary>
    Declared,
}
