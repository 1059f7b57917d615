package org.rlvr4j.samplers.problem;

import java.util.List;
import java.util.stream.IntStream;
import org.rlvr4j.api.Problem;

/** Problems whose ids are their indices. */
final class NumberedProblems {

    private NumberedProblems() {}

    static List<Problem> of(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> new Problem(Integer.toString(i), "", ""))
                .toList();
    }
}
