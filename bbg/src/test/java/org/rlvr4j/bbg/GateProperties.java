package org.rlvr4j.bbg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.gate.Evidence;
import org.rlvr4j.api.gate.GateDecision;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.gate.UpdateGate;

class GateProperties {

    /** Some evidence for each problem, different between problems. */
    private static final SuccessHistory HISTORY =
            id -> new Evidence(Math.floorMod(id.hashCode(), 7) / 4.0, Math.floorMod(id.hashCode(), 13), 3);

    @Provide
    Arbitrary<UpdateGate> gates() {
        Arbitrary<EvidenceKind> evidence = Arbitraries.of(EvidenceKind.class);
        Arbitrary<UpdateGate> bbg = Combinators.combine(
                        Arbitraries.integers().between(1, 1000),
                        Arbitraries.doubles().between(0, 0.5),
                        Arbitraries.of(BbgOptions.Convention.class),
                        Arbitraries.of(BbgOptions.Normalisation.class),
                        Arbitraries.doubles().between(0.1, 10),
                        Arbitraries.doubles().between(0.1, 10),
                        evidence)
                .as(BbgOptions::new)
                .map(BbgGate::new);
        return Arbitraries.oneOf(
                Arbitraries.of(new UniformGate(), new NonDegenerateGate(), new BucketGate(BucketOptions.defaults())),
                evidence.map(kind -> new ZeroSuccessOnlyGate(new ZeroSuccessOnlyOptions(kind, 0.5))),
                bbg);
    }

    @Property
    void decisionDoesNotDependOnTheOrderOfRollouts(
            @ForAll("gates") UpdateGate gate,
            @ForAll @Size(min = 1, max = 20) List<Boolean> outcomes,
            @ForAll Random random) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, outcomes.size()).boxed().toList());
        Collections.shuffle(order, random);
        GateDecision decision = gate.decide(Groups.of("p", outcomes), HISTORY);
        GateDecision permuted =
                gate.decide(Groups.of("p", order.stream().map(outcomes::get).toList()), HISTORY);
        double[] expected =
                order.stream().mapToDouble(i -> decision.weights()[i]).toArray();
        assertArrayEquals(expected, permuted.weights());
        assertEquals(decision.reason(), permuted.reason());
    }

    @Property
    void decisionDoesNotDependOnOtherProblems(
            @ForAll("gates") UpdateGate gate,
            @ForAll @Size(min = 1, max = 10) List<@Size(min = 1, max = 10) List<Boolean>> batch,
            @ForAll Random random) {
        List<VerifiedGroup> groups = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            groups.add(Groups.of("problem " + i, batch.get(i)));
        }
        List<GateDecision> decisions =
                groups.stream().map(group -> gate.decide(group, HISTORY)).toList();
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, groups.size()).boxed().toList());
        Collections.shuffle(order, random);
        for (int i : order) {
            assertEquals(decisions.get(i), gate.decide(groups.get(i), HISTORY));
        }
        List<GateDecision> active =
                decisions.stream().filter(GateDecision::isActive).toList();
        if (!active.isEmpty()) {
            assertNormaliseFollowsTheOrder(gate, active);
        }
    }

    private static void assertNormaliseFollowsTheOrder(UpdateGate gate, List<GateDecision> active) {
        List<GateDecision> forward = gate.normalise(active);
        List<GateDecision> reversed = new ArrayList<>(active);
        Collections.reverse(reversed);
        List<GateDecision> backward = new ArrayList<>(gate.normalise(reversed));
        Collections.reverse(backward);
        for (int i = 0; i < active.size(); i++) {
            assertTrue(forward.get(i).isActive());
            double[] expected = forward.get(i).weights();
            // The mean is a sum of doubles, so its last bits may follow the order.
            assertArrayEquals(
                    expected,
                    backward.get(i).weights(),
                    1e-12 * Arrays.stream(expected).max().orElse(1));
        }
    }

    @Property
    void uniformNeverDrops(@ForAll @Size(min = 1, max = 50) List<Boolean> outcomes) {
        GateDecision decision = new UniformGate().decide(Groups.of("p", outcomes), HISTORY);
        assertTrue(Arrays.stream(decision.weights()).allMatch(w -> w == 1));
    }

    @Property
    void meanOneAveragesToOne(
            @ForAll EvidenceKind evidence,
            @ForAll @IntRange(min = 1, max = 100_000) int k,
            @ForAll @Size(min = 1, max = 20) List<@Size(min = 1, max = 16) List<Boolean>> batch) {
        BbgOptions defaults = BbgOptions.defaults();
        BbgGate gate = new BbgGate(
                new BbgOptions(k, 0.01, defaults.convention(), BbgOptions.Normalisation.MEAN_ONE, 1, 1, evidence));
        List<GateDecision> active = batch.stream()
                .map(outcomes -> gate.decide(Groups.of("p" + outcomes.size(), outcomes), HISTORY))
                .filter(GateDecision::isActive)
                .toList();
        if (!active.isEmpty()) {
            double total = gate.normalise(active).stream()
                    .mapToDouble(GateDecision::totalWeight)
                    .sum();
            int rollouts =
                    active.stream().mapToInt(GateDecision::activeRollouts).sum();
            assertEquals(1, total / rollouts, 1e-12);
        }
    }

    /** Under the uniform prior share(0) = K/(n + K) → 1 and u(1) = K n(n + 1)/((n + K)(n + K − 1)) → 0 as K → ∞. */
    @Property
    void tendsToZeroSuccessOnlyAsKGrows(
            @ForAll @IntRange(min = 1, max = 64) int n,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double threshold,
            @ForAll BbgOptions.Convention convention,
            @ForAll("ofThisGroup") EvidenceKind evidence) {
        UpdateGate bbg = new BbgGate(
                new BbgOptions(1_000_000, threshold, convention, BbgOptions.Normalisation.MAX, 1, 1, evidence));
        UpdateGate limit = new ZeroSuccessOnlyGate(new ZeroSuccessOnlyOptions(evidence, 0.5));
        for (int m = 0; m <= n; m++) {
            VerifiedGroup group = Groups.of(m, n);
            assertArrayEquals(
                    limit.decide(group, SuccessHistory.EMPTY).weights(),
                    bbg.decide(group, SuccessHistory.EMPTY).weights());
        }
    }

    @Provide
    Arbitrary<EvidenceKind> ofThisGroup() {
        return Arbitraries.of(EvidenceKind.GROUP, EvidenceKind.LEAVE_ONE_OUT);
    }
}
