package org.rlvr4j.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.RolloutGroup;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.rollout.RolloutEngine;
import org.rlvr4j.api.rollout.SamplingRequest;
import org.rlvr4j.api.rollout.TokenSampler;

/**
 * What every {@link RolloutEngine} keeps to, whatever runs it. An engine that belongs to a policy of this process is held to
 * more by {@link PolicyRuntimeContract}.
 */
public abstract class RolloutEngineContract {

    /** n of the contract's requests. */
    static final int ROLLOUTS = 6;

    private static final int LONGEST = 12;

    /** For subclasses. */
    protected RolloutEngineContract() {}

    /**
     * Gives the engine.
     *
     * @return an engine of a policy that is not trained meanwhile
     */
    protected abstract RolloutEngine engine();

    /**
     * Gives problems with prompts that the policy can read, and to which it does not always answer the same.
     *
     * @return at least two
     */
    protected abstract List<Problem> problems();

    static SamplingRequest request(List<Problem> problems, long seed, String purpose, long round, long firstPosition) {
        return new SamplingRequest(
                problems,
                ROLLOUTS,
                LONGEST,
                TokenSampler.UNCHANGED,
                new RandomStreams(seed),
                purpose,
                round,
                firstPosition);
    }

    private List<RolloutGroup> generate(long seed, String purpose, long round) {
        return engine().generate(request(problems(), seed, purpose, round, 0));
    }

    private static List<List<Integer>> tokens(List<RolloutGroup> groups) {
        List<List<Integer>> all = new ArrayList<>();
        for (RolloutGroup group : groups) {
            for (Rollout rollout : group.rollouts()) {
                all.add(java.util.Arrays.stream(rollout.tokens()).boxed().toList());
            }
        }
        return all;
    }

    /** One group for each problem in their order, n rollouts a group, none longer than asked, stopped for the reason given. */
    @Test
    public void groupsHaveTheShapeThatIsAsked() {
        List<RolloutGroup> groups = generate(1, "train", 0);
        List<Problem> problems = problems();
        assertTrue(problems.size() >= 2, "problems() gives fewer than two");
        assertEquals(problems, groups.stream().map(RolloutGroup::problem).toList(), "problems in their order");
        for (RolloutGroup group : groups) {
            assertEquals(ROLLOUTS, group.rollouts().size(), "rollouts of a group");
            assertTrue(group.promptTokens().length > 0, "a prompt without tokens");
            for (Rollout rollout : group.rollouts()) {
                assertTrue(rollout.length() <= LONGEST, () -> "a response of " + rollout.length() + " tokens");
                assertEquals(
                        groups.get(0).rollouts().get(0).policyVersion(), rollout.policyVersion(), "the policy's version");
                if (rollout.stopReason() == StopReason.LENGTH) {
                    assertEquals(LONGEST, rollout.length(), "stopped for its length before it was reached");
                }
            }
        }
    }

    /** The same request gives the same rollouts; another seed, purpose, round or position gives others. */
    @Test
    public void rolloutsAreAFunctionOfSeedPurposeRoundAndPosition() {
        List<List<Integer>> first = tokens(generate(1, "train", 0));
        assertEquals(first, tokens(generate(1, "train", 0)), "the same request");
        assertNotEquals(first, tokens(generate(2, "train", 0)), "another seed");
        assertNotEquals(first, tokens(generate(1, "evaluate", 0)), "another purpose");
        assertNotEquals(first, tokens(generate(1, "train", 1)), "another round");
        assertNotEquals(
                first, tokens(engine().generate(request(problems(), 1, "train", 0, 1000))), "another first position");
    }

    /** Rollouts of one problem differ from one another. */
    @Test
    public void rolloutsOfAGroupAreDrawnIndependently() {
        assertTrue(
                tokens(generate(1, "train", 0)).stream().distinct().count() > 1, "all rollouts of the request are the same");
    }

    /** A request in parts gives what the whole gives. */
    @Test
    public void partsOfARequestGiveWhatTheWholeGives() {
        List<RolloutGroup> whole = generate(1, "train", 0);
        for (int p = 0; p < whole.size(); p++) {
            RolloutGroup alone = engine()
                    .generate(request(List.of(problems().get(p)), 1, "train", 0, p))
                    .get(0);
            for (int i = 0; i < ROLLOUTS; i++) {
                Rollout expected = whole.get(p).rollouts().get(i);
                Rollout actual = alone.rollouts().get(i);
                assertArrayEquals(expected.tokens(), actual.tokens(), "problem " + p + " alone, rollout " + i);
                assertArrayEquals(expected.behaviourLogProbs(), actual.behaviourLogProbs(), 1e-3f, "log-probabilities");
            }
        }
    }
}
