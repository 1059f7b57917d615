package org.rlvr4j.tasks.modular;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.rlvr4j.tasks.Dials;
import org.rlvr4j.tasks.PromptStyle;
import org.rlvr4j.tasks.PuzzleGenerator;

/**
 * Draws equations with exactly one solution: every modulus of the range is as likely; terms are drawn again until the
 * factors of x and the modulus have no common divisor.
 */
public final class ModularGenerator implements PuzzleGenerator {

    private final ModularOptions options;

    /**
     * Creates the generator.
     *
     * @param options the task's dials
     */
    public ModularGenerator(ModularOptions options) {
        this.options = options;
    }

    @Override
    public ModularPuzzle draw(RandomGenerator random) {
        int modulus = random.nextInt(options.minModulus(), options.maxModulus() + 1);
        int terms = Dials.draw(options.terms(), random);
        List<ModularPuzzle.Term> left;
        do {
            left = left(terms, modulus, random);
        } while (!ModularPuzzle.hasOneSolution(left, modulus));
        return new ModularPuzzle(left, random.nextInt(modulus), modulus);
    }

    private static List<ModularPuzzle.Term> left(int terms, int modulus, RandomGenerator random) {
        List<ModularPuzzle.Term> left = new ArrayList<>();
        for (int i = 0; i < terms; i++) {
            boolean unknown = i == 0 || (i < terms - 1 && random.nextBoolean());
            left.add(new ModularPuzzle.Term(random.nextInt(1, modulus), unknown));
        }
        return left;
    }

    @Override
    public String characters(PromptStyle style) {
        return "0123456789" + ModularPuzzle.parse("x+1=1 mod 2").prompt(style);
    }

    @Override
    public String description() {
        return "modular equations, " + Dials.text(options.terms()) + " terms, modulus " + options.minModulus() + ".."
                + options.maxModulus();
    }
}
