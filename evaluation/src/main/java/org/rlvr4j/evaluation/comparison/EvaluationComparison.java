package org.rlvr4j.evaluation.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.estimators.comparison.CrossedMean;
import org.rlvr4j.estimators.passatk.PassAtK;

/**
 * Two evaluations, paired by problem id; differences are B − A.
 *
 * <p>The difference at k is the mean over the common problems of the differences of their Pass@k, each without bias from its
 * own n and c, so that both sides may have had different numbers of samples. Its interval is that of a mean of paired
 * differences (Student's t with P − 1 degrees of freedom, {@link CrossedMean} with one seed): it speaks of other problems of
 * the same kind. The samples' noise is in it; other training seeds are not.
 *
 * @param a the name of the first
 * @param b the name of the second
 * @param level of the intervals
 * @param common ids of the common problems, in the order of A
 * @param points the difference at each k
 * @param entries problems that A never solved and B did
 * @param losses problems that A solved and B never did
 * @param better common problems of which B has a greater share right
 * @param worse common problems of which B has a smaller share right
 * @param onlyA ids of problems that only A has
 * @param onlyB ids of problems that only B has
 * @param settings in what the evaluations differ apart from the model; A's and B's value by name
 */
public record EvaluationComparison(
        String a,
        String b,
        double level,
        List<String> common,
        List<Point> points,
        List<Crossing> entries,
        List<Crossing> losses,
        int better,
        int worse,
        List<String> onlyA,
        List<String> onlyB,
        Map<String, List<String>> settings) {

    /** Stands in {@link #settings} for what an evaluation does not say. */
    public static final String NOT_SAID = "not said";

    /**
     * The difference at one k.
     *
     * @param k samples a problem is given
     * @param a Pass@k of A on the common problems
     * @param b Pass@k of B on them
     * @param difference b − a
     * @param low lower end of its interval; NaN with a single problem
     * @param high upper end
     * @param pValue of no difference, two-sided; NaN with a single problem
     */
    public record Point(int k, double a, double b, double difference, double low, double high, double pValue) {}

    /**
     * A problem that one of both solved.
     *
     * @param problem its id
     * @param successes of the one that solved it
     * @param samples of that one
     * @param noise the probability that all successes fall on that side, were both the same; near ½ it says nothing
     */
    public record Crossing(String problem, int successes, int samples, double noise) {}

    /**
     * Compares.
     *
     * @param a the first
     * @param b the second
     * @param level of the intervals, in (0, 1)
     * @return the comparison
     * @throws IllegalArgumentException if they have no problem in common, or the level is out of range
     */
    public static EvaluationComparison of(ComparedEvaluation a, ComparedEvaluation b, double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("an interval's level must be between 0 and 1, got " + level);
        }
        List<String> common =
                a.outcomes().keySet().stream().filter(b.outcomes()::containsKey).toList();
        if (common.isEmpty()) {
            throw new IllegalArgumentException(
                    a.name() + " and " + b.name() + " have no problem in common; problems are paired by their ids");
        }
        List<ProblemOutcome> left = of(a, common);
        List<ProblemOutcome> right = of(b, common);
        int better = 0;
        int worse = 0;
        List<Crossing> entries = new ArrayList<>();
        List<Crossing> losses = new ArrayList<>();
        for (int p = 0; p < common.size(); p++) {
            ProblemOutcome l = left.get(p);
            ProblemOutcome r = right.get(p);
            long sign = (long) r.correct() * l.samples() - (long) l.correct() * r.samples();
            better += sign > 0 ? 1 : 0;
            worse += sign < 0 ? 1 : 0;
            if (l.correct() == 0 && r.correct() > 0) {
                entries.add(crossing(r, l));
            } else if (r.correct() == 0 && l.correct() > 0) {
                losses.add(crossing(l, r));
            }
        }
        return new EvaluationComparison(
                a.name(),
                b.name(),
                level,
                common,
                points(left, right, level),
                sorted(entries),
                sorted(losses),
                better,
                worse,
                without(a, b),
                without(b, a),
                differences(a, b));
    }

    private static List<ProblemOutcome> of(ComparedEvaluation evaluation, List<String> ids) {
        return ids.stream()
                .flatMap(id -> Stream.ofNullable(evaluation.outcomes().get(id)))
                .toList();
    }

    private static List<String> without(ComparedEvaluation one, ComparedEvaluation other) {
        return one.outcomes().keySet().stream()
                .filter(id -> !other.outcomes().containsKey(id))
                .toList();
    }

    private static List<Crossing> sorted(List<Crossing> crossings) {
        return crossings.stream()
                .sorted((x, y) -> Double.compare(x.noise(), y.noise()))
                .toList();
    }

    private static Crossing crossing(ProblemOutcome solved, ProblemOutcome other) {
        return new Crossing(
                solved.problemId(),
                solved.correct(),
                solved.samples(),
                PassAtK.missProbability(solved.samples() + other.samples(), solved.correct(), other.samples()));
    }

    private static List<Point> points(List<ProblemOutcome> left, List<ProblemOutcome> right, double level) {
        int least = Stream.concat(left.stream(), right.stream())
                .mapToInt(ProblemOutcome::samples)
                .min()
                .orElse(0);
        List<Point> points = new ArrayList<>();
        for (int k = 1; k <= least; k = k < least && 2 * k > least ? least : 2 * k) {
            double[] differences = new double[left.size()];
            double meanA = 0;
            double meanB = 0;
            for (int p = 0; p < differences.length; p++) {
                double valueA =
                        PassAtK.unbiased(left.get(p).samples(), left.get(p).correct(), k);
                double valueB =
                        PassAtK.unbiased(right.get(p).samples(), right.get(p).correct(), k);
                differences[p] = valueB - valueA;
                meanA += valueA / differences.length;
                meanB += valueB / differences.length;
            }
            points.add(point(k, meanA, meanB, differences, level));
        }
        return points;
    }

    private static Point point(int k, double a, double b, double[] differences, double level) {
        if (differences.length < 2) {
            return new Point(k, a, b, differences[0], Double.NaN, Double.NaN, Double.NaN);
        }
        CrossedMean mean = CrossedMean.of(new double[][] {differences});
        return new Point(k, a, b, mean.value(), mean.low(level), mean.high(level), mean.pValue());
    }

    private static Map<String, List<String>> differences(ComparedEvaluation a, ComparedEvaluation b) {
        Map<String, List<String>> differences = new LinkedHashMap<>();
        TreeSet<String> names = new TreeSet<>(a.facts().keySet());
        names.addAll(b.facts().keySet());
        for (String name : names) {
            String left = said(a, name);
            String right = said(b, name);
            if (!left.equals(right)) {
                differences.put(name, List.of(left, right));
            }
        }
        return differences;
    }

    private static String said(ComparedEvaluation evaluation, String name) {
        String value = evaluation.facts().getOrDefault(name, "");
        return value.isEmpty() ? NOT_SAID : value;
    }

    /**
     * Tests whether B's accuracy is greater on as many problems as it is smaller (sign test; ties are left out).
     *
     * @return the two-sided exact p-value; empty where there are ties alone
     */
    public OptionalDouble signTest() {
        return signTest(better, worse);
    }

    /**
     * Tests whether there are as many entries as losses (McNemar's exact test).
     *
     * @return the two-sided exact p-value; empty where there are neither
     */
    public OptionalDouble mcNemar() {
        return signTest(entries.size(), losses.size());
    }

    private static OptionalDouble signTest(int plus, int minus) {
        int all = plus + minus;
        if (all == 0) {
            return OptionalDouble.empty();
        }
        double tail = new BinomialDistribution(null, all, 0.5).cumulativeProbability(Math.min(plus, minus));
        return OptionalDouble.of(Math.min(1, 2 * tail));
    }
}
