package org.rlvr4j.trainer;

import java.util.ArrayList;
import java.util.List;
import org.rlvr4j.api.rollout.LogitOps;
import org.rlvr4j.api.rollout.TokenSampler;

/** Finds out what a token sampler does, by letting it do that to nothing. */
final class SamplingWords implements LogitOps<List<String>> {

    /** No vocabulary is larger. */
    private static final int ALL = 1 << 24;

    private SamplingWords() {}

    /** What a sampler does to logits, in order; empty where it leaves them as they are. */
    static List<String> of(TokenSampler sampler) {
        return sampler.restrict(List.of(), new SamplingWords());
    }

    @Override
    public List<String> divide(List<String> done, double temperature) {
        return temperature == 1 ? done : with(done, "temperature " + temperature);
    }

    @Override
    public List<String> keepTopK(List<String> done, int k) {
        return k >= ALL ? done : with(done, "top-k " + k);
    }

    @Override
    public List<String> keepTopP(List<String> done, double p) {
        return p >= 1 ? done : with(done, "top-p " + p);
    }

    @Override
    public List<String> keepMinP(List<String> done, double p) {
        return p <= 0 ? done : with(done, "min-p " + p);
    }

    private static List<String> with(List<String> done, String word) {
        List<String> more = new ArrayList<>(done);
        more.add(word);
        return List.copyOf(more);
    }
}
