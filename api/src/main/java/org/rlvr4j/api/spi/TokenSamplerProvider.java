package org.rlvr4j.api.spi;

import org.rlvr4j.api.rollout.TokenSampler;

/**
 * Provider of a {@link TokenSampler}.
 *
 * @param <O> the options record
 */
public interface TokenSamplerProvider<O extends Record> extends StrategyProvider<TokenSampler, O> {}
