package org.rlvr4j.testkit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.Evidence;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.gate.UpdateGate;
import org.rlvr4j.api.learning.LossOptions;
import org.rlvr4j.api.learning.TrainingBatch;
import org.rlvr4j.api.learning.TrainingSequence;
import org.rlvr4j.api.rollout.TokenSampler;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.testkit.internal.SoftmaxPolicy;

/**
 * What every {@link UpdateGate} keeps to.
 *
 * <pre>{@code
 * class MyGateContractTest extends UpdateGateContract {
 *     @Override
 *     protected UpdateGate gate() {
 *         return new MyGate(OptionSchema.of(MyGateOptions.class).defaults());
 *     }
 * }
 * }</pre>
 */
@PropertyDefaults(tries = 200, edgeCases = EdgeCasesMode.NONE)
public abstract class UpdateGateContract {

    private static final int LARGEST_GROUP = 12;
    private static final double TOLERANCE = 1e-9;

    /** For subclasses. */
    protected UpdateGateContract() {}

    /**
     * Creates the gate.
     *
     * @return a new gate, the same each time
     */
    protected abstract UpdateGate gate();

    /** One group and what is known of its problem. */
    record Case(VerifiedGroup group, Evidence evidence) {
        SampleHistory history() {
            return new SampleHistory().with(group.problem().id(), evidence);
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<Verdict> verdicts = Arbitraries.of(
                new Verdict.Correct("1", "right"),
                new Verdict.Incorrect("2", "wrong"),
                new Verdict.Unparseable("no answer"),
                new Verdict.TimedOut(Duration.ofSeconds(1)));
        Arbitrary<Double> counts = Arbitraries.doubles().between(0, 200);
        Arbitrary<Evidence> visited = Combinators.combine(
                        counts, counts, Arbitraries.longs().between(1, 50))
                .as(Evidence::new);
        Arbitrary<Evidence> evidence = Arbitraries.oneOf(Arbitraries.just(Evidence.NONE), visited);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 999),
                        verdicts.list().ofMinSize(1).ofMaxSize(LARGEST_GROUP),
                        Arbitraries.integers().between(0, 3),
                        evidence)
                .as((id, list, failures, shown) -> new Case(SampleGroups.of("p" + id, list, failures), shown));
    }

    @Provide
    Arbitrary<List<Case>> batches() {
        return cases().list().ofMinSize(1).ofMaxSize(6).uniqueElements(c -> c.group()
                .problem()
                .id());
    }

    /** Every success count of every group size up to 12, and of one large group, without history. */
    @Test
    public void weightsAreFiniteAndNotNegativeOneForEachRollout() {
        for (int n : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 512}) {
            for (int m = 0; m <= n; m++) {
                checkWeights(gate().decide(SampleGroups.of(m, n), SuccessHistory.EMPTY), n);
            }
        }
    }

    /**
     * The same for groups with unreadable and overdue responses and any history.
     *
     * @param one a group with its history
     */
    @Property
    public void weightsAreFiniteAndNotNegativeWhateverTheHistory(@ForAll("cases") Case one) {
        checkWeights(gate().decide(one.group(), one.history()), one.group().size());
    }

    private static void checkWeights(GateDecision decision, int size) {
        double[] weights = decision.weights();
        assertEquals(size, weights.length, "one weight for each rollout");
        for (double weight : weights) {
            assertTrue(weight >= 0 && weight < Double.POSITIVE_INFINITY, () -> "weight " + weight);
            assertTrue(weight == 0 || weight >= Double.MIN_NORMAL, () -> "weight " + weight
                    + " is positive, so its rollout adds its full share of KL and divisor, and is too small to teach"
                    + " anything: give 0");
        }
    }

    /**
     * The reason is a line that a person can read.
     *
     * @param one a group with its history
     */
    @Property
    public void aReasonIsGiven(@ForAll("cases") Case one) {
        String reason = gate().decide(one.group(), one.history()).reason();
        assertFalse(reason.isBlank(), "the reason is blank");
        assertTrue(reason.length() <= 200, () -> "the reason has " + reason.length() + " characters, more than 200");
        assertTrue(reason.codePoints().noneMatch(Character::isISOControl), "the reason is more than one line");
    }

    /**
     * A decision depends on the rollouts as a set.
     *
     * @param one a group with its history
     * @param seed of the other order
     */
    @Property
    public void theOrderOfRolloutsDoesNotMatter(@ForAll("cases") Case one, @ForAll long seed) {
        int n = one.group().size();
        int[] order = Orders.permutation(n, seed);
        GateDecision straight = gate().decide(one.group(), one.history());
        GateDecision shuffled = gate().decide(SampleGroups.reordered(one.group(), order), one.history());
        double[] expected = Arrays.stream(order)
                .mapToDouble(from -> straight.weights()[from])
                .toArray();
        double[] actual = shuffled.weights();
        for (int i = 0; i < n; i++) {
            assertEquals(expected[i] > 0, actual[i] > 0, "a rollout is kept in one order and dropped in another");
            assertEquals(expected[i], actual[i], TOLERANCE * Math.abs(expected[i]), "a rollout's weight");
        }
    }

    /**
     * The same group and history give the same decision, whatever was decided before.
     *
     * @param batch groups with their histories
     */
    @Property
    public void decisionsAreDeterministicAndRememberNothing(@ForAll("batches") List<Case> batch) {
        UpdateGate used = gate();
        List<GateDecision> first =
                batch.stream().map(c -> used.decide(c.group(), c.history())).toList();
        for (int i = batch.size() - 1; i >= 0; i--) {
            Case one = batch.get(i);
            assertEquals(first.get(i), used.decide(one.group(), one.history()), "decided again, in another order");
            assertEquals(first.get(i), gate().decide(one.group(), one.history()), "decided by a new gate");
        }
    }

    /**
     * The history is only read, only where the gate says so, and only for the group's own problem.
     *
     * @param one a group with its history
     */
    @Property
    public void theHistoryIsReadAsDeclaredAndNotChanged(@ForAll("cases") Case one) {
        UpdateGate gate = gate();
        String id = one.group().problem().id();
        SampleHistory history = one.history().with("another", new Evidence(3, 4, 1));
        Map<String, Evidence> before = history.contents();
        GateDecision decision = gate.decide(one.group(), history);
        assertEquals(before, history.contents(), "the gate changed the history");
        assertTrue(
                Set.of(id).containsAll(history.asked()),
                () -> "the gate looked at other problems than the group's: " + history.asked());
        if (!gate.usesHistory()) {
            assertEquals(
                    gate.decide(one.group(), SuccessHistory.EMPTY),
                    decision,
                    "usesHistory() is false, and another history gives another decision");
        }
    }

    /**
     * A dropped rollout adds exactly nothing to the gradient: no policy gradient, no KL, no entropy term, nothing to the
     * divisor. The batch is made as training makes it, the gradient is that of a small policy with KL and entropy on.
     *
     * @param batch groups with their histories
     */
    @Property
    public void aDroppedRolloutAddsExactlyNothingToTheGradient(@ForAll("batches") List<Case> batch) {
        UpdateGate gate = gate();
        List<VerifiedGroup> groups = batch.stream().map(Case::group).toList();
        List<GateDecision> decisions =
                batch.stream().map(c -> gate.decide(c.group(), c.history())).toList();
        double[][] advantages =
                groups.stream().map(UpdateGateContract::advantages).toArray(double[][]::new);
        List<GateDecision> normalised = normalised(gate, decisions);
        TrainingBatch all = TrainingBatch.of(groups, normalised, advantages, TokenSampler.UNCHANGED);

        List<TrainingSequence> kept = new ArrayList<>();
        for (int g = 0; g < groups.size(); g++) {
            double[] decided = decisions.get(g).weights();
            double[] weights = normalised.get(g).weights();
            for (int i = 0; i < decided.length; i++) {
                if (decided[i] > 0) {
                    var rollout = groups.get(g).rollouts().get(i);
                    kept.add(new TrainingSequence(
                            groups.get(g).promptTokens(),
                            rollout.tokens(),
                            rollout.behaviourLogProbs(),
                            weights[i] * advantages[g][i]));
                }
            }
        }
        assertArrayEquals(gradient(kept), gradient(all.sequences()), "dropped rollouts changed the gradient");
    }

    private static double[] advantages(VerifiedGroup group) {
        return Arrays.stream(group.rewards()).map(reward -> reward - 0.4).toArray();
    }

    private static double[] gradient(List<TrainingSequence> sequences) {
        double[] logits = IntStream.range(0, SampleGroups.VOCABULARY)
                .mapToDouble(v -> Math.sin(v))
                .toArray();
        double[] reference = IntStream.range(0, SampleGroups.VOCABULARY)
                .mapToDouble(v -> Math.cos(v))
                .toArray();
        LossOptions plain = OptionSchema.of(LossOptions.class).defaults();
        LossOptions options = new LossOptions(
                LossOptions.Objective.CLIPPED_RATIO,
                plain.clipLow(),
                plain.clipHigh(),
                LossOptions.Aggregation.TOKEN_MEAN,
                plain.constantLength(),
                0.1,
                LossOptions.KlEstimator.K3,
                0.01,
                LossOptions.Importance.NONE,
                plain.importanceCap());
        return new SoftmaxPolicy(logits, reference).gradient(sequences, options);
    }

    /** The decisions as training sees them: those of active groups normalised together, the others as they are. */
    private static List<GateDecision> normalised(UpdateGate gate, List<GateDecision> decisions) {
        List<GateDecision> active =
                decisions.stream().filter(GateDecision::isActive).toList();
        List<GateDecision> rescaled = active.isEmpty() ? List.of() : gate.normalise(active);
        assertEquals(active.size(), rescaled.size(), "normalise() gave another number of decisions");
        List<GateDecision> all = new ArrayList<>();
        int next = 0;
        for (GateDecision decision : decisions) {
            all.add(decision.isActive() ? rescaled.get(next++) : decision);
        }
        return all;
    }

    /**
     * Normalisation rescales: it wakes no dropped rollout, drops no kept one, and does not depend on the order of groups.
     *
     * @param batch groups with their histories
     * @param seed of the other order
     */
    @Property
    public void normalisationRescalesAndNothingElse(@ForAll("batches") List<Case> batch, @ForAll long seed) {
        UpdateGate gate = gate();
        List<GateDecision> active = batch.stream()
                .map(c -> gate.decide(c.group(), c.history()))
                .filter(GateDecision::isActive)
                .toList();
        if (active.isEmpty()) {
            return;
        }
        List<GateDecision> rescaled = gate.normalise(active);
        assertEquals(active.size(), rescaled.size(), "normalise() gave another number of decisions");
        for (int g = 0; g < active.size(); g++) {
            double[] before = active.get(g).weights();
            double[] after = rescaled.get(g).weights();
            assertEquals(before.length, after.length, "normalise() gave another number of weights");
            for (int i = 0; i < before.length; i++) {
                assertEquals(before[i] > 0, after[i] > 0, "normalise() woke a dropped rollout or dropped a kept one");
            }
        }
        assertEquals(rescaled, gate.normalise(active), "normalise() is not deterministic");
        int[] order = Orders.permutation(active.size(), seed);
        List<GateDecision> reordered = gate.normalise(
                Arrays.stream(order).mapToObj(active::get).toList());
        for (int g = 0; g < order.length; g++) {
            assertArrayEquals(
                    rescaled.get(order[g]).weights(),
                    reordered.get(g).weights(),
                    TOLERANCE * (1 + rescaled.get(order[g]).totalWeight()),
                    "normalise() depends on the order of groups");
        }
    }

    /** A gate that drops every group trains nothing, and its recipe is refused. */
    @Test
    public void someGroupIsKept() {
        UpdateGate gate = gate();
        boolean kept = IntStream.rangeClosed(0, 8)
                .anyMatch(m -> gate.decide(SampleGroups.of(m, 8), SuccessHistory.EMPTY)
                        .isActive());
        assertTrue(kept, "the gate drops a group of 8 rollouts whatever its success count, so nothing is ever learned");
    }

    /** The group that is given is not changed. */
    @Test
    public void theGroupIsNotChanged() {
        VerifiedGroup group = SampleGroups.of(3, 8);
        VerifiedGroup same = SampleGroups.of(3, 8);
        gate().decide(group, SuccessHistory.EMPTY);
        assertAll(
                () -> assertEquals(same, group, "the rollouts and verdicts"),
                () -> assertArrayEquals(same.promptTokens(), group.promptTokens(), "the prompt"));
    }
}
