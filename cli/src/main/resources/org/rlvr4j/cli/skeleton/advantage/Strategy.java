package @package@;

import java.util.Arrays;
import java.util.List;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.learning.AdvantageEstimator;

/** The reward minus the mean reward of the group. All right, all wrong, n = 1: all 0. */
public final class @Class@ implements AdvantageEstimator {

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
    public double[][] estimate(List<VerifiedGroup> groups) {
        return groups.stream().map(this::estimate).toArray(double[][]::new);
    }

    private double[] estimate(VerifiedGroup group) {
        double mean = (double) group.successes() / group.size();
        return Arrays.stream(group.rewards())
                .map(reward -> options.scale() * (reward - mean))
                .toArray();
    }
}
