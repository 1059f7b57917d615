package org.rlvr4j.trainer.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rlvr4j.api.learning.DecoderSize;
import org.rlvr4j.api.learning.PolicyPlan;
import org.rlvr4j.trainer.TrainingOptions;

class RunCostTest {

    private static TrainingOptions training(int steps, int evaluateEvery) {
        return new TrainingOptions(
                steps, 1, 4, 8, 16, 0, 4, 1, TrainingOptions.Count.ACTIVE, 0.5, evaluateEvery, 50, 2, 0);
    }

    /** Every step of a run is asked, and the end counts in any case. */
    @Property
    void evaluationsAreThoseThatTheRunMakes(
            @ForAll @IntRange(max = 60) int steps, @ForAll @IntRange(max = 70) int every, @ForAll boolean ofBase) {
        TrainingOptions training = training(steps, every);
        int made = 1;
        for (int completed = ofBase ? 0 : 1; completed <= steps; completed++) {
            made += training.isEvaluatedAfter(completed) ? 1 : 0;
        }
        assertEquals(made, training.evaluations(ofBase));
    }

    @Test
    void anIntervalThatDoesNotDivideTheStepsIsNotForgotten() {
        assertEquals(5, training(100, 30).evaluations(true));
        assertEquals(5, training(100, 25).evaluations(true));
        assertEquals(4, training(100, 30).evaluations(false));
        assertEquals(1, training(100, 0).evaluations(true));
    }

    /** The number of weights of published models, as their cards or files have them. */
    @ParameterizedTest
    @CsvSource({
        "Qwen2.5-Math-7B, 152064, 3584, 28, 28, 4, 128, 18944, false, 11776, 7615616512",
        "SmolLM2-135M, 49152, 576, 30, 9, 3, 64, 1536, true, 1152, 134515008",
        "Llama-3.2-1B, 128256, 2048, 16, 32, 8, 64, 8192, true, 4096, 1235814400",
        "Qwen3-0.6B, 151936, 1024, 28, 16, 8, 128, 3072, true, 2304, 596049920"
    })
    void weightsAreThoseOfThePublishedModels(
            String name,
            long vocabulary,
            long hidden,
            int layers,
            long heads,
            long keyValueHeads,
            long headSize,
            long feedForward,
            boolean tied,
            long vectors,
            long weights) {
        DecoderSize size = new DecoderSize(
                vocabulary, hidden, layers, heads, keyValueHeads, headSize, feedForward, 4096, tied, vectors);
        assertEquals(weights, size.weights(), name);
    }

    @Test
    void memoryIsTheLargerOfThePhases() {
        PolicyPlan plan = OperationsTest.plan(OperationsTest.SIZE.weights(), false);
        Memory memory = Memory.of(plan, 5, 7, 32, 8);
        double weights = OperationsTest.SIZE.weights();
        assertEquals(4 * weights, memory.weights());
        assertEquals(12 * weights, memory.training());
        // 32 rows of 12 tokens: keys and values of 3 layers, 2 heads of 8
        assertEquals(2.0 * 32 * 12 * 3 * 2 * 8 * 4, memory.cache());
        assertEquals(
                Math.max(memory.cache() + memory.sampling(), memory.activations() + memory.logits()) + 16 * weights,
                memory.peak());
        Memory recomputed = Memory.of(OperationsTest.plan(OperationsTest.SIZE.weights(), true), 5, 7, 32, 8);
        assertTrue(recomputed.activations() < memory.activations());
    }

    @Test
    void budgetsBoundBatches() {
        PolicyPlan plan = new PolicyPlan(
                OperationsTest.SIZE, 2, 2, 10, 14, OperationsTest.SIZE.weights(), false, 100, 30, 1, List.of("x"));
        Memory memory = Memory.of(plan, 5, 7, 1_000, 1_000);
        assertEquals(2.0 * 8 * 12 * 3 * 2 * 8 * 2, memory.cache());
        assertEquals(3, Memory.sequencesOfMicroBatch(plan, 5, 7, 1_000));
        assertEquals(1, Memory.sequencesOfMicroBatch(plan, 50, 70, 1_000));
        // one token's logits at the least
        assertEquals(100 * 4 * 5, memory.logits());
        assertEquals(140, memory.training());
    }

    @Test
    void throughputIsOfOperationsOrTokens() {
        assertEquals(new Throughput(1e14, false), Throughput.parse("1e14"));
        assertEquals(new Throughput(2.5e13, false), Throughput.parse("2.5e13flop/s"));
        assertEquals(new Throughput(2500, true), Throughput.parse("2500tok/s"));
        assertEquals(20, Throughput.parse("1e14").seconds(2e15, 7));
        assertEquals(4, Throughput.parse("2500tok/s").seconds(2e15, 10_000));
        assertFalse(Throughput.DEFAULT.ofTokens());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "fast", "1e14 flop", "NaN", "1e999", "10tokens/s"})
    void otherThroughputsAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Throughput.parse(text));
    }
}
