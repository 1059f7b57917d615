package org.rlvr4j.verifiers.math.countdown;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.rlvr4j.api.random.RandomStreams;

/**
 * All solvable puzzles that the options allow, in two halves that share no multiset of numbers.
 *
 * <p>A multiset is held out if the hash of (seed, its sorted numbers), read as a number in [0, 1), is below the held-out
 * share. So the side of a multiset depends on the seed and the share and on nothing else.
 */
final class PuzzleSpace {

    /** The two sides. */
    enum Side {
        TRAINING("training"),
        HELD_OUT("held-out");

        private final String stream;

        Side(String stream) {
            this.stream = stream;
        }
    }

    /**
     * Different puzzles.
     *
     * @param puzzles what was found, at most as many as were asked for
     * @param exhausted whether, if there are fewer than were asked for, these are all
     */
    record Found(List<CountdownPuzzle> puzzles, boolean exhausted) {}

    private static final int MAX_FRUITLESS_DRAWS = 50_000;
    private static final int MAX_ENUMERATION_WORK = 5_000_000;
    private static final double TWO_TO_MINUS_53 = 0x1.0p-53;

    private final CountdownOptions options;
    private final RandomStreams random;

    PuzzleSpace(CountdownOptions options) {
        this.options = options;
        this.random = new RandomStreams(options.seed());
    }

    /** Returns the side of a multiset, given in ascending order. */
    Side sideOf(List<Integer> numbers) {
        long[] position = numbers.stream().mapToLong(Integer::longValue).toArray();
        double uniform = (random.key("countdown-side", position) >>> 11) * TWO_TO_MINUS_53;
        return uniform < options.heldOutShare() ? Side.HELD_OUT : Side.TRAINING;
    }

    /**
     * Draws one puzzle with a solution: numbers, then an expression over them, again until its value is a target and the
     * numbers are on the wanted side. Intermediate values may be any fraction or negative.
     *
     * @throws IllegalStateException if none is found in very many attempts
     */
    SolvedPuzzle draw(Side side, RandomGenerator generator) {
        return draw(() -> attempt(side, generator, false));
    }

    /**
     * Draws numbers and an expression that has a target's value but leaves one of the numbers out, replaces one by another
     * of the range, or uses one twice, each as likely.
     *
     * @throws IllegalStateException if none is found in very many attempts
     */
    SolvedPuzzle drawMisused(Side side, RandomGenerator generator) {
        return draw(() -> attempt(side, generator, true));
    }

    private SolvedPuzzle draw(Supplier<Optional<SolvedPuzzle>> attempts) {
        for (int attempt = 0; attempt < MAX_FRUITLESS_DRAWS; attempt++) {
            Optional<SolvedPuzzle> solved = attempts.get();
            if (solved.isPresent()) {
                return solved.get();
            }
        }
        throw new IllegalStateException("found no solvable Countdown problem in " + MAX_FRUITLESS_DRAWS
                + " attempts with " + options + "; widen the range of numbers or targets");
    }

    private Optional<SolvedPuzzle> attempt(Side side, RandomGenerator generator, boolean misused) {
        int size = options.numbers().get(generator.nextInt(options.numbers().size()));
        List<Integer> numbers = generator
                .ints(size, options.minNumber(), options.maxNumber() + 1)
                .sorted()
                .boxed()
                .toList();
        if (sideOf(numbers) != side) {
            return Optional.empty();
        }
        Expression expression = RandomExpressions.draw(misused ? misuse(numbers, generator) : numbers, generator);
        return expression
                .value()
                .filter(value -> value.isIntegerBetweenOneAnd(options.maxTarget()))
                .map(value -> new SolvedPuzzle(
                        new CountdownPuzzle(numbers, value.numerator().intValueExact()), expression));
    }

