package org.rlvr4j.estimators.passatk;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.evaluation.ProblemOutcome.AnswerCount;
import org.rlvr4j.api.random.RandomStreams;

/**
 * How often a correct answer wins when some of a problem's samples vote.
 *
 * <p>The exact count: let answer i have been given a_i times. The ways to draw its votes, fewer than v of them, are the
 * polynomial L_i(x) = Σ_{j&lt;v} C(a_i, j) x^j, and those with v votes are T_i(x) = C(a_i, v) x^v. If v is the highest
 * number of votes and t answers have it, a correct one of them wins with probability 1/t. Since 1/t = ∫₀¹ y^(t−1) dy, the
 * draws of k samples in which a correct answer wins, each counted with its probability, are the coefficient of x^k in
 *
 * <p>Σ_v ∫₀¹ Σ_{i correct} T_i(x) Π_{j≠i} (L_j(x) + y T_j(x)) dy · (1 + x)^blanks.
 *
 * <p>The integrand is a polynomial in y, so Gauss–Legendre integration is exact, and no term is negative, so nothing
 * cancels. One pass gives all k.
 */
final class PluralityVote {

    private static final GaussIntegratorFactory GAUSS = new GaussIntegratorFactory();

    private final String problemId;
    private final int samples;
    private final int[] counts;
    private final boolean[] correct;
    private final int blanks;

    PluralityVote(ProblemOutcome outcome) {
        List<AnswerCount> answers = outcome.answers();
        this.problemId = outcome.problemId();
        this.samples = outcome.samples();
        this.counts = answers.stream().mapToInt(AnswerCount::count).toArray();
        this.correct = new boolean[counts.length];
        for (int i = 0; i < correct.length; i++) {
            correct[i] = answers.get(i).correct();
        }
        this.blanks = samples - Arrays.stream(counts).sum();
    }

    /** The value at each k, exactly but for rounding; n of at most a few hundred. */
    double[] exact(int[] ks) {
        int largest = ks[ks.length - 1];
        double[] wins = new double[largest + 1];
        int mostVotes = Math.min(largest, Arrays.stream(counts).max().orElse(0));
        for (int votes = 1; votes <= mostVotes; votes++) {
            addWins(votes, wins);
        }
        return Arrays.stream(ks)
                .mapToDouble(k -> Math.min(1, wins[k] / CombinatoricsUtils.binomialCoefficientDouble(samples, k)))
                .toArray();
    }

    /** Adds the draws that a correct answer wins with exactly {@code votes} votes; wins has shape [k + 1]. */
    private void addWins(int votes, double[] wins) {
        int mostTied =
                (int) Arrays.stream(counts).filter(count -> count >= votes).count();
        // N nodes integrate polynomials up to degree 2N − 1; the integrand's degree in y is at most mostTied − 1.
        GaussIntegrator integrator = GAUSS.legendre((mostTied + 1) / 2, 0, 1);
        for (int node = 0; node < integrator.getNumberOfPoints(); node++) {
            double[] product = winsAt(votes, integrator.getPoint(node), wins.length);
            for (int k = 0; k < wins.length; k++) {
                wins[k] += integrator.getWeight(node) * product[k];
            }
        }
    }

    /** Coefficients in x of the integrand at one y; shape [length]. */
    private double[] winsAt(int votes, double y, int length) {
        double[] all = new double[length];
        for (int j = 0; j <= Math.min(blanks, length - 1); j++) {
            all[j] = CombinatoricsUtils.binomialCoefficientDouble(blanks, j);
        }
        double[] won = new double[length];
        for (int i = 0; i < counts.length; i++) {
            double tied = counts[i] < votes ? 0 : CombinatoricsUtils.binomialCoefficientDouble(counts[i], votes);
            double[] ways = new double[Math.min(counts[i], votes) + 1];
            for (int j = 0; j < ways.length; j++) {
                ways[j] = j < votes ? CombinatoricsUtils.binomialCoefficientDouble(counts[i], j) : y * tied;
            }
            won = product(won, ways);
            if (correct[i]) {
                for (int k = votes; k < length; k++) {
                    won[k] += tied * all[k - votes];
                }
            }
            all = product(all, ways);
        }
        return won;
    }

    /** The product of two polynomials, cut to the length of the first. */
    private static double[] product(double[] left, double[] right) {
        double[] product = new double[left.length];
        for (int i = 0; i < left.length; i++) {
            if (left[i] != 0) {
                int end = Math.min(right.length, left.length - i);
                for (int j = 0; j < end; j++) {
                    product[i + j] += left[i] * right[j];
                }
            }
        }
        return product;
    }

    /** The value at each k, averaged over random orders of the samples; a function of the outcome and {@code draws}. */
    double[] simulated(int[] ks, int draws) {
        RandomGenerator random = new RandomStreams(problemId.hashCode()).stream("plurality-vote", samples);
        int[] ballots = ballots();
        double[] sums = new double[ks.length];
        for (int draw = 0; draw < draws; draw++) {
            addOneOrder(ballots, ks, sums, random);
        }
        for (int j = 0; j < ks.length; j++) {
            sums[j] = ks[j] == 1 ? correctVotes() / (double) samples : sums[j] / draws;
        }
        return sums;
    }

    /** The answer that each sample gave, −1 for none; shape [n]. */
    private int[] ballots() {
        int[] ballots = new int[samples];
        int filled = 0;
        for (int i = 0; i < counts.length; i++) {
            Arrays.fill(ballots, filled, filled + counts[i], i);
            filled += counts[i];
        }
        Arrays.fill(ballots, filled, samples, -1);
        return ballots;
    }

    /** Draws the samples one by one (in place, a partial Fisher–Yates shuffle), and notes who leads at each k. */
    private void addOneOrder(int[] ballots, int[] ks, double[] sums, RandomGenerator random) {
        int[] votes = new int[counts.length];
        int lead = 0;
        int leaders = 0;
        int correctLeaders = 0;
        int drawn = 0;
        for (int j = 0; j < ks.length; j++) {
            for (; drawn < ks[j]; drawn++) {
                int pick = drawn + random.nextInt(samples - drawn);
                int answer = ballots[pick];
                ballots[pick] = ballots[drawn];
                ballots[drawn] = answer;
                if (answer < 0) {
                    continue;
                }
                votes[answer]++;
                if (votes[answer] > lead) {
                    lead = votes[answer];
                    leaders = 0;
                    correctLeaders = 0;
                }
                if (votes[answer] == lead) {
                    leaders++;
                    correctLeaders += correct[answer] ? 1 : 0;
                }
            }
            sums[j] += leaders == 0 ? 0 : correctLeaders / (double) leaders;
        }
    }

    private int correctVotes() {
        int sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += correct[i] ? counts[i] : 0;
        }
        return sum;
    }
}
