package org.rlvr4j.evaluation.statistics;

/**
 * An interval for the mean accuracy of these very problems that may be looked at after every round: the probability that it
 * ever leaves out the truth is at most 1 − level, whenever one stops and whatever the rule is that stops.
 *
 * <p>A round draws a_p ≥ 1 samples of each problem p, the a_p being fixed before the first round. Samples are taken in
 * order; each adds Y = x/a_p with x = 1 for a correct one, so that Y is in [0, 1] and a round's expectation is Σ_p q_p, q_p
 * being the problem's accuracy. The empirical Bernstein bound of Howard, Ramdas, McAuliffe and Sekhon (Annals of Statistics
 * 2021, arXiv 1810.08240, Theorem 4) holds for any predictable guess Ŷ of the next Y: after t rounds of P problems
 *
 * <pre>
 * |ΣY − t Σ_p q_p| ≤ u(V),   V = Σ (Y − Ŷ)²,   for all t at once with probability ≥ level
 * </pre>
 *
 * so ΣY/(tP) ± u(V)/(tP) is the interval. The guess is the problem's own share so far, (c + ½)/(n + 1), which makes V follow
 * the spread within problems and not the far greater one between them. u is the stitched boundary of their equation 10 with
 * η = 2, s = 1.4, c = 1, at crossing probability (1 − level)/2 on either side, and least variance max(1, P/8).
 *
 * <p>It is no approximation: the guarantee holds for few samples, for accuracies of 0 and 1, and for any dependence between
 * problems that leaves each sample's chance what it is given the past. Its price is a width of two to three times the
 * usual interval's. A sample that failed may have been right or wrong: the interval is widened to hold both.
 */
public final class AnytimeInterval {

    private static final double S = 1.4;
    private static final double ETA = 2;

    /** ζ(1.4). */
    private static final double ZETA = 3.105_547_215_9;

    private static final double K1 = (Math.pow(ETA, 0.25) + Math.pow(ETA, -0.25)) / Math.sqrt(2);
    private static final double K2 = (Math.sqrt(ETA) + 1) / 2;

    private final int problems;
    private final double leastVariance;
    private final double constant;
    private final int[] seen;
    private final double[] right;
    private double low;
    private double high;
    private double variance;

    /**
     * Begins.
     *
     * @param problems P ≥ 1
     * @param level the probability with which all intervals hold the truth, in (0, 1)
     * @throws IllegalArgumentException if an argument is out of range
     */
    public AnytimeInterval(int problems, double level) {
        if (problems < 1 || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "needs at least one problem and a level between 0 and 1, got " + problems + " and " + level);
        }
        this.problems = problems;
        this.leastVariance = Math.max(1, problems / 8.0);
        this.constant = Math.log(ZETA / ((1 - level) / 2 * Math.pow(Math.log(ETA), S)));
        this.seen = new int[problems];
        this.right = new double[problems];
    }

    /** What a sample gave. */
    public enum Outcome {
        /** It was right. */
        CORRECT,
        /** It was wrong. */
        WRONG,
        /** Nobody knows. */
        FAILED
    }

    /**
     * Adds a sample.
     *
     * @param problem the problem's index, from 0
     * @param perRound a_p, how many samples a round draws of it; ≥ 1
     * @param outcome what it gave
     */
    public void add(int problem, int perRound, Outcome outcome) {
        double weight = 1.0 / perRound;
        double guess = (right[problem] + 0.5) / (seen[problem] + 1);
        double distance = switch (outcome) {
            case CORRECT -> 1 - guess;
            case WRONG -> guess;
            case FAILED -> Math.max(guess, 1 - guess);
        };
        variance += weight * weight * distance * distance;
        low += outcome == Outcome.CORRECT ? weight : 0;
        high += outcome == Outcome.WRONG ? 0 : weight;
        if (outcome != Outcome.FAILED) {
            seen[problem]++;
            right[problem] += outcome == Outcome.CORRECT ? 1 : 0;
        }
    }

    /**
     * Returns the interval after whole rounds.
     *
     * @param rounds t ≥ 1, the rounds that were added
     * @return low and high end, within [0, 1]
     */
    public double[] after(int rounds) {
        double all = (double) rounds * problems;
        double reach = boundary(variance) / all;
        return new double[] {Math.max(0, low / all - reach), Math.min(1, high / all + reach)};
    }

    private double boundary(double value) {
        double v = Math.max(value, leastVariance);
        double l = S * Math.log(Math.log(ETA * v / leastVariance)) + constant;
        return Math.sqrt(K1 * K1 * v * l + K2 * K2 * l * l) + K2 * l;
    }
}
