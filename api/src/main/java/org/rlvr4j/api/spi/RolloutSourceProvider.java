package org.rlvr4j.api.spi;

import org.rlvr4j.api.learning.RolloutSource;

/**
 * Provider of a {@link RolloutSource}.
 *
 * @param <O> the options record
 */
public interface RolloutSourceProvider<O extends Record> extends StrategyProvider<RolloutSource, O> {}
