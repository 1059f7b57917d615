package org.rlvr4j.verifiers.math.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rlvr4j.verifiers.math.AnswerComparator;
import org.rlvr4j.verifiers.math.Comparison;
import org.rlvr4j.verifiers.math.expression.Expression;

/** Values that cannot be written out: bounded work, never equal by accident. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileAnswersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "9^{9^{9^9}}; 9^{9^{9^9}}+1",
                "9^{9^{9^9}}; 9^{9^{9^8}}",
                "2^{1000000000}; 2^{1000000001}",
                "100!!!; 100!!!+1",
                "(1000000)!; (1000000)!+1",
                "\\binom{1000000000}{500000000}; \\binom{1000000000}{500000000}+1",
                "10^{10^{10}}; 10^{10^{10}}+1",
                "10^{5000}; 10^{5000}+1",
                "10^{-5000}; 0",
                "\\sum_{k=1}^{1000000000} k; 5",
                "\\sum_{k=1}^{1000} \\sum_{j=1}^{1000} \\sin(jk); 5",
                "\\sum_{k=1}^{1000} \\sum_{j=1}^{1000} \\frac{1}{jk}; 5",
                "(x+y+z+w+1)^{1000}; (x+y+z+w+2)^{1000}",
                "(x+y+1)^{60}; (1+x+y)^{60}+10^{-40}",
                "2^{\\frac{123456789012345678901234567890}{98765432109876543210}}; 7",
                "\\sqrt{10^{400}+1}; 10^{200}",
                "e^{e^{e^{e^e}}}; e^{e^{e^{e^e}}}+1",
                "e^{\\pi\\sqrt{163}}; 262537412640768744",
                "\\tan(\\pi/2); \\infty",
                "\\frac{1}{\\sqrt2\\sqrt2-2}; 0",
                "\\sin(10^{50}); 0",
                "\\gcd(10^{900},10^{800}+1); 2",
                "\\sum_{k=1}^{n}\\sum_{j=1}^{k}\\sum_{i=1}^{j} i!; n"
            })
    void areNotEqual(String gold, String prediction) {
        Answers.assertNotEqual(Answers.DEFAULTS, gold, prediction);
        Answers.assertNotEqual(Answers.DEFAULTS, prediction, gold);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "9^{9^{9^9}}; 9^{9^{9^9}}",
                "5/0; 5/0",
                "(10^{30}+\\pi)-10^{30}; \\pi",
                "\\ln(10^{-400}); -400\\ln 10",
                "(x+y+z+w+1)^{20}; (x+y+z+w+1)^{10}(1+w+z+y+x)^{10}"
            })
    void areEqualAllTheSame(String gold, String prediction) {
        Answers.assertEqual(Answers.DEFAULTS, gold, prediction);
    }

    private static Expression nested(int depth) {
        Expression tree = new Expression.Symbol("x");
        for (int i = 0; i < depth; i++) {
            tree = switch (i % 4) {
                case 0 -> new Expression.Root(tree, Expression.Numeral.of(2));
                case 1 -> new Expression.Sum(List.of(tree, Expression.Numeral.of(i)));
                case 2 -> new Expression.Apply("sin", List.of(tree));
                default -> new Expression.Negation(tree);
            };
        }
        return tree;
    }

    @Test
    void treesOfAnyDepthReturnOnASmallStack() throws InterruptedException {
        List<Comparison> results = new ArrayList<>();
        Thread thread = new Thread(
                null,
                () -> {
                    for (int depth : new int[] {100, 249, 250, 251, 1000, 100_000}) {
                        results.add(new AnswerComparator(Answers.DEFAULTS).compare(nested(depth), nested(depth + 1)));
                    }
                },
                "small stack",
                512 * 1024);
        thread.start();
        thread.join();
        assertEquals(6, results.size());
        results.forEach(result -> assertNotNull(result.reason()));
        assertEquals(Comparison.Outcome.UNDECIDED, results.get(5).outcome());
    }

    @Test
    void longSumsAndSetsReturn() {
        List<Expression> terms = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            terms.add(new Expression.Power(new Expression.Symbol("x_" + i), Expression.Numeral.of(3)));
        }
        List<Expression> turned = new ArrayList<>(terms);
        java.util.Collections.reverse(turned);
        AnswerComparator comparator = new AnswerComparator(Answers.DEFAULTS);
        assertNotNull(comparator.compare(new Expression.Sum(terms), new Expression.Sum(turned)));
        assertNotNull(comparator.compare(new Expression.SetOf(terms), new Expression.SetOf(turned)));
        assertNotNull(comparator.compare(new Expression.Tuple(terms), new Expression.Tuple(turned)));
    }
}
