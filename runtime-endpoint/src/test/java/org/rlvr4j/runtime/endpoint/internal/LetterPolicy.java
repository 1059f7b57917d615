package org.rlvr4j.runtime.endpoint.internal;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.rlvr4j.api.learning.PolicyLearner;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.StepReport;
import org.rlvr4j.api.learning.TrainingBatch;
import org.rlvr4j.api.rollout.RolloutEngine;

/** A policy that knows the letters a to z as tokens 1 to 26, ends with token 0, and finds all 27 equally likely. */
final class LetterPolicy implements PolicyRuntime {

    static final int STOP = 0;
    static final double LOG_PROB = -Math.log(27);

    private final long version;

    LetterPolicy(long version) {
        this.version = version;
    }

    static int[] ids(String text) {
        return text.chars().map(c -> c - 'a' + 1).toArray();
    }

    @Override
    public RolloutEngine rolloutEngine() {
        throw new UnsupportedOperationException();
    }

    @Override
    public PolicyLearner learner() {
        return new PolicyLearner() {
            @Override
            public StepReport step(TrainingBatch batch) {
                throw new UnsupportedOperationException();
            }

            @Override
            public long version() {
                return version;
            }
        };
    }

    @Override
    public void savePolicy(Path folder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void saveState(Path folder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void restoreState(Path folder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int contextLength() {
        return 20;
    }

    @Override
    public int[] encodePrompt(String prompt) {
        return ids(prompt);
    }

    @Override
    public int[] encodeResponse(String response) {
        return IntStream.concat(IntStream.of(ids(response)), IntStream.of(STOP)).toArray();
    }

    @Override
    public int[] encodeText(String text) {
        return ids(text);
    }

    @Override
    public String decode(int[] tokens) {
        return Arrays.stream(tokens)
                .filter(id -> id != STOP)
                .mapToObj(id -> String.valueOf((char) ('a' + id - 1)))
                .collect(Collectors.joining());
    }

    @Override
    public List<String> tokenPieces(int[] tokens) {
        return Arrays.stream(tokens)
                .mapToObj(id -> id == STOP ? "<stop>" : id > 26 ? "" : decode(new int[] {id}))
                .toList();
    }

    @Override
    public List<float[]> score(List<int[]> sequences) {
        return sequences.stream()
                .map(sequence -> {
                    float[] scores = new float[sequence.length - 1];
                    Arrays.fill(scores, (float) LOG_PROB);
                    return scores;
                })
                .toList();
    }

    @Override
    public long parameterCount() {
        return 0;
    }

    @Override
    public String description() {
        return "letters";
    }

    @Override
    public void close() {}
}
