package org.rlvr4j.verifiers.math.countdown;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.Demonstration;
import org.rlvr4j.api.data.DemonstrationSource;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.spi.OptionChecks;
import org.rlvr4j.verifiers.math.expression.Rational;

/**
 * Generates Countdown problems from a seed, and demonstrations of them.
 *
 * <p>Each problem is solvable: its target is an integer between 1 and the largest target that some expression over its
 * numbers has; intermediate values may be any fraction or negative. Where all problems of the options can be enumerated,
 * as with three numbers, each is as likely; else problems that more expressions solve are more frequent.
 *
 * <p>Held-out problems share no multiset of numbers with training problems or demonstrations: a hash of the seed and the
 * sorted numbers assigns each multiset to one side, the same however many problems are asked for. Within a side problems
 * are different, and asking for more only adds to the end of the list. The order of the numbers in a prompt is a function
 * of the seed and the problem.
 *
 * <p>Immutable. The constructor generates the problems (the defaults' 12,400 in a few tenths of a second).
 */
public final class CountdownSource implements ProblemSource, DemonstrationSource {

    /** Every character of prompts and of demonstrations' responses, each once: what a character tokenizer must know. */
    public static final String ALPHABET = " ()*+-/0123456789:=";

    private final CountdownOptions options;
    private final PuzzleSpace space;
    private final List<Problem> training;
    private final List<Problem> heldOut;

    /**
     * Generates the problems.
     *
     * @param options which problems
     * @throws org.rlvr4j.api.spi.InvalidOptionException if the options allow fewer different problems than they ask for;
     *     the message says how many there are
     */
    public CountdownSource(CountdownOptions options) {
        this.options = options;
        this.space = new PuzzleSpace(options);
        OptionChecks checks = new OptionChecks();
        this.training = problems(PuzzleSpace.Side.TRAINING, options.trainingProblems(), "training-problems", checks);
        this.heldOut = problems(PuzzleSpace.Side.HELD_OUT, options.heldOutProblems(), "held-out-problems", checks);
        checks.orThrow();
    }

    private List<Problem> problems(PuzzleSpace.Side side, int count, String option, OptionChecks checks) {
        PuzzleSpace.Found found = space.distinct(side, count);
        int possible = found.puzzles().size();
        checks.that(
                possible == count,
                option,
                count,
                found.exhausted()
                        ? "must be at most " + possible + ", the different problems that the other options allow"
                        : "is too many: " + possible + " different problems were found before giving up; widen "
                                + "numbers, max-number, max-target, or this side's share");
        return found.puzzles().stream().map(this::problem).toList();
    }

    private Problem problem(CountdownPuzzle puzzle) {
        return new Problem(
                puzzle.id(),
                puzzle.prompt(space.promptOrder(puzzle)),
                puzzle.format(),
                Map.of("numbers", Integer.toString(puzzle.numbers().size())));
    }

    @Override
    public List<Problem> training() {
        return training;
    }

    @Override
    public List<Problem> heldOut() {
        return heldOut;
    }

    @Override
    public String description() {
        String sizes = options.numbers().stream().map(String::valueOf).collect(Collectors.joining(" or "));
        return "countdown, " + sizes + " numbers of " + options.minNumber() + ".." + options.maxNumber()
                + ", targets up to " + options.maxTarget();
    }

    /**
     * Draws a problem of the training side, in the training list or not, and a random expression that solves it: every
     * order of the numbers, tree shape and operator occurs, written with no more parentheses than needed.
     *
     * <p>By the noise options, a share of responses is wrong instead, as real corpora have it: the expression has another
     * value than the target; or it has the target's value but leaves a number out, replaces one by another, or uses one
     * twice.
     */
    @Override
    public Demonstration draw(RandomGenerator random) {
        double noise = random.nextDouble();
        boolean misused = noise >= options.wrongTargetShare()
                && noise < options.wrongTargetShare() + options.misusedNumberShare();
        SolvedPuzzle drawn = misused
                ? space.drawMisused(PuzzleSpace.Side.TRAINING, random)
                : space.draw(PuzzleSpace.Side.TRAINING, random);
        CountdownPuzzle puzzle = drawn.puzzle();
        Expression response = noise < options.wrongTargetShare() ? missingTarget(puzzle, random) : drawn.expression();
        return new Demonstration(puzzle.prompt(PuzzleSpace.shuffled(puzzle.numbers(), random)), response.text());
    }

    @Override
    public String alphabet() {
        return ALPHABET;
    }

    /** Some expression over two or more numbers misses the target, as a + b + … and the same with − differ. */
    private static Expression missingTarget(CountdownPuzzle puzzle, RandomGenerator random) {
        Rational target = Rational.of(puzzle.target());
        while (true) {
            Expression drawn = RandomExpressions.draw(puzzle.numbers(), random);
            Optional<Rational> value = drawn.value();
            if (value.isPresent() && !value.get().equals(target)) {
                return drawn;
            }
        }
    }
}
