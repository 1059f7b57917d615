package org.rlvr4j.verifiers.code;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What test programs, calls and whole programs may do, over the languages. */
class BehaviourTest {

    @Test
    void everyRowGetsItsVerdict() throws Exception {
        List<Rows.Trial> trials = Rows.read("behaviour.jsonl").stream()
                .map(row -> new Rows.Trial(row.id(), row.task(), row.program(), row.want()))
                .toList();
        try (CodeVerifier verifier = Rows.verifier()) {
            assertEquals(List.of(), Rows.surprises(verifier, trials));
        }
    }
}
