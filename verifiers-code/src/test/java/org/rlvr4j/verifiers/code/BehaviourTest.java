package org.rlvr4j.verifiers.code;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What test programs, calls and whole programs may do, over the languages. */
class BehaviourTest {

    private static final int PART = 3;

    @Test
    void everyRowGetsItsVerdict() throws Exception {
        List<Rows.Trial> trials = new ArrayList<>();
        int compiled = 0;
        for (Rows.Row row : Rows.read("behaviour.jsonl")) {
            if (!row.isCompiled() || Rows.all() || compiled++ % PART == 0) {
                trials.add(new Rows.Trial(row.id(), row.task(), row.program(), row.want()));
            }
        }
        try (CodeVerifier verifier = Rows.verifier()) {
            assertEquals(List.of(), Rows.surprises(verifier, trials));
        }
    }
}
