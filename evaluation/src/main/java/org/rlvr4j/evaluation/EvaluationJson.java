package org.rlvr4j.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.estimators.passatk.PassAtK;
import org.rlvr4j.evaluation.statistics.VarianceParts;

/** Results as JSON; docs/evaluating.md says what each key means. */
public final class EvaluationJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASS_AT_K = "pass@k";
    private static final int FORMAT = 1;
    private static final int MOST_MESSAGE = 300;

    private EvaluationJson() {}

    /**
     * Writes a result. The same samples and verdicts give the same document.
     *
     * @param result what was found
     * @param prices what tokens cost; empty where nobody said
     * @return the document
     */
    public static ObjectNode of(EvaluationResult result, Optional<TokenPrices> prices) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("step", 0);
        root.put(
                "samples",
                result.outcomes().stream()
                        .mapToInt(ProblemOutcome::samples)
                        .max()
                        .orElse(0));
        root.put("level", result.plan().level());
        List<Curve> curves = result.curves();
        passAtK(root, curves);
        result.withheld().ifPresent(reason -> root.put("withheld", reason));
        ArrayNode notices = root.putArray("notices");
        result.notices().forEach(notices::add);
        accuracy(root.putObject("accuracy"), result);
        bounds(root, result);
        precision(root, result);
        allocation(root.putObject("allocation"), result);
        ArrayNode all = root.putArray("curves");
        curves.forEach(curve -> all.add(curve(curve)));
        groups(root, result);
        bySuccesses(root, result);
        counts(root, result, prices);
        provenance(root, result);
        problems(root, result);
        return root;
    }

    private static void passAtK(ObjectNode root, List<Curve> curves) {
        ObjectNode values = root.putObject("passAtK");
        ObjectNode intervals = root.putObject("intervals");
        curves.stream().filter(curve -> curve.metric().equals(PASS_AT_K)).forEach(curve -> {
            for (Curve.Point point : curve.points()) {
                String k = Integer.toString(point.k());
                values.put(k, point.value());
                intervals.putArray(k).add(point.low()).add(point.high());
            }
        });
    }

    private static ObjectNode curve(Curve curve) {
        ObjectNode node = JSON.valueToTree(curve);
        node.put("meanOverK", curve.meanOverK());
        return node;
    }

    private static void accuracy(ObjectNode node, EvaluationResult result) {
        List<ProblemOutcome> outcomes = result.outcomes();
        if (result.withheld().isEmpty()) {
            node.put(
                    "value",
                    outcomes.stream()
                            .mapToDouble(o -> PassAtK.unbiased(o.samples(), o.correct(), 1))
                            .average()
                            .orElse(Double.NaN));
        }
        node.put("low", result.accuracyLow());
        node.put("high", result.accuracyHigh());
        result.plan().untilInterval().ifPresent(aim -> {
            node.put("untilHalfWidth", aim);
            node.put("reached", result.accuracyHigh() - result.accuracyLow() <= 2 * aim);
        });
    }

    private static void bounds(ObjectNode root, EvaluationResult result) {
        List<double[]> bounds = result.bounds();
        if (!bounds.isEmpty()) {
            ObjectNode node = root.putObject("bounds");
            bounds.forEach(bound -> node.putArray(Integer.toString((int) bound[0]))
                    .add(bound[1])
                    .add(bound[2]));
        }
    }

    private static void precision(ObjectNode root, EvaluationResult result) {
        List<ProblemOutcome> outcomes = result.outcomes();
        double mean =
                outcomes.stream().mapToInt(ProblemOutcome::samples).average().orElse(0);
        int least = outcomes.stream().mapToInt(ProblemOutcome::samples).min().orElse(0);
        ObjectNode node = root.putObject("precision");
        if (outcomes.size() < 2 || result.withheld().isPresent()) {
            return;
        }
        for (int k = 1; k < least; k *= 2) {
            if (!result.plan().ks().contains(k)) {
                continue;
            }
            VarianceParts parts = VarianceParts.of(outcomes, k);
            ObjectNode at = node.putObject(Integer.toString(k));
            at.put("varianceOfProblems", parts.ofProblems());
            at.put("varianceOfSamples", parts.ofSamples());
            at.put("problemsToHalve", parts.problemsToHalve());
            parts.samplesToHalve(mean).ifPresent(samples -> at.put("samplesToHalve", samples));
        }
    }

    private static void allocation(ObjectNode node, EvaluationResult result) {
        Collection<Integer> sizes = result.allocation().sizes();
        node.put("kind", result.plan().pilot() == 0 ? "equal" : "adaptive");
        node.put("pilot", result.plan().pilot());
        node.put("rounds", result.allocation().rounds());
        node.put("roundsPlanned", result.allocation().mostRounds());
        node.put("leastPerRound", sizes.stream().min(Comparator.naturalOrder()).orElse(1));
        node.put("mostPerRound", sizes.stream().max(Comparator.naturalOrder()).orElse(1));
    }

    private static void groups(ObjectNode root, EvaluationResult result) {
        ArrayNode groups = root.putArray("groups");
        for (EvaluationResult.Group group : result.groups()) {
            ObjectNode node = groups.addObject();
            node.put("by", group.by());
            node.put("value", group.value());
            node.put("problems", group.problems());
            node.set("curve", curve(group.curve()));
        }
    }

    /** How many problems had how many successes: the difficulty that was measured. */
    private static void bySuccesses(ObjectNode root, EvaluationResult result) {
        TreeMap<Integer, Integer> problems = new TreeMap<>();
        result.outcomes().forEach(outcome -> problems.merge(outcome.correct(), 1, Integer::sum));
        ObjectNode node = root.putObject("problemsBySuccesses");
        problems.forEach((successes, count) -> node.put(Integer.toString(successes), count));
    }

    private static void counts(ObjectNode root, EvaluationResult result, Optional<TokenPrices> prices) {
        put(
                root.putObject("verdicts"),
                result,
                problem -> problem.judged().stream()
                        .map(sample -> sample.verdict().kind())
                        .toList());
        put(
                root.putObject("failures"),
                result,
                problem -> problem.failed().stream().map(FailedSample::kind).toList());
        failureExamples(root.putObject("failureExamples"), result);
        put(
                root.putObject("stops"),
                result,
                problem -> problem.judged().stream()
                        .map(sample -> sample.stop()
                                .name()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace('_', '-'))
                        .toList());
        long prompt = tokens(result, JudgedSample::promptTokens);
        long response = tokens(result, JudgedSample::responseTokens);
        ObjectNode tokens = root.putObject("tokens");
        tokens.put("prompt", prompt);
        tokens.put("response", response);
        tokens.put(
                "samplesCounted",
                result.problems().stream()
                        .flatMap(problem -> problem.judged().stream())
                        .filter(sample -> sample.responseTokens().isPresent())
                        .count());
        prices.ifPresent(known -> {
            ObjectNode cost = root.putObject("cost");
            cost.put("amount", known.of(prompt, response));
        });
    }

    private static void failureExamples(ObjectNode node, EvaluationResult result) {
        for (ProblemResult problem : result.problems()) {
            for (FailedSample failed : problem.failed()) {
                if (!node.has(failed.kind())) {
                    String message = failed.message();
                    node.put(failed.kind(), message.substring(0, Math.min(MOST_MESSAGE, message.length())));
                }
            }
        }
    }

    private static void put(ObjectNode node, EvaluationResult result, Function<ProblemResult, List<String>> names) {
        Map<String, Long> counts = new TreeMap<>();
        result.problems().forEach(problem -> names.apply(problem).forEach(name -> counts.merge(name, 1L, Long::sum)));
        counts.forEach(node::put);
    }

    private static long tokens(EvaluationResult result, Function<JudgedSample, OptionalInt> count) {
        return result.problems().stream()
                .flatMap(problem -> problem.judged().stream())
                .mapToLong(sample -> count.apply(sample).orElse(0))
                .sum();
    }

    private static void provenance(ObjectNode root, EvaluationResult result) {
        ObjectNode source = root.putObject("source");
        source.put("hash", result.source().hash());
        ObjectNode identity = source.putObject("identity");
        result.source().identity().forEach(identity::put);
        ObjectNode settings = source.putObject("settings");
        result.source().settings().forEach(settings::put);
        ObjectNode verifier = root.putObject("verifier");
        verifier.put("id", result.verifier().id());
        verifier.put("version", result.verifier().version());
        verifier.put("options", result.verifier().options());
        root.put("seed", result.plan().seed());
    }

    private static void problems(ObjectNode root, EvaluationResult result) {
        ArrayNode problems = root.putArray("problems");
        for (ProblemResult problem : result.problems()) {
            ProblemOutcome outcome = problem.outcome();
            ObjectNode node = problems.addObject();
            node.put("id", problem.problem().id());
            node.put("samples", outcome.samples());
            node.put("correct", outcome.correct());
            node.put("failed", problem.failed().size());
            node.put("answers", outcome.answers().size());
            String source = problem.problem().metadata().getOrDefault(Problem.SOURCE, "");
            if (!source.isEmpty()) {
                node.put("source", source);
            }
        }
    }
}
