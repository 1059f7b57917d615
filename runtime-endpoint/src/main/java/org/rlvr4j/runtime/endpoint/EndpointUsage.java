package org.rlvr4j.runtime.endpoint;

/**
 * What was asked of a server so far, and what that cost.
 *
 * @param requests requests sent, tries again included
 * @param retries requests that were tries again
 * @param answers answers received
 * @param promptTokens tokens of prompts, as far as the server counts them
 * @param completionTokens tokens of answers, as far as the server counts them
 * @param uncounted requests that were answered without a count of tokens, which are missing in the cost
 * @param cost by the prices given; 0 without any
 * @param mostAtOnce most requests in hand at one time
 */
public record EndpointUsage(
        long requests,
        long retries,
        long answers,
        long promptTokens,
        long completionTokens,
        long uncounted,
        double cost,
        int mostAtOnce) {}
