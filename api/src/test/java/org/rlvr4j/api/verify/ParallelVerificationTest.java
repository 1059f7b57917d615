package org.rlvr4j.api.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.rlvr4j.api.Problem;

class ParallelVerificationTest {

    @Test
    void equalResponsesAreJudgedOnceAndVerdictsKeepTheirOrder() {
        AtomicInteger asked = new AtomicInteger();
        ParallelVerification verification = new ParallelVerification((problem, response) -> {
            asked.incrementAndGet();
            return response.equals(problem.reference())
                    ? new Verdict.Correct(response, "")
                    : new Verdict.Incorrect(response, "");
        });
        List<String> responses = List.of("b", "a", "b", "c", "a", "b");
        List<Verdict> verdicts = verification.judge(new Problem("p", "?", "a"), responses);
        assertEquals(3, asked.get());
        assertEquals(responses, verdicts.stream().map(Verdict::answer).toList());
        assertEquals(
                List.of(false, true, false, false, true, false),
                verdicts.stream().map(Verdict::isCorrect).toList());
    }
}
