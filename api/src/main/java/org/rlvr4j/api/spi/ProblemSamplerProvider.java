package org.rlvr4j.api.spi;

import org.rlvr4j.api.data.ProblemSampler;

/**
 * Provider of a {@link ProblemSampler}.
 *
 * @param <O> the options record
 */
public interface ProblemSamplerProvider<O extends Record> extends StrategyProvider<ProblemSampler, O> {}
