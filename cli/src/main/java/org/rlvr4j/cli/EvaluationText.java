package org.rlvr4j.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.evaluation.EvaluationResult;

/** An evaluation for people. */
final class EvaluationText {

    private EvaluationText() {}

    static String of(EvaluationResult result, JsonNode document) {
        StringBuilder text = new StringBuilder();
        List<Curve> curves = result.curves();
        for (Curve curve : curves) {
            List<Curve.Point> doublings = curve.points().stream()
                    .filter(point -> Integer.bitCount(point.k()) == 1
                            || point.equals(curve.points().get(curve.points().size() - 1)))
                    .toList();
            text.append(CurveTable.of(new Curve(curve.metric(), curve.level(), doublings)))
                    .append('\n');
        }
        if (!curves.isEmpty()) {
            accuracy(text, result, document);
            precision(text, document.path("precision").path("1"));
        }
        counts(text, document);
        result.notices().forEach(notice -> text.append("Note: ").append(notice).append(".\n"));
        return text.toString();
    }

    private static void accuracy(StringBuilder text, EvaluationResult result, JsonNode document) {
        text.append(String.format(
                Locale.ROOT,
                "Accuracy on these %d problems: %.4f, in %.4f – %.4f whenever one stops (%.0f %%).%n",
                result.outcomes().size(),
                document.path("accuracy").path("value").asDouble(),
                result.accuracyLow(),
                result.accuracyHigh(),
                100 * result.plan().level()));
    }

    private static void precision(StringBuilder text, JsonNode precision) {
        if (precision.isMissingNode()) {
            return;
        }
        double problems = precision.path("varianceOfProblems").asDouble();
        double samples = precision.path("varianceOfSamples").asDouble();
        double share = problems + samples == 0 ? 0 : 100 * samples / (problems + samples);
        text.append(String.format(
                Locale.ROOT, "Of the variance of Pass@1 %.0f %% are the samples', the rest the problems'. ", share));
        text.append(
                precision.has("samplesToHalve")
                        ? String.format(
                                Locale.ROOT,
                                "To halve its interval: %d samples a problem, or %d problems.%n",
                                precision.path("samplesToHalve").asLong(),
                                precision.path("problemsToHalve").asLong())
                        : String.format(
                                Locale.ROOT,
                                "To halve its interval: %d problems; no number of samples suffices.%n",
                                precision.path("problemsToHalve").asLong()));
    }

    private static void counts(StringBuilder text, JsonNode document) {
        text.append("Verdicts: ").append(list(document.path("verdicts")));
        if (!document.path("failures").isEmpty()) {
            text.append("; failures: ").append(list(document.path("failures")));
        }
        JsonNode tokens = document.path("tokens");
        text.append(String.format(
                Locale.ROOT,
                "; tokens: %,d read, %,d written",
                tokens.path("prompt").asLong(),
                tokens.path("response").asLong()));
        if (document.has("cost")) {
            text.append(String.format(
                    Locale.ROOT,
                    "; cost: %.4f",
                    document.path("cost").path("amount").asDouble()));
        }
        text.append(".\n");
        document.path("failureExamples")
                .properties()
                .forEach(entry -> text.append("  ")
                        .append(entry.getKey())
                        .append(", for example: ")
                        .append(Escape.line(entry.getValue().asText()))
                        .append('\n'));
    }

    private static String list(JsonNode counts) {
        StringBuilder list = new StringBuilder();
        counts.properties()
                .forEach(entry -> list.append(list.isEmpty() ? "" : ", ")
                        .append(entry.getValue().asLong())
                        .append(' ')
                        .append(entry.getKey()));
        return list.isEmpty() ? "none" : list.toString();
    }
}
