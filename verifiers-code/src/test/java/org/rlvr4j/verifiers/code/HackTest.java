package org.rlvr4j.verifiers.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Programs that do not solve their task and want to be taken for one that does. */
class HackTest {

    private static final int PART = 4;

    @Test
    void noHackPasses() throws Exception {
        List<Rows.Trial> trials = new ArrayList<>();
        int compiled = 0;
        for (Rows.Row row : Rows.read("hacks.jsonl")) {
            if (!row.isCompiled() || Rows.all() || compiled++ % PART == 0) {
                trials.add(new Rows.Trial(row.id(), row.task(), row.program(), row.want()));
            }
        }
        assertTrue(trials.size() > 130, "rows are missing: " + trials.size());
        try (CodeVerifier verifier = Rows.verifier()) {
            assertEquals(List.of(), Rows.surprises(verifier, trials));
        }
    }
}