    /** Breaks the rule that each number is used once, in one of three ways. */
    private List<Integer> misuse(List<Integer> numbers, RandomGenerator generator) {
        List<Integer> used = new ArrayList<>(numbers);
        int chosen = generator.nextInt(used.size());
        switch (generator.nextInt(3)) {
            case 0 -> used.remove(chosen);
            case 1 -> used.add(used.get(chosen));
            default -> {
                int other = generator.nextInt(options.minNumber(), options.maxNumber());
                used.set(chosen, other < used.get(chosen) ? other : other + 1);
            }
        }
        return used;
    }

    /**
     * Finds different puzzles of one side: the first of a sequence that depends on the seed, the side and the ranges alone,
     * so that asking for more only adds to the end.
     *
     * <p>A small space is enumerated and shuffled, so every puzzle is as likely. In a large one puzzles are drawn, those
     * that more expressions solve more often.
     */
    Found distinct(Side side, int count) {
        RandomGenerator generator = random.stream("countdown-" + side.stream);
        if (enumerationWork() <= MAX_ENUMERATION_WORK) {
            List<CountdownPuzzle> all = enumerate(side);
            int[] order = new int[all.size()];
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
            RandomExpressions.shuffle(order, generator);
            return new Found(
                    Arrays.stream(order).limit(count).mapToObj(all::get).toList(), true);
        }
        Set<CountdownPuzzle> found = new LinkedHashSet<>();
        int fruitless = 0;
        while (found.size() < count && fruitless < MAX_FRUITLESS_DRAWS) {
            boolean isNew = attempt(side, generator, false)
                    .filter(solved -> found.add(solved.puzzle()))
                    .isPresent();
            fruitless = isNew ? 0 : fruitless + 1;
        }
        return new Found(List.copyOf(found), false);
    }

    private List<CountdownPuzzle> enumerate(Side side) {
        List<CountdownPuzzle> puzzles = new ArrayList<>();
        for (int size : options.numbers()) {
            enumerate(side, size, options.minNumber(), List.of(), puzzles);
        }
        return puzzles;
    }

    private void enumerate(Side side, int size, int from, List<Integer> chosen, List<CountdownPuzzle> puzzles) {
        if (chosen.size() == size) {
            if (sideOf(chosen) == side) {
                for (int target : ReachableTargets.of(chosen, options.maxTarget())) {
                    puzzles.add(new CountdownPuzzle(chosen, target));
                }
            }
            return;
        }
        for (int number = from; number <= options.maxNumber(); number++) {
            List<Integer> longer = new ArrayList<>(chosen);
            longer.add(number);
            enumerate(side, size, number, longer, puzzles);
        }
    }

    /** Estimates the number of additions and the like that {@link #enumerate} does. */
    private double enumerationWork() {
        double work = 0;
        int range = options.maxNumber() - options.minNumber() + 1;
        for (int size : options.numbers()) {
            double multisets = 1;
            for (int i = 0; i < size; i++) {
                multisets *= (double) (range + i) / (i + 1);
            }
            work += multisets * 8 * Math.pow(30, size - 2);
        }
        return work;
    }

    /** Orders a puzzle's numbers for its prompt; a function of the seed and the puzzle. */
    List<Integer> promptOrder(CountdownPuzzle puzzle) {
        long[] position = new long[puzzle.numbers().size() + 1];
        for (int i = 0; i < puzzle.numbers().size(); i++) {
            position[i] = puzzle.numbers().get(i);
        }
        position[puzzle.numbers().size()] = puzzle.target();
        return shuffled(puzzle.numbers(), random.stream("countdown-prompt", position));
    }

    /** Orders numbers at random. */
    static List<Integer> shuffled(List<Integer> numbers, RandomGenerator generator) {
        int[] order = numbers.stream().mapToInt(Integer::intValue).toArray();
        RandomExpressions.shuffle(order, generator);
        List<Integer> shuffled = new ArrayList<>();
        for (int number : order) {
            shuffled.add(number);
        }
        return shuffled;
    }
}
