package org.rlvr4j.samplers.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.random.RandomStreams;

/**
 * Shares draws out among the problems' sources by their weights, and goes through each source in shuffled epochs of its own.
 *
 * <p>With w_s the share of source s (its {@link Problem#WEIGHT} over the sum of all) and c_s(t) how often it was drawn in the
 * first t draws, draw t goes to the source with the largest w_s (t + 1) − c_s(t), the first of equal ones. So c_s(t) never
 * strays from w_s t by as much as the number of sources, no draw is left to chance, and the cursor alone says where to
 * resume. A small source of large weight is gone through more often than others: weights are shares of draws, not of problems.
 *
 * <p>Within a source the order is that of {@link EpochShuffleSampler}, from streams that the source's name sets apart.
 * Problems without weight have weight 1, problems without source are one source. A draw costs O(sources); resuming at cursor c
 * costs O(c · sources) once. Safe for use by several threads.
 */
public final class MixtureSampler implements ProblemSampler {

    private volatile @Nullable Mixture latest;

    /** Creates the sampler. */
    public MixtureSampler() {}

    @Override
    public boolean usesWeights() {
        return true;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if an argument is out of range, or a weight is no number above 0
     */
    @Override
    @SuppressWarnings("ReferenceEquality") // another list is another mixture, and equal ones give equal draws
    public int[] draw(long cursor, int count, List<Problem> problems, SuccessHistory history, RandomStreams random) {
        DrawArguments.check(cursor, count, problems.size());
        Mixture mixture = latest;
        if (mixture == null || mixture.problems != problems) {
            mixture = new Mixture(problems);
            latest = mixture;
        }
        return mixture.draw(cursor, count, random);
    }

    /** The sources of one list of problems, and how far each was drawn from at the cursor that was last asked for. */
    private static final class Mixture {
        private final List<Problem> problems;
        private final List<String> names = new ArrayList<>();
        private final List<int[]> members = new ArrayList<>();
        private final List<List<Problem>> lists = new ArrayList<>();
        private final List<EpochShuffleSampler> orders = new ArrayList<>();
        private final double[] shares;
        private long cursor;
        private long[] drawn;

        Mixture(List<Problem> problems) {
            this.problems = problems;
            Map<String, List<Integer>> bySource = new LinkedHashMap<>();
            Map<String, Double> weights = new LinkedHashMap<>();
            for (int i = 0; i < problems.size(); i++) {
                String source = problems.get(i).metadata().getOrDefault(Problem.SOURCE, "");
                bySource.computeIfAbsent(source, name -> new ArrayList<>()).add(i);
                weights.putIfAbsent(source, weight(problems.get(i)));
            }
            double sum =
                    weights.values().stream().mapToDouble(Double::doubleValue).sum();
            shares = weights.values().stream()
                    .mapToDouble(weight -> weight / sum)
                    .toArray();
            bySource.forEach((name, indices) -> {
                names.add(name);
                members.add(indices.stream().mapToInt(Integer::intValue).toArray());
                lists.add(indices.stream().map(problems::get).toList());
                orders.add(new EpochShuffleSampler());
            });
            drawn = new long[shares.length];
        }

        private static double weight(Problem problem) {
            String text = problem.metadata().getOrDefault(Problem.WEIGHT, "1");
            double weight;
            try {
                weight = Double.parseDouble(text);
            } catch (NumberFormatException e) {
                weight = Double.NaN;
            }
            if (!(weight > 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException(
                        "problem " + problem.id() + " has weight " + text + ", must be a number above 0");
            }
            return weight;
        }

        synchronized int[] draw(long from, int count, RandomStreams random) {
            if (cursor > from) {
                cursor = 0;
                drawn = new long[shares.length];
            }
            while (cursor < from) {
                advance();
            }
            long[] before = drawn.clone();
            int[] sources = new int[count];
            int[] wanted = new int[shares.length];
            for (int i = 0; i < count; i++) {
                sources[i] = advance();
                wanted[sources[i]]++;
            }
            int[][] chosen = new int[shares.length][];
            for (int s = 0; s < shares.length; s++) {
                chosen[s] = wanted[s] == 0
                        ? new int[0]
                        : orders.get(s)
                                .draw(before[s], wanted[s], lists.get(s), SuccessHistory.EMPTY, streams(random, s));
            }
            int[] next = new int[shares.length];
            int[] result = new int[count];
            for (int i = 0; i < count; i++) {
                int s = sources[i];
                result[i] = members.get(s)[chosen[s][next[s]++]];
            }
            return result;
        }

        private RandomStreams streams(RandomStreams random, int source) {
            return new RandomStreams(random.key("mixture/" + names.get(source)));
        }

        private int advance() {
            int best = 0;
            double largest = Double.NEGATIVE_INFINITY;
            for (int s = 0; s < shares.length; s++) {
                double owed = shares[s] * (cursor + 1) - drawn[s];
                if (owed > largest) {
                    largest = owed;
                    best = s;
                }
            }
            drawn[best]++;
            cursor++;
            return best;
        }
    }
}
