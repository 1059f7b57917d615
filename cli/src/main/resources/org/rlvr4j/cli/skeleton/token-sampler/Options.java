package @package@;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of {@link @Class@}.
 *
 * @param share share of the most probable token below which others are cut off
 */
public record @Class@Options(
        @Option(value = "Tokens less probable than this share of the most probable one are cut off, from 0 to 1.", defaultsTo = "0.05")
        double share) {

    /**
     * Checks the range.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if it is out of range
     */
    public @Class@Options {
        new OptionChecks()
                .that(share >= 0 && share <= 1, "share", share, "must be between 0 and 1")
                .orThrow();
    }
}
