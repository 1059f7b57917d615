package org.rlvr4j.runtime.gpu.internal;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rlvr4j.api.learning.TrainingSequence;

/** Cuts an update into micro-batches by a token budget; the cut changes no result beyond rounding. */
final class MicroBatchPlan {

    /** Longest responses first, so that a group's first is its longest; the responses of a prompt behind one another. */
    private static final Comparator<TrainingSequence> ORDER = Comparator.<TrainingSequence>comparingInt(
                    sequence -> -sequence.response().length)
            .thenComparing(TrainingSequence::prompt, Arrays::compare);

    private final int tokenBudget;
    private final List<List<TrainingSequence>> groups = new ArrayList<>();
    private List<TrainingSequence> current = new ArrayList<>();
    private final Set<IntBuffer> prompts = new HashSet<>();
    private int promptLength;

    private MicroBatchPlan(int tokenBudget) {
        this.tokenBudget = tokenBudget;
    }

    /**
     * Groups sequences of similar length.
     *
     * @param update the sequences
     * @param tokenBudget bound on a group's distinct prompts and its responses, padding included; one sequence may pass it
     * @return groups of at least one sequence
     */
    static List<List<TrainingSequence>> of(List<TrainingSequence> update, int tokenBudget) {
        MicroBatchPlan plan = new MicroBatchPlan(tokenBudget);
        update.stream().sorted(ORDER).forEach(plan::add);
        plan.endGroup();
        return plan.groups;
    }

    private void add(TrainingSequence sequence) {
        IntBuffer prompt = IntBuffer.wrap(sequence.prompt());
        if (!current.isEmpty() && tokensWith(prompt) > tokenBudget) {
            endGroup();
        }
        current.add(sequence);
        prompts.add(prompt);
        promptLength = Math.max(promptLength, prompt.remaining());
    }

    private long tokensWith(IntBuffer prompt) {
        long count = (long) prompts.size() + (prompts.contains(prompt) ? 0 : 1);
        return count * Math.max(promptLength, prompt.remaining())
                + (current.size() + 1L) * (current.get(0).response().length - 1);
    }

    private void endGroup() {
        if (!current.isEmpty()) {
            groups.add(current);
        }
        current = new ArrayList<>();
        prompts.clear();
        promptLength = 0;
    }
}
