package org.rlvr4j.runtime.endpoint.internal;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The log-probabilities and token ids of a choice. Servers lay them out in two ways, whichever interface is asked: {@code
 * logprobs.token_logprobs} is a list of numbers, {@code logprobs.content} one of objects, which llama.cpp gives an id.
 *
 * @param logProbs natural log-probability of each token; null where not asked for
 * @param ids token ids; null where not offered
 */
record TokenLogProbs(double @Nullable [] logProbs, int @Nullable [] ids) {

    /** Rounding may take a certain token's log-probability above 0 by so much. */
    private static final double ROUNDING = 1e-5;

    static TokenLogProbs of(JsonNode choice, Expected expected, String text) throws InvalidAnswerException {
        int[] ids = ids(choice.path("token_ids"));
        if (!expected.logProbs()) {
            return new TokenLogProbs(null, ids);
        }
        JsonNode given = choice.path("logprobs");
        JsonNode content = given.path("content");
        JsonNode values = content.isArray() ? content : given.path("token_logprobs");
        if (!values.isArray() || (values.isEmpty() && !text.isEmpty())) {
            throw new InvalidAnswerException("log-probabilities were asked for, and the answer has none");
        }
        // the stop token counts with some servers and not with others
        if (values.size() > expected.maxTokens() + 1) {
            throw new InvalidAnswerException("the answer has " + values.size()
                    + " log-probabilities, more than the longest answer has tokens (" + expected.maxTokens() + ")");
        }
        double[] logProbs = new double[values.size()];
        for (int i = 0; i < logProbs.length; i++) {
            logProbs[i] = logProb(content.isArray() ? values.get(i).path("logprob") : values.get(i), i);
        }
        return new TokenLogProbs(logProbs, ids != null || !content.isArray() ? ids : idsOf(content));
    }

    private static double logProb(JsonNode value, int token) throws InvalidAnswerException {
        double logProb = value.isNumber() ? value.doubleValue() : Double.NaN;
        if (!(logProb <= ROUNDING) || Double.isInfinite(logProb)) {
            throw new InvalidAnswerException("the log-probability of token " + token + " is no finite number up to 0");
        }
        return Math.min(0, logProb);
    }

    private static int @Nullable [] idsOf(JsonNode content) throws InvalidAnswerException {
        int[] ids = new int[content.size()];
        for (int i = 0; i < ids.length; i++) {
            JsonNode id = content.get(i).path("id");
            if (id.isMissingNode()) {
                return null;
            }
            ids[i] = id(id);
        }
        return ids;
    }

    /** Reads a list of token ids; null where there is no list. */
    static int @Nullable [] ids(JsonNode array) throws InvalidAnswerException {
        if (!array.isArray()) {
            return null;
        }
        int[] ids = new int[array.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = id(array.get(i));
        }
        return ids;
    }

    private static int id(JsonNode value) throws InvalidAnswerException {
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            throw new InvalidAnswerException("a token id is no number of a token");
        }
        return value.intValue();
    }
}
