package org.rlvr4j.api.spi;

import org.rlvr4j.api.evaluation.PassAtKEstimator;

/**
 * Provider of a {@link PassAtKEstimator}.
 *
 * @param <O> the options record
 */
public interface PassAtKProvider<O extends Record> extends StrategyProvider<PassAtKEstimator, O> {}
