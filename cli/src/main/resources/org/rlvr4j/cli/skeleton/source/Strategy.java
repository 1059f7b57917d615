package @package@;

import java.util.List;
import java.util.stream.IntStream;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.ProblemSource;

/** Sums of two numbers: those of numbers below 100 are trained on, ten of larger ones are held out. */
public final class @Class@ implements ProblemSource {

    private final @Class@Options options;

    /**
     * Creates the @kind@.
     *
     * @param options its options
     */
    public @Class@(@Class@Options options) {
        this.options = options;
    }

    @Override
    public List<Problem> training() {
        return IntStream.range(0, options.problems())
                .mapToObj(i -> sum(i / 100, i % 100))
                .toList();
    }

    @Override
    public List<Problem> heldOut() {
        return IntStream.range(0, 10).mapToObj(i -> sum(100 + i, 200 + i)).toList();
    }

    private static Problem sum(int a, int b) {
        return new Problem("@name@-" + a + "-" + b, a + "+" + b + "=", String.valueOf(a + b));
    }

    @Override
    public String description() {
        return "@name@, " + options.problems() + " sums";
    }
}
