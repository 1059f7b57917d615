package org.rlvr4j.estimators.passatk;

import java.util.List;
import java.util.random.RandomGenerator;
import org.rlvr4j.api.evaluation.Curve;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.evaluation.ProblemOutcome;
import org.rlvr4j.api.evaluation.ProblemOutcome.AnswerCount;
import org.rlvr4j.api.evaluation.SampleCounts;
import org.rlvr4j.estimators.bootstrap.BootstrapOptions;
import org.rlvr4j.estimators.bootstrap.ProblemBootstrap;

/**
 * maj@k: the probability that the answer most often given by k samples is correct.
 *
 * <p>The k samples are drawn without replacement from the n at hand; of t answers that tie for the most votes each wins
 * with probability 1/t. A sample without an answer votes for nothing, and a draw without any vote is wrong. Source of
 * voting over samples: Wang et al. 2022 (self-consistency), arXiv 2203.11171.
 *
 * <p>Problems of up to {@code exactUpTo} samples are computed exactly ({@link PluralityVote}); for larger ones {@code
 * draws} random orders of the samples are simulated, each of which gives a vote at every k. Their generator depends on
 * the problem's id and n alone, so that the same outcome gives the same value always. The standard error of one problem
 * is at most 0.5/√draws (0.008 by default) and shrinks by √P in the mean over P problems. k = 1 is exact in any case.
 *
 * <p>An outcome without answers has the value 0 if none of its samples is correct, and is refused otherwise.
 */
public final class MajorityAtK implements PassAtKEstimator {

    private final int exactUpTo;
    private final int draws;
    private final ProblemBootstrap bootstrap;

    /**
     * Creates the estimator.
     *
     * @param options where exact computation ends, and how finely the rest is simulated and resampled
     */
    public MajorityAtK(MajorityAtKOptions options) {
        this.exactUpTo = options.exactUpTo();
        this.draws = options.draws();
        this.bootstrap = new ProblemBootstrap(new BootstrapOptions(options.resamples()));
    }

    @Override
    public String metric() {
        return "maj@k";
    }

    /**
     * Estimates one problem's value for each k, all in one pass.
     *
     * @param outcome the problem's samples with their answers, n ≥ max k
     * @param ks the numbers of samples, ascending, each ≥ 1
     * @return one value for each k; shape [ks]
     * @throws IllegalArgumentException if some k exceeds n, or the outcome has correct samples but no answers
     */
    @Override
    public double[] estimate(ProblemOutcome outcome, int[] ks) {
        SampleCounts.check(outcome, ks);
        if (outcome.answers().isEmpty() && outcome.correct() > 0) {
            throw new IllegalArgumentException("maj@k needs the answers of the samples, and problem "
                    + outcome.problemId() + " has none although " + outcome.correct() + " samples are correct: its "
                    + "verifier gives no answers, or they were not kept");
        }
        if (ks.length == 0 || outcome.answers().stream().noneMatch(AnswerCount::correct)) {
            return new double[ks.length];
        }
        PluralityVote vote = new PluralityVote(outcome);
        return outcome.samples() <= exactUpTo ? vote.exact(ks) : vote.simulated(ks, draws);
    }

    @Override
    public Curve curve(List<ProblemOutcome> outcomes, int[] ks, double level, RandomGenerator random) {
        return bootstrap.curve(this, outcomes, ks, level, random);
    }
}
