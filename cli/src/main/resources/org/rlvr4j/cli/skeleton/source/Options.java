package @package@;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of {@link @Class@}.
 *
 * @param problems number of training problems
 */
public record @Class@Options(
        @Option(value = "Number of training problems, from 1 to 5000.", defaultsTo = "1000")
        int problems) {

    /**
     * Checks the range.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if it is out of range
     */
    public @Class@Options {
        new OptionChecks()
                .that(problems >= 1 && problems <= 5000, "problems", problems, "must be between 1 and 5000")
                .orThrow();
    }
}
