package org.rlvr4j.estimators.advantage;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of the estimators that divide by a standard deviation, {@link Grpo} and {@link ReinforcePlusPlus}.
 *
 * @param epsilon what is added to the standard deviation
 */
public record NormalisationOptions(
        @Option(
                value = "What is added to the standard deviation before dividing by it; finite, at least 0.",
                defaultsTo = "1e-6")
        double epsilon) {

    /**
     * Checks.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if ε is negative, NaN or infinite
     */
    public NormalisationOptions {
        new OptionChecks()
                .that(
                        epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY,
                        "epsilon",
                        epsilon,
                        "must be finite and at least 0")
                .orThrow();
    }

    /** (r − mean)/(std + ε) with the population standard deviation; all 0 where the values do not differ. */
    double[] normalise(double[] values) {
        double mean = Groupwise.mean(values);
        double[] centred = new double[values.length];
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            centred[i] = values[i] - mean;
            squares += centred[i] * centred[i];
        }
        if (squares > 0) {
            double scale = Math.sqrt(squares / values.length) + epsilon;
            for (int i = 0; i < centred.length; i++) {
                centred[i] /= scale;
            }
        }
        return centred;
    }
}
