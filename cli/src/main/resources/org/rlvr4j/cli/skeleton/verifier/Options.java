package @package@;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of {@link @Class@}.
 *
 * @param maxLength longest response that is read
 */
public record @Class@Options(
        @Option(value = "Longest response that is read, in characters; at least 1.", defaultsTo = "10000")
        int maxLength) {

    /**
     * Checks the range.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if it is out of range
     */
    public @Class@Options {
        new OptionChecks()
                .that(maxLength >= 1, "max-length", maxLength, "must be at least 1")
                .orThrow();
    }
}
