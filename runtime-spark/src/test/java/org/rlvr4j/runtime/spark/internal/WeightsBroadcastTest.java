package org.rlvr4j.runtime.spark.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rlvr4j.runtime.gpu.shard.PolicyWeights;
import org.rlvr4j.runtime.spark.SparkOptions;

/** Weights are sent once a revision, and arrive as they were, whoever asks when. */
class WeightsBroadcastTest {

    private static SharedContext shared;

    @BeforeAll
    static void open() throws IOException {
        shared = SharedContext.open(StepProcess.options("local[1]", List.of()), 1);
    }

    @AfterAll
    static void close() {
        shared.close();
    }

    private static JavaSparkContext context() {
        return shared.context();
    }

    private static PolicyWeights revision(long number) {
        byte[] bytes = new byte[40];
        new Random(number).nextBytes(bytes);
        return new PolicyWeights(number, "base", List.of(bytes));
    }

    private static void assertArrives(PolicyWeights expected, SentWeights sent, @Nullable PolicyWeights known) {
        PolicyWeights fetched = sent.fetch(known);
        assertEquals(expected.revision(), fetched.revision());
        assertArrayEquals(expected.tensors().get(0), fetched.tensors().get(0));
    }

    @Test
    void wavesOfOneRevisionShareABroadcast() {
        for (SparkOptions.WeightsTransfer transfer : SparkOptions.WeightsTransfer.values()) {
            WeightsBroadcast broadcast = new WeightsBroadcast(context(), transfer);
            SentWeights first = broadcast.send(revision(1));
            assertSame(first, broadcast.send(revision(1)));
            SentWeights second = broadcast.send(revision(2));
            assertNotSame(first, second);
            assertSame(second, broadcast.send(revision(2)));
        }
    }

    @Test
    void newLateAndRestartedExecutorsGetTheSame() {
        WeightsBroadcast broadcast = new WeightsBroadcast(context(), SparkOptions.WeightsTransfer.CHANGES);
        PolicyWeights[] sent = new PolicyWeights[25];
        boolean[] whole = new boolean[sent.length];
        for (int i = 0; i < sent.length; i++) {
            sent[i] = revision(i);
            SentWeights now = broadcast.send(sent[i]);
            whole[i] = now.changes().isEmpty();
            assertTrue(now.kept());
            assertArrives(sent[i], now, null);
            assertArrives(sent[i], now, sent[i]);
            for (int lag = 1; lag <= Math.min(i, 12); lag++) {
                assertArrives(sent[i], now, sent[i - lag]);
            }
        }
        // whole at first and after eight changes, so that what a new executor must fetch has a bound
        for (int i = 0; i < whole.length; i++) {
            assertEquals(i % 9 == 0, whole[i], "revision " + i);
        }
    }

    @Test
    void whatFollowsTheWeightsThatWereReadIsSentWhole() {
        WeightsBroadcast broadcast = new WeightsBroadcast(context(), SparkOptions.WeightsTransfer.CHANGES);
        PolicyWeights read = broadcast.send(PolicyWeights.asRead("base")).fetch(null);
        assertTrue(read.isAsRead());
        SentWeights trained = broadcast.send(revision(1));
        assertEquals(List.of(), trained.changes());
        assertArrives(revision(1), trained, null);
        assertArrives(revision(1), trained, read);
        assertEquals(1, broadcast.send(revision(2)).changes().size());
    }

    @Test
    void aGapIsSentWhole() {
        WeightsBroadcast broadcast = new WeightsBroadcast(context(), SparkOptions.WeightsTransfer.CHANGES);
        broadcast.send(revision(1));
        assertEquals(1, broadcast.send(revision(2)).changes().size());
        SentWeights later = broadcast.send(revision(5));
        assertEquals(List.of(), later.changes());
        assertArrives(revision(5), later, revision(2));
    }
}
