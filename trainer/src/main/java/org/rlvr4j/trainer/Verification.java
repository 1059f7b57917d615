package org.rlvr4j.trainer;

import java.util.List;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;

/** Judges groups; a verifier that throws against its contract gives {@link Verdict.Failed}, never a wrong answer. */
final class Verification {

    private final Verifier verifier;

    Verification(Verifier verifier) {
        this.verifier = verifier;
    }

    VerifiedGroup judge(RolloutGroup group) {
        List<Verdict> verdicts = group.rollouts().stream()
                .map(rollout -> {
                    try {
                        Verdict verdict = verifier.verify(group.problem(), rollout.text());
                        return verdict == null ? new Verdict.Failed("the verifier gave no verdict") : verdict;
                    } catch (RuntimeException | StackOverflowError e) {
                        return new Verdict.Failed("the verifier threw " + e);
                    }
                })
                .toList();
        return VerifiedGroup.of(group, verdicts);
    }
}
