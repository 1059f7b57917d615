package @package@;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of {@link @Class@}.
 *
 * @param resamples resamples of an interval
 */
public record @Class@Options(
        @Option(value = "Resamples of the problems for an interval, from 100 to 100000.", defaultsTo = "1000")
        int resamples) {

    /**
     * Checks the range.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if it is out of range
     */
    public @Class@Options {
        new OptionChecks()
                .that(resamples >= 100 && resamples <= 100_000, "resamples", resamples, "must be between 100 and 100000")
                .orThrow();
    }
}
