package org.rlvr4j.verifiers.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rlvr4j.api.spi.OptionSchema;

/** Every case of the labelled suite, with the default options. */
class LabelledSuiteTest {

    private static final MathVerifierOptions DEFAULTS =
            OptionSchema.of(MathVerifierOptions.class).defaults();
    private static final MathVerifier VERIFIER = new MathVerifier(DEFAULTS);

    static Stream<LabelledCase> cases() {
        return LabelledCase.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isJudgedAsLabelled(LabelledCase labelled) {
        MathVerifier verifier = labelled.precision().isEmpty()
                ? VERIFIER
                : VERIFIER.withDigits(labelled.precision().getAsInt());
        Explanation explanation = verifier.explain(labelled.gold(), labelled.prediction());
        assertEquals(labelled.equal(), explanation.verdict().isCorrect(), explanation::toString);
    }

    @Test
    void isLargeAndHasEnoughNegatives() {
        List<LabelledCase> all = LabelledCase.all();
        long negative = all.stream().filter(labelled -> !labelled.equal()).count();
        Set<LabelledCase> distinct = new TreeSet<>(java.util.Comparator.comparing(LabelledCase::toString));
        distinct.addAll(all);
        assertTrue(all.size() >= 700, () -> all.size() + " cases");
        assertTrue(negative >= 0.4 * all.size(), () -> negative + " negative cases");
        assertEquals(all.size(), distinct.size());
    }
}
