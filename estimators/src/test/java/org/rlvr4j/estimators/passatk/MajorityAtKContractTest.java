package org.rlvr4j.estimators.passatk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.rlvr4j.api.evaluation.PassAtKEstimator;
import org.rlvr4j.api.spi.OptionSchema;
import org.rlvr4j.testkit.PassAtKEstimatorContract;

class MajorityAtKContractTest extends PassAtKEstimatorContract {

    @Override
    protected PassAtKEstimator estimator() {
        return new MajorityAtK(OptionSchema.of(MajorityAtKOptions.class).defaults());
    }

    @Override
    protected OptionalDouble valueOf(List<DrawnSample> drawn) {
        Map<String, Integer> votes = new HashMap<>();
        drawn.stream()
                .filter(sample -> !sample.answer().isEmpty())
                .forEach(sample -> votes.merge(sample.answer(), 1, Integer::sum));
        int lead = votes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        // of answers that tie each wins with the same probability
        return OptionalDouble.of(drawn.stream()
                .filter(sample -> votes.getOrDefault(sample.answer(), -1) == lead)
                .distinct()
                .mapToDouble(sample -> sample.correct() ? 1 : 0)
                .average()
                .orElse(0));
    }

    @Override
    protected Trend trend() {
        return Trend.ANY;
    }
}
