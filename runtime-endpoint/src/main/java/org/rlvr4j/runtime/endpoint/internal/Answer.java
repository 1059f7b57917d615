package org.rlvr4j.runtime.endpoint.internal;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.rlvr4j.api.StopReason;
import org.rlvr4j.api.evaluation.SampleFailure;

/**
 * What a server answered to one request.
 *
 * @param choices in ascending order of their index; not empty
 * @param promptTokens tokens of the prompt; empty where the server did not count
 * @param completionTokens tokens of all choices together; empty where the server did not count
 * @param model how the server calls what answered; empty where it does not say
 * @param fingerprint how the server calls its own state; empty where it does not say
 * @param promptTokenIds token ids of the prompt; null where not offered
 */
record Answer(
        List<Choice> choices,
        OptionalLong promptTokens,
        OptionalLong completionTokens,
        String model,
        String fingerprint,
        int @Nullable [] promptTokenIds) {

    /** One of the answers asked for. */
    sealed interface Choice {}

    /**
     * An answer.
     *
     * @param text what the model wrote; bounded by the size of the body
     * @param stop why it ended
     * @param logProbs natural log-probability of each token; null where not asked for
     * @param tokenIds its token ids; null where not offered
     */
    record Drawn(String text, StopReason stop, double @Nullable [] logProbs, int @Nullable [] tokenIds)
            implements Choice {}

    /**
     * No answer: this one was filtered, or is not what was asked for.
     *
     * @param failure why
     */
    record Lost(SampleFailure failure) implements Choice {}
}
