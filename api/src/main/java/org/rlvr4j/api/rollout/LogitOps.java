package org.rlvr4j.api.rollout;

/**
 * The operations on logits that token samplers are composed of, on whatever the runtime keeps logits in.
 *
 * <p>Every operation acts on each row of logits [D][V] by itself and returns new logits; an excluded token's logit is
 * −∞, or so low that its probability is exactly 0. The distribution is the softmax of the result. Because a sampler speaks only these words, the same sampler runs on
 * a GPU tensor, on a CPU tensor and on plain arrays, and the learner can apply it to the new policy's logits too.
 *
 * @param <L> the logits' type; shape [D][V]
 */
public interface LogitOps<L> {

    /**
     * Divides by a temperature.
     *
     * @param logits shape [D][V]
     * @param temperature finite, &gt; 0; below 1 sharpens
     * @return logits / temperature
     */
    L divide(L logits, double temperature);

    /**
     * Keeps the k most probable tokens of each row; of equal logits the lower token id is kept.
     *
     * @param logits shape [D][V]
     * @param k ≥ 1; V or more keeps all
     * @return logits, −∞ where dropped
     */
    L keepTopK(L logits, int k);

    /**
     * Keeps the smallest set of most probable tokens whose probability is at least p (nucleus sampling, arXiv
     * 1904.09751): a token stays while the probability of those more probable than it is below p, so at least one stays.
     *
     * @param logits shape [D][V]
     * @param p in (0, 1]; 1 keeps all
     * @return logits, −∞ where dropped
     */
    L keepTopP(L logits, double p);

    /**
     * Keeps tokens whose probability is at least p times that of the most probable one (min-p sampling, arXiv
     * 2407.01082).
     *
     * @param logits shape [D][V]
     * @param p in [0, 1]; 0 keeps all
     * @return logits, −∞ where dropped
     */
    L keepMinP(L logits, double p);
}
