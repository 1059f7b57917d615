package org.rlvr4j.samplers.problem;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of {@link ThompsonSampler}.
 *
 * @param targetSuccess the success probability that is looked for
 * @param priorA a of the Beta(a, b) prior of every problem's success probability
 * @param priorB b of the Beta(a, b) prior of every problem's success probability
 */
public record ThompsonOptions(
        @Option(
                value =
                        "Success probability of the problems that are looked for, from 0 to 1; 0.1 favours problems that "
                                + "the policy seldom but sometimes solves.",
                defaultsTo = "0.1")
        double targetSuccess,

        @Option(
                value = "Prior of every problem's success probability: a of Beta(a, b), from 0.01 to 1e6.",
                defaultsTo = "1.0")
        double priorA,

        @Option(
                value = "Prior of every problem's success probability: b of Beta(a, b), from 0.01 to 1e6.",
                defaultsTo = "1.0")
        double priorB) {

    /**
     * Checks ranges.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException naming every option that is out of range
     */
    public ThompsonOptions {
        new OptionChecks()
                .that(
                        targetSuccess >= 0 && targetSuccess <= 1,
                        "target-success",
                        targetSuccess,
                        "must be between 0 and 1")
                .that(priorA >= 0.01 && priorA <= 1e6, "prior-a", priorA, "must be between 0.01 and 1e6")
                .that(priorB >= 0.01 && priorB <= 1e6, "prior-b", priorB, "must be between 0.01 and 1e6")
                .orThrow();
    }
}
