package org.rlvr4j.trainer;

import java.util.List;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.rollout.JudgingRolloutEngine;
import org.rlvr4j.api.rollout.RolloutEngine;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.spi.ProcessEnd;

/** Samples and judges: here, or where the engine samples if it judges itself. */
final class JudgedSampling {

    private final RolloutEngine engine;
    private final Verification verification;

    /**
     * Judged groups and how long they took.
     *
     * @param groups shape [P]
     * @param generateNanos wall-clock time of sampling, with judging where the engine does both
     * @param verifyNanos wall-clock time of judging; 0 where the engine does both
     */
    record Judged(List<VerifiedGroup> groups, long generateNanos, long verifyNanos) {}

    JudgedSampling(RolloutEngine engine, Verification verification) {
        this.engine = engine;
        this.verification = verification;
    }

    /**
     * Samples and judges.
     *
     * @throws StoppedException if the process is ending and verifiers are closed: what they say then is no verdict
     */
    Judged sample(SamplingRequest request) {
        Judged judged = judge(request);
        if (ProcessEnd.isClosing()) {
            throw new StoppedException();
        }
        return judged;
    }

    private Judged judge(SamplingRequest request) {
        long start = System.nanoTime();
        if (engine instanceof JudgingRolloutEngine judging) {
            List<VerifiedGroup> groups = judging.generateJudged(request);
            return new Judged(groups, System.nanoTime() - start, 0);
        }
        List<RolloutGroup> rollouts = engine.generate(request);
        long generated = System.nanoTime();
        List<VerifiedGroup> groups = rollouts.stream().map(verification::judge).toList();
        return new Judged(groups, generated - start, System.nanoTime() - generated);
    }
}
