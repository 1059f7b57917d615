package org.rlvr4j.trainer.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * What is otherwise than when a run was started.
 *
 * @param key a key of the recipe or the manifest
 * @param before the value then, as it is written; {@code absent} where there was none
 * @param after the value now
 * @param isHarmless whether it cannot change what training computes
 */
public record Change(String key, String before, String after, boolean isHarmless) {

    private static final String ABSENT = "absent";

    /** Sections and keys that say what is written, watched or kept, and not what is computed. */
    private static final List<String> BESIDE_TRAINING = List.of(
            "trackers",
            "guards",
            "checkpoints",
            "ablation",
            "trainer.log-rollouts-every",
            "trainer.keep-checkpoints",
            "trainer.checkpoint-every",
            "trainer.evaluate-every",
            // where references are; their hash is among the facts
            "problems.references-in",
            // where the shards of a step are computed, and how patiently
            "runtime.master",
            "runtime.executors",
            "runtime.executor-memory",
            "runtime.network-timeout-seconds",
            "runtime.start-timeout-seconds",
            "runtime.secret-file",
            "runtime.weights",
            "runtime.rollouts-by-executors",
            "runtime.properties");

    /** What of the manifest is compared; the machine is not, for the runtime's line names what counts of it. */
    private static final Set<String> FACTS = Set.of(
            "rlvr4j",
            "commit",
            "modelSha256",
            "modelFilesSha256",
            "trainingProblemsSha256",
            "heldOutProblemsSha256",
            "runtime");

    private static final String PLUGIN = "plugin";

    @Override
    public String toString() {
        return key + " was " + before + ", is " + after;
    }

    /**
     * Tells whether a key of a recipe says what is written, watched or kept, or where something is computed, and not what.
     *
     * @param key the full key, such as {@code runtime.executors}
     * @return whether no result depends on it
     */
    public static boolean isBesideResults(String key) {
        return BESIDE_TRAINING.stream().anyMatch(beside -> key.equals(beside) || key.startsWith(beside + "."));
    }

    static List<Change> ofRecipes(SortedMap<String, String> then, SortedMap<String, String> now, boolean sameModel) {
        List<Change> changes = new ArrayList<>();
        for (String key : union(then, now)) {
            if (!Objects.equals(then.get(key), now.get(key))) {
                boolean harmless = isBesideResults(key)
                        || (key.equals("model") && sameModel)
                        || (key.equals("trainer.steps") && onlyLonger(then, now));
                changes.add(new Change(key, then.getOrDefault(key, ABSENT), now.getOrDefault(key, ABSENT), harmless));
            }
        }
        return changes;
    }

    /** More steps at a rate that does not depend on their number. */
    private static boolean onlyLonger(Map<String, String> then, Map<String, String> now) {
        String schedule = "optimizer.schedule";
        String constant = "constant";
        try {
            return constant.equals(unquoted(then.getOrDefault(schedule, "")))
                    && constant.equals(unquoted(now.getOrDefault(schedule, "")))
                    && Long.parseLong(now.getOrDefault("trainer.steps", ""))
                            > Long.parseLong(then.getOrDefault("trainer.steps", ""));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String unquoted(String value) {
        return value.replace("\"", "");
    }

    /** What is known on one side only cannot be compared; plugins come and go, so there it can. */
    static List<Change> ofFacts(Map<String, String> then, Map<String, String> now) {
        List<Change> changes = new ArrayList<>();
        for (String key : union(then, now)) {
            boolean plugin = key.startsWith(PLUGIN);
            boolean compared = FACTS.contains(key) && then.containsKey(key) && now.containsKey(key);
            if ((plugin || compared) && !Objects.equals(then.get(key), now.get(key))) {
                changes.add(new Change(key, then.getOrDefault(key, ABSENT), now.getOrDefault(key, ABSENT), false));
            }
        }
        return changes;
    }

    private static Set<String> union(Map<String, String> then, Map<String, String> now) {
        Set<String> keys = new TreeSet<>(then.keySet());
        keys.addAll(now.keySet());
        return keys;
    }
}
