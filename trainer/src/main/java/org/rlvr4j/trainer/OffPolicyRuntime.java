package org.rlvr4j.trainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.learning.PolicyLearner;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.RolloutSource;
import org.rlvr4j.api.rollout.RolloutEngine;

/**
 * A policy that is trained on rollouts of another source, and evaluated on its own. The source is opened when training
 * first asks for it: a recipe can be looked at, and its policy evaluated, without.
 */
public final class OffPolicyRuntime implements PolicyRuntime {

    private final PolicyRuntime policy;
    private final RolloutSource source;
    private final Queue<String> notices = new ConcurrentLinkedQueue<>();
    private @Nullable RolloutEngine rollouts;

    /**
     * Puts both together.
     *
     * @param policy the policy; closed with this
     * @param source where training rollouts come from
     */
    public OffPolicyRuntime(PolicyRuntime policy, RolloutSource source) {
        this.policy = policy;
        this.source = source;
    }

    @Override
    public RolloutEngine rolloutEngine() {
        return policy.rolloutEngine();
    }

    @Override
    public RolloutEngine trainingRollouts() {
        if (rollouts == null) {
            try {
                rollouts = source.open(policy, notices::add);
            } catch (IOException e) {
                throw new UncheckedIOException("rollouts: " + e.getMessage(), e);
            }
        }
        return rollouts;
    }

    @Override
    public List<String> notices() {
        List<String> lines = new ArrayList<>(policy.notices());
        for (String line = notices.poll(); line != null; line = notices.poll()) {
            lines.add(line);
        }
        return lines;
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
