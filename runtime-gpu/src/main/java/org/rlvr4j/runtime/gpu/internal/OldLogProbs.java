package org.rlvr4j.runtime.gpu.internal;

import java.util.IdentityHashMap;
import java.util.List;
import org.rlvr4j.api.learning.TrainingSequence;

/** Log-probabilities of a step's tokens under the policy before the step. */
final class OldLogProbs {

    private final IdentityHashMap<TrainingSequence, float[]> bySequence = new IdentityHashMap<>();

    /**
     * Takes numbers that were computed elsewhere.
     *
     * @param sequences shape [D]
     * @param values log-probability of each response token; shape [D][T]
     */
    static OldLogProbs of(List<TrainingSequence> sequences, List<float[]> values) {
        OldLogProbs old = new OldLogProbs();
        for (int d = 0; d < sequences.size(); d++) {
            old.bySequence.put(sequences.get(d), values.get(d));
        }
        return old;
    }

    /**
     * Takes in a micro-batch's numbers.
     *
     * @param sequences its sequences; shape [D]
     * @param values in the order of a micro-batch: first tokens, then the others; shape [N]
     */
    void put(List<TrainingSequence> sequences, float[] values) {
        int other = sequences.size();
        for (int d = 0; d < sequences.size(); d++) {
            float[] own = new float[sequences.get(d).response().length];
            own[0] = values[d];
            System.arraycopy(values, other, own, 1, own.length - 1);
            other += own.length - 1;
            bySequence.put(sequences.get(d), own);
        }
    }

    /**
     * Lays the numbers of some sequences out as their micro-batch does.
     *
     * @param sequences sequences that were put in; shape [D]
     * @return shape [N]
     */
    float[] inBatchOrder(List<TrainingSequence> sequences) {
        float[] values =
                new float[sequences.stream().mapToInt(s -> s.response().length).sum()];
        int other = sequences.size();
        for (int d = 0; d < sequences.size(); d++) {
            float[] own = of(sequences.get(d));
            values[d] = own[0];
            System.arraycopy(own, 1, values, other, own.length - 1);
            other += own.length - 1;
        }
        return values;
    }

    /** The numbers of one sequence; shape [T]. */
    float[] of(TrainingSequence sequence) {
        float[] own = bySequence.get(sequence);
        if (own == null) {
            throw new IllegalStateException("a sequence was not scored before the step");
        }
        return own;
    }
}
