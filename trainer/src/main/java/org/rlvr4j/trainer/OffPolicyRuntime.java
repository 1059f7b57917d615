package org.rlvr4j.trainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.learning.ForwardingPolicyRuntime;
import org.rlvr4j.api.learning.PolicyRuntime;
import org.rlvr4j.api.learning.RolloutSource;
import org.rlvr4j.api.rollout.RolloutEngine;

/**
 * A policy that is trained on rollouts of another source, and evaluated on its own. The source is opened when training
 * first asks for it: a recipe can be looked at, and its policy evaluated, without.
 */
public final class OffPolicyRuntime extends ForwardingPolicyRuntime {

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
        super(policy);
        this.policy = policy;
        this.source = source;
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

    /** The policy samples no rollouts of training, so that it writes no logs of them. */
    @Override
    public boolean logRollouts(Path folder, int every) {
        return false;
    }

    @Override
    public List<String> notices() {
        List<String> lines = new ArrayList<>(super.notices());
        for (String line = notices.poll(); line != null; line = notices.poll()) {
            lines.add(line);
        }
        return lines;
    }
}
