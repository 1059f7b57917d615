package @package@;

import java.util.List;
import java.util.stream.IntStream;
import org.rlvr4j.api.Problem;
import org.rlvr4j.api.data.ProblemSampler;
import org.rlvr4j.api.gate.SuccessHistory;
import org.rlvr4j.api.random.RandomStreams;

/** Draws problems independently of one another, each as often as the others. */
public final class @Class@ implements ProblemSampler {

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
    public int[] draw(long cursor, int count, List<Problem> problems, SuccessHistory history, RandomStreams random) {
        if (cursor < 0 || count < 1 || problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "cannot draw " + count + " of " + problems.size() + " problems at cursor " + cursor);
        }
        return IntStream.range(0, count)
                .map(i -> random.stream("@name@", options.stream(), cursor + i).nextInt(problems.size()))
                .toArray();
    }
}
