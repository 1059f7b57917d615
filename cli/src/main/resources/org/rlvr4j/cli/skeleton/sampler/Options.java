package @package@;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of {@link @Class@}.
 *
 * @param stream number of its random stream
 */
public record @Class@Options(
        @Option(value = "Told apart from other samplers of this kind by this number.", defaultsTo = "0")
        int stream) {

    /**
     * Checks the range.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if it is out of range
     */
    public @Class@Options {
        new OptionChecks()
                .that(stream >= 0, "stream", stream, "must be at least 0")
                .orThrow();
    }
}
