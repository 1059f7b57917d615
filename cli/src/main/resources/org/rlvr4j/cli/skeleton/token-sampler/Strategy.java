package @package@;

import org.rlvr4j.api.rollout.LogitOps;
import org.rlvr4j.api.rollout.TokenSampler;

/** Cuts off tokens that are much less probable than the most probable one (min-p, arXiv 2407.01082). */
public final class @Class@ implements TokenSampler {

    private static final long serialVersionUID = 1;

    // a number and not the options: a token sampler is serialised to where tokens are drawn
    private final double share;

    /**
     * Creates the @kind@.
     *
     * @param options its options
     */
    public @Class@(@Class@Options options) {
        share = options.share();
    }

    @Override
    public <L> L restrict(L logits, LogitOps<L> ops) {
        return ops.keepMinP(logits, share);
    }
}
