package org.rlvr4j.tasks.arithmetic;

import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rlvr4j.tasks.Dials;
import org.rlvr4j.tasks.PromptStyle;
import org.rlvr4j.tasks.PuzzleGenerator;

/** Draws expressions: every number of a length is as likely, and so is every operation. */
public final class ArithmeticGenerator implements PuzzleGenerator {

    private final ArithmeticOptions options;

    /**
     * Creates the generator.
     *
     * @param options the task's dials
     */
    public ArithmeticGenerator(ArithmeticOptions options) {
        this.options = options;
    }

    @Override
    public ArithmeticPuzzle draw(RandomGenerator random) {
        int terms = Dials.draw(options.terms(), random);
        List<BigInteger> numbers = Stream.generate(() -> number(Dials.draw(options.digits(), random), random))
                .limit(terms)
                .toList();
        List<Operation> operations = Stream.generate(() -> Dials.draw(options.operations(), random))
                .limit(terms - 1L)
                .toList();
        return new ArithmeticPuzzle(numbers, operations);
    }

    /** The first digit is 0 only where it is the only one. */
    private static BigInteger number(int digits, RandomGenerator random) {
        return new BigInteger(IntStream.range(0, digits)
                .map(place -> random.nextInt(place == 0 && digits > 1 ? 1 : 0, 10))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining()));
    }

    @Override
    public String characters(PromptStyle style) {
        return "0123456789+-*="
                + new ArithmeticPuzzle(List.of(BigInteger.ONE, BigInteger.ONE), List.of(Operation.ADD)).prompt(style);
    }

    @Override
    public String description() {
        return "arithmetic, " + Dials.text(options.terms()) + " numbers of " + Dials.text(options.digits())
                + " digits, "
                + options.operations().stream()
                        .map(operation -> String.valueOf(operation.sign()))
                        .collect(Collectors.joining(" "));
    }
}
