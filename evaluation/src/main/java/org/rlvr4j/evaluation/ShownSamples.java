package org.rlvr4j.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.evaluation.Sample;
import org.rlvr4j.evaluation.cache.SampleCache;

/**
 * Some samples with their verdicts, for people to look at: problems spread evenly over the plan, of each the first right and
 * wrong samples. Texts are cut.
 */
public final class ShownSamples {

    private static final int MOST_PROBLEMS = 60;
    private static final int MOST_OF_A_KIND = 3;
    private static final int MOST_CHARACTERS = 3000;

    private ShownSamples() {}

    /**
     * Chooses samples and reads their texts.
     *
     * @param result what was found
     * @param samples where the texts are
     * @return the document, of a few megabytes at most
     * @throws IOException if a sample cannot be read
     */
    public static ObjectNode of(EvaluationResult result, SampleCache samples) throws IOException {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode groups = root.putArray("problems");
        List<ProblemResult> problems = result.problems();
        int stride = Math.max(1, (problems.size() + MOST_PROBLEMS - 1) / MOST_PROBLEMS);
        for (int p = 0; p < problems.size(); p += stride) {
            add(groups.addObject(), problems.get(p), samples);
        }
        root.put("total", problems.size());
        return root;
    }

    private static void add(ObjectNode node, ProblemResult problem, SampleCache samples) throws IOException {
        node.put("id", problem.problem().id());
        node.put("prompt", cut(problem.problem().prompt()));
        node.put("reference", cut(reference(problem.problem())));
        node.put("samples", problem.judged().size());
        node.put("correct", problem.outcome().correct());
        ArrayNode shown = node.putArray("shown");
        for (boolean right : new boolean[] {true, false}) {
            for (JudgedSample judged : some(problem, right)) {
                Optional<Sample> sample = samples.get(judged.key());
                if (sample.isPresent()) {
                    shown.addObject()
                            .put("index", judged.index())
                            .put("verdict", judged.verdict().kind())
                            .put("answer", cut(judged.verdict().answer()))
                            .put("reason", cut(judged.verdict().reason()))
                            .put("text", cut(sample.get().text()));
                }
            }
        }
        ArrayNode failed = node.putArray("failed");
        problem.failed().stream()
                .limit(MOST_OF_A_KIND)
                .forEach(failure -> failed.addObject()
                        .put("index", failure.index())
                        .put("kind", failure.kind())
                        .put("message", cut(failure.message())));
    }

    private static String reference(Problem problem) {
        try {
            return problem.reference();
        } catch (UncheckedIOException e) {
            return "(it cannot be read: " + e.getMessage() + ")";
        }
    }

    private static List<JudgedSample> some(ProblemResult problem, boolean right) {
        List<JudgedSample> some = new ArrayList<>();
        for (JudgedSample judged : problem.judged()) {
            if (judged.verdict().isCorrect() == right && some.size() < MOST_OF_A_KIND) {
                some.add(judged);
            }
        }
        return some;
    }

    private static String cut(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
        return text.substring(0, end) + " …";
    }
}
