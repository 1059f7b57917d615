package org.rlvr4j.verifiers.code.value;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * When two values are equal.
 *
 * @param relativeTolerance how far apart two numbers may be, as a share of the larger, where one of them is a float
 * @param absoluteTolerance how far apart two numbers may be, where one of them is a float
 * @param strictTypes whether types must agree too
 */
public record EqualityOptions(
        @Option(
                value = "How far apart two numbers may be as a share of the larger, where one of them is a float; at"
                        + " least 0 and below 1.",
                defaultsTo = "1e-9")
        double relativeTolerance,

        @Option(
                value = "How far apart two numbers may be, where one of them is a float; at least 0.",
                defaultsTo = "1e-12")
        double absoluteTolerance,

        @Option(
                value = "Whether types must agree too: then 1, 1.0 and true differ, and lists differ from tuples.",
                defaultsTo = "false")
        boolean strictTypes) {

    /** Checks the ranges. */
    public EqualityOptions {
        new OptionChecks()
                .that(
                        relativeTolerance >= 0 && relativeTolerance < 1,
                        "relative-tolerance",
                        relativeTolerance,
                        "must be at least 0 and below 1")
                .that(
                        absoluteTolerance >= 0 && absoluteTolerance < Double.POSITIVE_INFINITY,
                        "absolute-tolerance",
                        absoluteTolerance,
                        "must be at least 0 and finite")
                .orThrow();
    }
}
