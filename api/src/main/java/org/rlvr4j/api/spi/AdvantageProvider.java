package org.rlvr4j.api.spi;

import org.rlvr4j.api.learning.AdvantageEstimator;

/**
 * Provider of a {@link AdvantageEstimator}.
 *
 * @param <O> the options record
 */
public interface AdvantageProvider<O extends Record> extends StrategyProvider<AdvantageEstimator, O> {}
