package org.rlvr4j.estimators.advantage;

import java.util.Arrays;
import java.util.List;
import org.rlvr4j.api.VerifiedGroup;
import org.rlvr4j.api.learning.AdvantageEstimator;

/**
 * REINFORCE++: (r − mean)/(std + ε) with the mean and the population standard deviation over all rollouts of the batch.
 *
 * <p>Source: Hu et al. 2025, arXiv 2501.03262. A group alone says little about its own mean and deviation; the batch says
 * more. The paper's KL penalty is not part of the advantage here: it is a term of the loss.
 *
 * <p>All right, all wrong, n = 1: nothing special, the group is compared with the rest of the batch. A batch whose rewards
 * are all equal: all 0, nothing is learned. The advantages of a batch sum to 0.
 */
public final class ReinforcePlusPlus implements AdvantageEstimator {

    private final NormalisationOptions options;

    /**
     * Creates the estimator.
     *
     * @param options ε
     */
    public ReinforcePlusPlus(NormalisationOptions options) {
        this.options = options;
    }

    @Override
    public double[][] estimate(List<VerifiedGroup> groups) {
        double[] batch = groups.stream()
                .flatMapToDouble(group -> Arrays.stream(group.rewards()))
                .toArray();
        double[] advantages = options.normalise(batch);
        double[][] rows = new double[groups.size()][];
        int start = 0;
        for (int g = 0; g < rows.length; g++) {
            int end = start + groups.get(g).size();
            rows[g] = Arrays.copyOfRange(advantages, start, end);
            start = end;
        }
        return rows;
    }
}
