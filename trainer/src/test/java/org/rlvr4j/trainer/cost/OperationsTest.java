package org.rlvr4j.trainer.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.learning.DecoderSize;
import org.rlvr4j.api.learning.PolicyPlan;

/** Against counts token by token, layer by layer, matrix by matrix. */
class OperationsTest {

    static final DecoderSize SIZE = new DecoderSize(100, 24, 3, 6, 2, 8, 40, 64, false, 48);

    static PolicyPlan plan(long trained, boolean recomputes) {
        return new PolicyPlan(SIZE, 4, 4, trained, 12, 0, recomputes, 4096, 512, 1 << 20, List.of());
    }

    private final PolicyPlan full = plan(SIZE.weights(), false);

    /** One token that attends to {@code attended} positions, itself included; one multiplication and addition at a time. */
    private static double token(int attended, boolean logits) {
        double operations = 0;
        for (int layer = 0; layer < 3; layer++) {
            operations += 2 * (24 * 48 + 24 * 16 + 24 * 16); // queries, keys, values
            operations += 6 * attended * (2 * 8 + 2 * 8); // scores and mixture of each head
            operations += 2 * 48 * 24; // attention's output
            operations += 2 * 3 * 24 * 40; // gate, up, down
        }
        return operations + (logits ? 2 * 24 * 100 : 0);
    }

    @Test
    void generationPassesAPromptOnceAndEachTokenOnce() {
        double expected = 0;
        for (int t = 1; t <= 5; t++) {
            expected += token(t, t == 5) / 4;
        }
        for (int t = 6; t <= 12; t++) {
            expected += token(t, true);
        }
        assertEquals(expected, new Operations(full).generation(5, 7, 4), 1e-6);
    }

    @Test
    void learningIsThreeForwardPasses() {
        double forward = 0;
        for (int t = 1; t <= 12; t++) {
            forward += t <= 5 ? token(t, false) / 2 : token(t, true);
        }
        assertEquals(3 * forward, new Operations(full).learning(5, 7, 2, false), 1e-6);
        assertEquals(3 * forward + 7 * 2 * 24 * 100, new Operations(full).learning(5, 7, 2, true), 1e-6);
        assertEquals(forward, new Operations(full).reference(5, 7, 2), 1e-6);
        double again = forward - 7 * 2 * 24 * 100;
        assertEquals(3 * forward + again, new Operations(plan(SIZE.weights(), true)).learning(5, 7, 2, false), 1e-6);
    }

    @Test
    void frozenMatricesNeedNoGradientOfTheirOwn() {
        double matrices = 2.0 * 3 * SIZE.matricesOfLayer() * 9.5;
        double head = 7 * 2 * 24 * 100;
        double all = new Operations(full).learning(5, 7, 2, false);
        double adapter = new Operations(plan(10, false)).learning(5, 7, 2, false);
        assertEquals(all - matrices - head + 6 * 10 * 9.5, adapter, 1e-6);
    }
}
