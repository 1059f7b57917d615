package org.rlvr4j.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.Evidence;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.gate.UpdateGate;

/** Each law of the gates' contract is broken by a gate of its own, and that law's test fails. */
class BrokenGateTest {

    static class Sound extends UpdateGateContract {
        @Override
        protected UpdateGate gate() {
            return (group, history) -> group.successes() == group.size()
                    ? GateDecision.drop(group.size(), "all right")
                    : GateDecision.keep(group.size(), 1, "m=" + group.successes() + "/" + group.size());
        }
    }

    @Test
    void aSoundGatePasses() {
        Outcome outcome = Outcome.of(Sound.class);
        assertEquals(Set.of(), outcome.failed(), outcome::toString);
        assertEquals(10, outcome.ran(), "tests of the contract");
    }

    static class Throws extends UpdateGateContract {
        @Override
        protected UpdateGate gate() {
            // 0/0 where no rollout is wrong
            return (group, history) -> GateDecision.keep(
                    group.size(), (double) (group.size() - group.successes()) / (group.size() - group.successes()), "x");
        }
    }

    @Test
    void aWeightThatIsNotANumber() {
        assertTrue(Outcome.of(Throws.class).failed().contains("weightsAreFiniteAndNotNegativeOneForEachRollout"));
    }

    static class NearlyDropped extends UpdateGateContract {
        @Override
        protected UpdateGate gate() {
            return (group, history) -> GateDecision.keep(group.size(), group.successes() == 0 ? 1 : 1e-310, "faint");
        }
    }

    @Test
    void aWeightThatIsNearlyZero() {
        Outcome outcome = Outcome.of(NearlyDropped.class);
        assertTrue(outcome.failed().contains("weightsAreFiniteAndNotNegativeOneForEachRollout"), outcome::toString);
    }

    static class Silent extends UpdateGateContract {
        @Override
        protected UpdateGate gate() {
            return (group, history) -> GateDecision.keep(group.size(), 1, " ");
        }
    }

    @Test
    void noReason() {
        assertEquals(Set.of("aReasonIsGiven"), Outcome.of(Silent.class).failed());
    }

    static class FirstOnly extends UpdateGateContract {
        @Override
        protected UpdateGate gate() {
            return (group, history) -> {
                double[] weights = new double[group.size()];
                weights[0] = 1;
                return new GateDecision(weights, "the first");
            };
        }
    }

    @Test
    void anOrder() {
        assertEquals(Set.of("theOrderOfRolloutsDoesNotMatter"), Outcome.of(FirstOnly.class).failed());
    }

    static class Remembers extends UpdateGateContract {
        @Override
        protected UpdateGate gate() {
            Map<String, Integer> visits = new HashMap<>();
            return (group, history) -> GateDecision.keep(
                    group.size(), visits.merge(group.problem().id(), 1, Integer::sum), "visits");
        }
    }

    @Test
    void aMemory() {
        assertTrue(Outcome.of(Remembers.class).failed().contains("decisionsAreDeterministicAndRememberNothing"));
    }

    static class Writes extends UpdateGateContract {
        @Override
        protected UpdateGate gate() {
            return (group, history) -> {
                if (history instanceof SampleHistory writable) {
                    writable.with(group.problem().id(), new Evidence(group.successes(), 0, 1));
                }
                return GateDecision.keep(group.size(), 1, "kept");
            };
        }
    }

    static class SecretlyHistorical extends UpdateGateContract {
        @Override
        protected UpdateGate gate() {
            return (group, history) -> GateDecision.keep(
                    group.size(), 1 + history.of(group.problem().id()).trials(), "trials");
        }
    }

    @Test
    void aChangedOrUndeclaredHistory() {
        assertEquals(
                Set.of("theHistoryIsReadAsDeclaredAndNotChanged"), Outcome.of(Writes.class).failed());
        assertEquals(
                Set.of("theHistoryIsReadAsDeclaredAndNotChanged"),
                Outcome.of(SecretlyHistorical.class).failed());
    }

    /** Normalisation gives every rollout of an active group some weight, the dropped ones too. */
    static class Wakes extends UpdateGateContract {
        @Override
        protected UpdateGate gate() {
            return new UpdateGate() {
                @Override
                public GateDecision decide(VerifiedGroup group, SuccessHistory history) {
                    return new GateDecision(group.rewards(), "right ones only");
                }

                @Override
                public List<GateDecision> normalise(List<GateDecision> active) {
                    List<GateDecision> all = new ArrayList<>();
                    for (GateDecision decision : active) {
                        all.add(GateDecision.keep(decision.weights().length, 0.5, decision.reason()));
                    }
                    return all;
                }
            };
        }
    }

    @Test
    void aDroppedRolloutThatIsTrainedOn() {
        Outcome outcome = Outcome.of(Wakes.class);
        assertEquals(
                Set.of("aDroppedRolloutAddsExactlyNothingToTheGradient", "normalisationRescalesAndNothingElse"),
                outcome.failed());
        assertTrue(
                outcome.messages().stream().anyMatch(message -> message.contains("dropped rollouts changed the gradient")),
                outcome::toString);
    }

    static class DropsAll extends UpdateGateContract {
        @Override
        protected UpdateGate gate() {
            return (group, history) -> GateDecision.drop(group.size(), "never");
        }
    }

    @Test
    void nothingKept() {
        assertEquals(Set.of("someGroupIsKept"), Outcome.of(DropsAll.class).failed());
    }
}
