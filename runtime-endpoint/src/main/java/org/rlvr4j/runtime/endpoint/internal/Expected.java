package org.rlvr4j.runtime.endpoint.internal;

import org.rlvr4j.runtime.endpoint.EndpointOptions.Api;

/**
 * What a request asked for, against which its answer is held.
 *
 * @param api which interface
 * @param n how many answers
 * @param maxTokens longest answer
 * @param logProbs whether log-probabilities
 */
record Expected(Api api, int n, int maxTokens, boolean logProbs) {}
