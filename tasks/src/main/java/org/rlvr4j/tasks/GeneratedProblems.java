package org.rlvr4j.tasks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.Demonstration;
import org.rlvr4j.api.data.DemonstrationSource;
import org.rlvr4j.api.data.ProblemSource;
import org.rlvr4j.api.random.RandomStreams;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Problems and demonstrations of a generated task.
 *
 * <p>Held-out problems are kin to no training problem and to no demonstration: a hash of the seed and the puzzle's {@link
 * Puzzle#kin() kin} puts it on one side, the same however many problems are asked for. Within a side problems are different,
 * and asking for more only adds to the end of the list.
 *
 * <p>Immutable. The constructor generates the problems.
 */
public final class GeneratedProblems implements ProblemSource, DemonstrationSource {

    /** Draws in a row that give nothing new before the puzzles are taken to be exhausted. */
    private static final int MAX_FRUITLESS_DRAWS = 50_000;

    private static final double TWO_TO_MINUS_53 = 0x1.0p-53;

    private enum Side {
        TRAINING("task-training"),
        HELD_OUT("task-held-out");

        private final String stream;

        Side(String stream) {
            this.stream = stream;
        }
    }

    private final PuzzleGenerator generator;
    private final ProblemSplit split;
    private final RandomStreams random;
    private final List<Problem> training;
    private final List<Problem> heldOut;

    /**
     * Generates the problems.
     *
     * @param generator draws puzzles of the task
     * @param split how many, which, and how they are shown
     * @throws org.rlvr4j.api.spi.InvalidOptionException if an option is out of range, or the generator gives fewer different
     *     puzzles than are asked for; the message says how many were found
     */
    public GeneratedProblems(PuzzleGenerator generator, ProblemSplit split) {
        split.check(new OptionChecks()).orThrow();
        this.generator = generator;
        this.split = split;
        this.random = new RandomStreams(split.seed());
        OptionChecks checks = new OptionChecks();
        this.training = problems(Side.TRAINING, split.trainingProblems(), "training-problems", checks);
        this.heldOut = problems(Side.HELD_OUT, split.heldOutProblems(), "held-out-problems", checks);
        checks.orThrow();
    }

    private List<Problem> problems(Side side, int count, String option, OptionChecks checks) {
        RandomGenerator draws = random.stream(side.stream);
        Set<String> ids = new HashSet<>();
        List<Problem> problems = new ArrayList<>();
        int fruitless = 0;
        while (problems.size() < count && fruitless < MAX_FRUITLESS_DRAWS) {
            Puzzle puzzle = generator.draw(draws);
            if (sideOf(puzzle) == side && ids.add(puzzle.id())) {
                problems.add(problem(puzzle));
                fruitless = 0;
            } else {
                fruitless++;
            }
        }
        checks.that(
                problems.size() == count,
                option,
                count,
                "is too many: " + problems.size()
                        + " different problems were found before giving up; make the task larger" + " ("
                        + generator.description() + ") or change held-out-share (" + split.heldOutShare() + ")");
        return List.copyOf(problems);
    }

    private Side sideOf(Puzzle puzzle) {
        double uniform = (random.key("task-side/" + puzzle.kin()) >>> 11) * TWO_TO_MINUS_53;
        return uniform < split.heldOutShare() ? Side.HELD_OUT : Side.TRAINING;
    }

    private Problem problem(Puzzle puzzle) {
        Map<String, String> facts = new HashMap<>(puzzle.facts());
        facts.put("task", puzzle.task());
        return new Problem(
                puzzle.id(), puzzle.prompt(split.style()), split.style().reference(puzzle.format()), facts);
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
        return generator.description();
    }

    /**
     * Draws a puzzle of the training side, in the training list or not, with its solution; by {@link
     * ProblemSplit#wrongAnswerShare()} with a wrong answer.
     *
     * @throws IllegalStateException if no puzzle of the training side is found in very many attempts
     */
    @Override
    public Demonstration draw(RandomGenerator demonstrations) {
        for (int attempt = 0; attempt < MAX_FRUITLESS_DRAWS; attempt++) {
            Puzzle puzzle = generator.draw(demonstrations);
            if (sideOf(puzzle) == Side.TRAINING) {
                boolean wrong = demonstrations.nextDouble() < split.wrongAnswerShare();
                String answer = wrong ? puzzle.mistake(demonstrations) : puzzle.solution();
                return new Demonstration(
                        puzzle.prompt(split.style()), split.style().response(answer));
            }
        }
        throw new IllegalStateException("found no problem of the training side in " + MAX_FRUITLESS_DRAWS
                + " attempts (" + generator.description() + ", held-out-share " + split.heldOutShare() + ")");
    }

    @Override
    public String alphabet() {
        String all = generator.characters(split.style()) + split.style().response("");
        return all.chars()
                .distinct()
                .sorted()
                .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                .toString();
    }
}
