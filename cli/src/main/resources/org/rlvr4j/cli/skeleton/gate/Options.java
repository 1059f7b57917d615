package @package@;

import org.rlvr4j.api.spi.Option;
import org.rlvr4j.api.spi.OptionChecks;

/**
 * Options of {@link @Class@}.
 *
 * @param ceiling highest success rate that is trained on
 */
public record @Class@Options(
        @Option(value = "Highest success rate of a group that is trained on, from 0 to 1.", defaultsTo = "0.9")
        double ceiling) {

    /**
     * Checks the range.
     *
     * @throws org.rlvr4j.api.spi.InvalidOptionException if it is out of range
     */
    public @Class@Options {
        new OptionChecks()
                .that(ceiling >= 0 && ceiling <= 1, "ceiling", ceiling, "must be between 0 and 1")
                .orThrow();
    }
}
