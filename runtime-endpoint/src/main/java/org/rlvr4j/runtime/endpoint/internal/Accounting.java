package org.rlvr4j.runtime.endpoint.internal;

import org.rlvr4j.runtime.endpoint.EndpointPrices;
import org.rlvr4j.runtime.endpoint.EndpointUsage;

/** Adds up requests, tokens and money. */
final class Accounting {

    private final EndpointPrices prices;
    private long requests;
    private long retries;
    private long answers;
    private long promptTokens;
    private long completionTokens;
    private long uncounted;

    Accounting(EndpointPrices prices) {
        this.prices = prices;
    }

    synchronized void sent(boolean again) {
        requests++;
        retries += again ? 1 : 0;
    }

    synchronized void answered(Answer answer) {
        answers += answer.choices().size();
        promptTokens += answer.promptTokens().orElse(0);
        completionTokens += answer.completionTokens().orElse(0);
        uncounted +=
                answer.promptTokens().isEmpty() || answer.completionTokens().isEmpty() ? 1 : 0;
    }

    /** Whether all that may be spent is spent. */
    synchronized boolean isSpent() {
        return prices.budget() > 0 && prices.cost(promptTokens, completionTokens) >= prices.budget();
    }

    synchronized EndpointUsage usage(int mostAtOnce) {
        return new EndpointUsage(
                requests,
                retries,
                answers,
                promptTokens,
                completionTokens,
                uncounted,
                prices.cost(promptTokens, completionTokens),
                mostAtOnce);
    }
}
