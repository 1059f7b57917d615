package @package@;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of {@link @Class@}.
 *
 * @param scale factor on every advantage
 */
public record @Class@Options(
        @Option(value = "Factor on every advantage; finite, above 0.", defaultsTo = "1")
        double scale) {

    /**
     * Checks the range.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if it is out of range
     */
    public @Class@Options {
        new OptionChecks()
                .that(scale > 0 && scale < Double.POSITIVE_INFINITY, "scale", scale, "must be finite and above 0")
                .orThrow();
    }
}
