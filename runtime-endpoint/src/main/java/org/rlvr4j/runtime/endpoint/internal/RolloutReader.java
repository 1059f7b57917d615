package org.rlvr4j.runtime.endpoint.internal;

import java.util.Arrays;
import org.rlvr4j.api.Rollout;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.learning.PolicyRuntime;

/** Makes rollouts of answers, and refuses those whose tokens or log-probabilities are not the policy's to learn from. */
final class RolloutReader {

    /** The server's weights are those of the base, whatever the policy has become. */
    private static final long BASE_VERSION = 0;

    private final PolicyRuntime policy;

    RolloutReader(PolicyRuntime policy) {
        this.policy = policy;
    }

    /**
     * Makes a rollout.
     *
     * @param prompt the token ids that were sent
     * @throws InvalidAnswerException if it cannot be learned from
     */
    Rollout rollout(int[] prompt, Answer answer, Answer.Drawn choice) throws InvalidAnswerException {
        samePrompt(prompt, answer);
        int[] ids = choice.tokenIds();
        double[] logProbs = choice.logProbs();
        if (ids == null) {
            throw new InvalidAnswerException("the server gives no token ids (token_ids, or an id with each"
                    + " log-probability), without which its rollouts cannot be trained on; vLLM does");
        }
        if (logProbs == null || logProbs.length != ids.length || ids.length == 0) {
            throw new InvalidAnswerException("the answer has " + ids.length + " token ids and "
                    + (logProbs == null ? 0 : logProbs.length) + " log-probabilities");
        }
        if (policy.tokenPieces(ids).stream().anyMatch(String::isEmpty)) {
            throw new InvalidAnswerException(
                    "the answer has token ids that the policy does not know: the server has another tokenizer");
        }
        boolean stopped = choice.stop() == StopReason.STOP_TOKEN;
        if (stopped && !policy.decode(new int[] {ids[ids.length - 1]}).isEmpty()) {
            throw new InvalidAnswerException(
                    "the answer ended at a stop token that is not among its token ids, so that ending could not be learned");
        }
        float[] values = new float[logProbs.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) logProbs[i];
        }
        String text = policy.decode(stopped ? Arrays.copyOf(ids, ids.length - 1) : ids);
        return new Rollout(ids, values, BASE_VERSION, choice.stop(), text);
    }

    private static void samePrompt(int[] prompt, Answer answer) throws InvalidAnswerException {
        int[] seen = answer.promptTokenIds();
        if (seen != null && !Arrays.equals(seen, prompt)) {
            throw new InvalidAnswerException("the server read other prompt tokens than were sent");
        }
        if (answer.promptTokens().isPresent() && answer.promptTokens().getAsLong() != prompt.length) {
            throw new InvalidAnswerException("the server counts "
                    + answer.promptTokens().getAsLong() + " prompt tokens where " + prompt.length
                    + " were sent: it adds some, or does not read ids");
        }
    }
}
