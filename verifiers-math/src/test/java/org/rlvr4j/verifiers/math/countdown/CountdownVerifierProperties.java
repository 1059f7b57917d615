package org.rlvr4j.verifiers.math.countdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.verify.Verdict;
import org.rlvr4j.api.verify.Verifier;

class CountdownVerifierProperties {

    private static final Verifier VERIFIER = new CountdownVerifier(new CountdownVerifierOptions(1000));

    private static Verdict verify(List<Integer> numbers, int target, String response) {
        return VERIFIER.verify(new Problem("p", "", new CountdownPuzzle(numbers, target).format()), response);
    }

    @Provide
    Arbitrary<ExpressionTrees.Tree> trees() {
        return Arbitraries.integers().between(1, 6).flatMap(ExpressionTrees::ofSize);
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all(),
                Arbitraries.strings()
                        .withChars('\u0000', '\ud800', '\udc00', '3', '(', ' ')
                        .ofMaxLength(30),
                Arbitraries.strings().withChars("37 12()+-*/×÷−=").ofMaxLength(40));
    }

    @Property(tries = 3000)
    void judgesAnyStringWithABoundedReason(@ForAll("anything") String response) {
        Verdict verdict = verify(List.of(3, 7, 12), 45, response);
        assertTrue(verdict.isJudged());
        assertTrue(verdict.reason().length() < 400, verdict.reason());
        assertTrue(verdict.reason().chars().noneMatch(Character::isISOControl), verdict.reason());
    }

    @Property(tries = 1000)
    void failsOnlyForABadReference(@ForAll("anything") String reference, @ForAll("anything") String response) {
        assertNotNull(VERIFIER.verify(new Problem("p", "", reference), response).reason());
    }

    @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
    void agreesWithAnIndependentEvaluation(
            @ForAll("trees") ExpressionTrees.Tree tree, @ForAll @IntRange(min = 1, max = 99) int target) {
        boolean correct = verify(tree.leaves(), target, tree.text()).isCorrect();
        assertEquals(tree.equalsInteger(target), correct, tree.text());
        int own = tree.target();
        if (own > 0) {
            assertTrue(verify(tree.leaves(), own, tree.text()).isCorrect(), tree.text());
        }
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void neverAcceptsOtherNumbers(
            @ForAll("trees") ExpressionTrees.Tree tree,
            @ForAll @IntRange(min = 1, max = 20) int other,
            @ForAll @IntRange(max = 2) int change) {
        Assume.that(tree.target() > 0);
        List<Integer> given = new ArrayList<>(tree.leaves());
        switch (change) {
            case 0 -> given.add(other);
            case 1 -> Assume.that(given.remove(0) > 0 && !given.isEmpty());
            default -> Assume.that(given.set(0, other) != other);
        }
        Verdict verdict = verify(given, tree.target(), tree.text());
        assertInstanceOf(Verdict.Incorrect.class, verdict, () -> given + " " + tree.text());
        assertEquals(tree.text(), verdict.answer());
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void doesNotDependOnSpacesOrSigns(@ForAll("trees") ExpressionTrees.Tree tree, @ForAll long seed) {
        Random random = new Random(seed);
        String plain = tree.text();
        StringBuilder other = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            boolean insideNumber = i > 0 && Character.isDigit(c) && Character.isDigit(plain.charAt(i - 1));
            if (!insideNumber) {
                other.append(List.of("", " ", "\t", "\n", "\u00a0", "  ").get(random.nextInt(6)));
            }
            int sign = "*/-".indexOf(c);
            other.append(sign >= 0 && random.nextBoolean() ? "×÷−".charAt(sign) : c);
        }
        int target = Math.max(tree.target(), 1);
        assertEquals(verify(tree.leaves(), target, plain), verify(tree.leaves(), target, other.toString()));
        Verdict verdict = verify(tree.leaves(), target, other.toString());
        assertEquals(plain, verdict.answer());
    }
}
