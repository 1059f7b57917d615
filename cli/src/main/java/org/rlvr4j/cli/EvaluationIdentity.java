package org.rlvr4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.learning.ChatOptions;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.evaluation.source.FileHashes;
import org.rlvr4j.trainer.Evaluator;
import org.rlvr4j.trainer.config.Change;
import org.rlvr4j.trainer.config.Provenance;
import org.rlvr4j.trainer.config.StrategyCatalog;
import org.rlvr4j.trainer.config.TrainingRecipe;

/**
 * What decides the outcomes of a recipe's evaluation: those of one identity belong together, those of two never do. By what the
 * policy is trained, what is computed from outcomes at the end, and on which machines of a cluster samples are drawn is not in
 * it.
 */
final class EvaluationIdentity {

    /** Sections and keys by which a policy is trained, or curves are computed at the end, and on which no outcome depends. */
    private static final Set<String> BESIDE_OUTCOMES = Set.of(
            "problem-sampler",
            "gate",
            "advantage",
            "loss",
            "optimizer",
            "rollouts",
            "trainer.steps",
            "trainer.problems-per-wave",
            "trainer.rollouts-per-problem",
            "trainer.effective-groups",
            "trainer.max-waves",
            "trainer.count",
            "trainer.history-discount",
            "evaluation.metrics",
            "evaluation.level");

    /** What hashes say better: a model may be moved, and the same problems may come of another file. */
    private static final Set<String> EXPLAINING =
            Set.of("problems", "evaluation.problems", "trainer.max-prompt-tokens");

    private static final String MODEL = "model";
    private static final String MODEL_HASH = "modelSha256";
    private static final String ABSENT = "absent";

    private EvaluationIdentity() {}

    /**
     * Collects what decides the outcomes.
     *
     * @param recipe the recipe, without the problems that it leaves out as too long
     * @param runtime its policy
     * @return value by name: keys of the recipe as it writes them, and facts
     * @throws IOException if files of the model, of templates or of the code cannot be read
     */
    static SortedMap<String, String> of(TrainingRecipe recipe, PolicyRuntime runtime) throws IOException {
        SortedMap<String, String> identity = new TreeMap<>();
        recipe.parameters().forEach((key, value) -> {
            if (decides(key)) {
                identity.put(key, value);
            }
        });
        identity.putAll(Provenance.policyFacts(recipe, runtime));
        identity.put("evaluatedProblemsSha256", hash(recipe.recipe().evaluationProblems()));
        ChatOptions chat = recipe.policy().chat();
        if (chat.isOn() && !chat.template().equals(ChatOptions.MODEL)) {
            identity.put("chatTemplateSha256", FileHashes.of(Path.of(chat.template())));
        }
        if (!recipe.policy().adapter().from().isEmpty()) {
            FileHashes.ofModel(Path.of(recipe.policy().adapter().from()))
                    .forEach((name, hash) -> identity.put("adapter's " + name, hash));
        }
        // rather than the version, which in one's own build stays while the code changes
        StrategyCatalog catalog = Installation.strategies();
        code(identity, "api", Problem.class);
        code(identity, "trainer", Evaluator.class);
        code(identity, "engine", catalog.findRuntime("djl").getClass());
        code(identity, "runtime", recipe.runtime().provider().getClass());
        code(identity, "verifier", chosen(recipe, catalog, StrategyCatalog.Kind.VERIFIER));
        code(identity, "token sampler", chosen(recipe, catalog, StrategyCatalog.Kind.TOKEN_SAMPLER));
        return identity;
    }

    private static Class<?> chosen(TrainingRecipe recipe, StrategyCatalog catalog, StrategyCatalog.Kind kind) {
        String id = recipe.parameters().getOrDefault(kind.section() + ".id", "");
        return catalog.find(kind, id.replace("\"", "")).getClass();
    }

    private static void code(SortedMap<String, String> identity, String of, Class<?> type) throws IOException {
        identity.put("code of the " + of, FileHashes.ofCode(type));
    }

    private static boolean decides(String key) {
        return !Change.isBesideResults(key)
                && !BESIDE_OUTCOMES.contains(key)
                && !BESIDE_OUTCOMES.contains(section(key));
    }

    private static String section(String key) {
        return key.replaceFirst("\\..*", "");
    }

    /**
     * Tells what parts two identities.
     *
     * @param before the one
     * @param now the other
     * @return everything that differs, by key; nothing where no outcome depends on what differs
     */
    static List<Change> differences(SortedMap<String, String> before, SortedMap<String, String> now) {
        boolean sameModel = before.containsKey(MODEL_HASH)
                && before.getOrDefault(MODEL_HASH, ABSENT).equals(now.getOrDefault(MODEL_HASH, ABSENT));
        Set<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(now.keySet());
        List<Change> differences = new ArrayList<>();
        for (String key : keys) {
            String then = before.getOrDefault(key, ABSENT);
            String after = now.getOrDefault(key, ABSENT);
            if (!then.equals(after)) {
                boolean explains = EXPLAINING.contains(key)
                        || EXPLAINING.contains(section(key))
                        || (key.equals(MODEL) && sameModel);
                differences.add(new Change(key, then, after, explains));
            }
        }
        return differences.stream().allMatch(Change::isHarmless) ? List.of() : differences;
    }

    /** Hashes all that policy and verifier see of each problem, in order. */
    private static String hash(List<Problem> problems) {
        return Provenance.hashOfTexts(problems.stream().flatMap(problem -> {
            List<String> texts = new ArrayList<>(List.of(problem.id(), problem.prompt(), problem.reference()));
            new TreeMap<>(problem.metadata()).forEach((name, fact) -> texts.addAll(List.of(name, fact)));
            // with their number, for facts may be any
            return Stream.concat(Stream.of(Integer.toString(texts.size())), texts.stream());
        }));
    }
}
