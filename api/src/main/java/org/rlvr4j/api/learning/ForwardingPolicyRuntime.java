package org.rlvr4j.api.learning;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.rlvr4j.api.rollout.RolloutEngine;

/** A policy that does all that another does; what extends it says what it does otherwise. */
public abstract class ForwardingPolicyRuntime implements PolicyRuntime {

    private final PolicyRuntime policy;

    /**
     * Stands before another policy.
     *
     * @param policy the other; closed with this
     */
    protected ForwardingPolicyRuntime(PolicyRuntime policy) {
        this.policy = policy;
    }

    @Override
    public RolloutEngine rolloutEngine() {
        return policy.rolloutEngine();
    }

    @Override
    public RolloutEngine trainingRollouts() {
        return policy.trainingRollouts();
    }

    @Override
    public List<String> notices() {
        return policy.notices();
    }

    @Override
    public boolean logRollouts(Path folder, int every) {
        return policy.logRollouts(folder, every);
    }

    @Override
    public String engine() {
        return policy.engine();
    }

    @Override
    public PolicyLearner learner() {
        return policy.learner();
    }

    @Override
    public void savePolicy(Path folder) throws IOException {
        policy.savePolicy(folder);
    }

    @Override
    public void saveState(Path folder) throws IOException {
        policy.saveState(folder);
    }

    @Override
    public void restoreState(Path folder) throws IOException {
        policy.restoreState(folder);
    }

    @Override
    public void restorePolicy(Path folder) throws IOException {
        policy.restorePolicy(folder);
    }

    @Override
    public int contextLength() {
        return policy.contextLength();
    }

    @Override
    public int[] encodePrompt(String prompt) {
        return policy.encodePrompt(prompt);
    }

    @Override
    public int[] encodeResponse(String response) {
        return policy.encodeResponse(response);
    }

    @Override
    public int[] encodeText(String text) {
        return policy.encodeText(text);
    }

    @Override
    public String decode(int[] tokens) {
        return policy.decode(tokens);
    }

    @Override
    public List<String> tokenPieces(int[] tokens) {
        return policy.tokenPieces(tokens);
    }

    @Override
    public List<float[]> score(List<int[]> sequences) {
        return policy.score(sequences);
    }

    @Override
    public long parameterCount() {
        return policy.parameterCount();
    }

    @Override
    public String description() {
        return policy.description();
    }

    @Override
    public void close() {
        policy.close();
    }
}
