package org.rlvr4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;
import org.rlvr4j.data.FileRows;
import org.rlvr4j.trainer.StoppedException;

/** Whether gold answers are accepted by the verifier that will compare with them. */
final class GoldCheck {

    static final String AUTO = "auto";
    static final String NONE = "none";
    private static final String MATH = "math";
    private static final String CODE = "code";
    private static final Set<String> OF_CODE = Set.of("humaneval", "mbpp");
    private static final Set<String> UNKNOWN = Set.of("plain", "fields", "");
    private static final int MOST_KEPT = 1000;

    /**
     * A gold answer that is not accepted.
     *
     * @param where its row
     * @param outcome such as {@code incorrect}
     * @param reference the gold answer
     * @param reason the verifier's
     */
    record Refused(String where, String outcome, String reference, String reason) {}

    /**
     * What was found.
     *
     * @param verifier its id; none where nothing was verified
     * @param accepted gold answers that are accepted
     * @param unchecked rows without a response to check
     * @param outcomes refused ones by outcome
     * @param refused the first of them
     */
    record Result(String verifier, long accepted, long unchecked, Map<String, Long> outcomes, List<Refused> refused) {
        long refusedCount() {
            return outcomes.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private GoldCheck() {}

    /** Verifies every gold answer of a file: boxed for mathematics, the canonical solution for programs. */
    static Result of(FileRows file, String asked, List<String> overrides) throws IOException {
        String id = asked.equals(AUTO) ? byMapping(file.mapping()) : asked;
        if (id.equals(NONE)) {
            return new Result(NONE, 0, file.rows().size(), Map.of(), List.of());
        }
        try (ChosenVerifier chosen = ChosenVerifier.of(Installation.strategies(), id, overrides)) {
            return judged(file, id, chosen.verifier());
        }
    }

    private static String byMapping(String mapping) {
        if (OF_CODE.contains(mapping)) {
            return CODE;
        }
        return UNKNOWN.contains(mapping) ? NONE : MATH;
    }

    private static Result judged(FileRows file, String id, Verifier verifier) {
        long accepted = 0;
        long unchecked = 0;
        Map<String, Long> outcomes = new TreeMap<>();
        List<Refused> refused = new ArrayList<>();
        for (FileRows.Row row : file.rows()) {
            if (StopSignal.isRequested()) {
                throw new StoppedException();
            }
            String reference = row.reference().read();
            Optional<String> response = id.equals(MATH) ? Optional.of("\\boxed{" + reference + "}") : row.solution();
            if (response.isEmpty()) {
                unchecked++;
                continue;
            }
            Verdict verdict = verifier.verify(new Problem(row.where(), row.prompt(), reference), response.get());
            if (verdict.isCorrect()) {
                accepted++;
                continue;
            }
            String outcome = verdict.kind();
            outcomes.merge(outcome, 1L, Long::sum);
            if (refused.size() < MOST_KEPT) {
                refused.add(new Refused(row.where(), outcome, reference, verdict.reason()));
            }
        }
        return new Result(id, accepted, unchecked, outcomes, refused);
    }
}
